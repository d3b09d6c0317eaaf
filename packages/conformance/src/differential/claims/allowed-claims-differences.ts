/** Where claims are knowingly read differently. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'
import { KNOWN } from '../known-differences.ts'
import type { ClaimsOutcome, Person } from './claims-outcome.ts'
import type { ClaimsCase } from './draw-claims.ts'

type ClaimsDifference = Difference<ClaimsCase, ClaimsOutcome>

const MALFORMED = 'a malformed `fea`, `pla`, `o.per`, `o.fpm` or `fva`'
const OF_ORGANIZATION = ['o', 'o.id', 'o.slg', 'o.rol', 'org_id', 'org_slug', 'org_role']
const OF_GRANTS = ['fea', 'pla', 'o.per', 'o.fpm', 'org_permissions']

/** The vendor's outcome, with what `change` makes of both of its people. */
function mapPeople(
  vendor: ClaimsOutcome,
  ours: ClaimsOutcome,
  change: (theirs: Person, mine: Person) => Person,
): ClaimsOutcome | null {
  if (vendor.auth === null || vendor.pending === null || ours.auth === null || ours.pending === null) return null
  return { ...vendor, auth: change(vendor.auth, ours.auth), pending: change(vendor.pending, ours.pending) }
}

const without = ({ fields, has }: Person, name: string): Person => ({
  fields: Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name)),
  has,
})

/** What ours grants less, and nothing that it grants more: never more than theirs. */
const toFewer = (theirs: Person, mine: Person, asked: RegExp): readonly string[] =>
  theirs.has.filter((question) => mine.has.includes(question) || !asked.test(question))

export const allowedClaimsDifferences: readonly ClaimsDifference[] = [
  {
    decision: 'D15',
    row: '`has({ role, unknown })`',
    why: 'a condition that is not known is not met',
    explain: (_, vendor, ours) =>
      mapPeople(vendor, ours, (theirs, mine) => ({ ...theirs, has: toFewer(theirs, mine, /"unknown"/) })),
  },
  {
    ...KNOWN.wrongClaimType,
    explain: ({ odd }, vendor, ours) => (odd.length > 0 && ours.reason === 'token-verification-failed' ? ours : null),
  },
  {
    ...KNOWN.unknownStatus,
    explain: ({ odd }, vendor, ours) =>
      odd.includes('sts') && vendor.status === ours.status && ours.auth?.fields['isAuthenticated'] === false
        ? { ...vendor, auth: ours.auth, pending: ours.pending }
        : null,
  },
  {
    decision: '023',
    row: '`sessionId` of a token without `sid`',
    why: 'the type says that it is a string',
    explain: (_, vendor, ours) =>
      mapPeople(vendor, ours, (theirs, mine) =>
        mine.fields['sessionId'] === '' ? { ...theirs, fields: { ...theirs.fields, sessionId: '' } } : theirs,
      ),
  },
  {
    decision: 'D15',
    row: MALFORMED,
    why: 'what is malformed, or names a feature twice, grants nothing',
    explain: ({ claims, odd }, vendor, ours) =>
      odd.some((name) => OF_GRANTS.includes(name)) || hasTwins(claims['fea'])
        ? mapPeople(vendor, ours, (theirs, mine) => ({
            fields: { ...theirs.fields, orgPermissions: mine.fields['orgPermissions'] },
            has: toFewer(theirs, mine, /"(permission|feature|plan)"/),
          }))
        : null,
  },
  {
    decision: 'D15',
    row: MALFORMED,
    why: 'a malformed factor verification age is none',
    explain: ({ odd }, vendor, ours) =>
      odd.includes('fva')
        ? mapPeople(vendor, ours, (theirs, mine) =>
            'factorVerificationAge' in mine.fields ? theirs : without(theirs, 'factorVerificationAge'),
          )
        : null,
  },
  {
    decision: 'D15',
    row: '`act` without a `sub`',
    why: 'an actor that nobody can name is one all the same: the session is not the person’s own',
    explain: ({ odd }, vendor, ours) =>
      odd.includes('act')
        ? mapPeople(vendor, ours, (theirs, { fields: { actor } }) =>
            isNameless(actor) ? { ...theirs, fields: { ...theirs.fields, actor } } : theirs,
          )
        : null,
  },
  {
    decision: '032',
    row: 'an organization or a role whose name is empty',
    why: 'is none',
    explain: ({ odd }, vendor, ours) =>
      odd.some((name) => OF_ORGANIZATION.includes(name))
        ? mapPeople(vendor, ours, (theirs, mine) => ({
            fields: { ...theirs.fields, ...toNone(theirs, mine) },
            has: toFewer(theirs, mine, /"(role|permission)"/),
          }))
        : null,
  },
  {
    decision: 'D15',
    row: MALFORMED,
    why: 'nor does it sign anybody out',
    explain: ({ odd }, vendor, ours) =>
      odd.some((name) => OF_GRANTS.includes(name)) && vendor.status === 'threw' && ours.status === 'signed-in'
        ? ours
        : null,
  },
]

const isNameless = (actor: unknown): boolean => JSON.stringify(actor) === '{"sub":""}'

/** Fields of the organization that ours leaves out because theirs are empty. */
function toNone(theirs: Person, mine: Person): Readonly<Record<string, undefined>> {
  const names = ['orgId', 'orgRole', 'orgSlug', 'orgPermissions'].filter((name) => mine.fields[name] === undefined)
  const isEmpty = ['orgId', 'orgRole', 'orgSlug'].some((name) => theirs.fields[name] === '')
  return isEmpty ? Object.fromEntries(names.map((name) => [name, undefined])) : {}
}

/** Whether an organization's features name one twice: nothing says which of two bitmaps it has. */
function hasTwins(claim: unknown): boolean {
  const items = typeof claim === 'string' ? claim.split(',').map((item) => item.trim()) : []
  const features = items.filter((item) => /^(o|ou|uo):/.test(item)).map((item) => item.split(':')[1])
  return new Set(features).size < features.length
}
