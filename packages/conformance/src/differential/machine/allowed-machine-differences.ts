/** Where machine tokens are knowingly judged differently. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'
import { KNOWN } from '../known-differences.ts'
import type { MachineCase } from './draw-machine.ts'
import type { MachineOutcome } from './machine-outcome.ts'

type MachineDifference = Difference<MachineCase, MachineOutcome>

/** Answers that are no description of the token that was asked about. */
const NO_ANSWER = ['no object', 'an empty object', 'a list', 'not JSON', 'a key of somebody else']
const UNAVAILABLE = ['too many', 'broken']

const isIn = ({ status }: MachineOutcome): boolean => status === 'signed-in'
/** The vendor's, with these fields of the auth object as ours has them. */
const withFields = (vendor: MachineOutcome, ours: MachineOutcome, ...names: readonly string[]): MachineOutcome => ({
  ...vendor,
  auth: { ...vendor.auth, ...Object.fromEntries(names.map((name) => [name, ours.auth?.[name]])) },
})

export const allowedMachineDifferences: readonly MachineDifference[] = [
  {
    ...KNOWN.missingAudience,
    explain: ({ audience, token }, vendor, ours) =>
      (audience ?? []).length > 0 &&
      typeof token !== 'string' &&
      vendor.status !== 'signed-out' &&
      ours.reason === 'token-verification-failed'
        ? ours
        : null,
  },
  {
    decision: '020',
    row: 'a machine token while the provider does not answer',
    why: 'a provider that cannot be asked has a reason of its own',
    explain: ({ answerName }, vendor, ours) =>
      UNAVAILABLE.includes(answerName) && vendor.reason === 'unexpected-error' && ours.reason === 'provider-unavailable'
        ? { ...vendor, reason: ours.reason }
        : null,
  },
  {
    decision: 'D11',
    row: 'a machine token that the provider calls revoked or expired',
    why: 'one that is revoked is refused, also where the answer is a 200',
    explain: ({ answerName }, _, ours) => (answerName === 'revoked' && ours.reason === 'token-invalid' ? ours : null),
  },
  {
    decision: 'D11',
    row: 'a machine token that the provider calls revoked or expired',
    why: 'one that is expired is refused, also where the answer is a 200',
    explain: ({ answerName }, _, ours) => (answerName === 'run out' && ours.reason === 'token-invalid' ? ours : null),
  },
  {
    decision: 'D23',
    row: 'an answer of the provider whose content type has parameters',
    why: 'JSON is JSON, whatever its charset is said to be',
    explain: ({ answerName }, vendor, ours) =>
      answerName === 'with a charset' && (!isIn(vendor) || vendor.auth?.['id'] === undefined) ? ours : null,
  },
  {
    decision: '032',
    row: 'an answer of the provider that describes no token',
    why: 'nobody is signed in by it, and what a token of another kind does not have is empty',
    explain: ({ answerName, token }, vendor, ours) => {
      if (NO_ANSWER.includes(answerName) && ours.reason === 'unexpected-error') return ours
      const isOther = typeof token === 'string' && !isAbout(answerName, token) && isIn(vendor) && isIn(ours)
      return isOther ? withFields(vendor, ours, 'name', 'clientId', 'claims') : null
    },
  },
  {
    decision: '032',
    row: 'scopes of a machine token with more than one space between them',
    why: 'an empty text is no scope',
    explain: (_, vendor) => {
      const scopes: unknown = vendor.auth?.['scopes']
      if (!Array.isArray(scopes) || !scopes.includes('')) return null
      return { ...vendor, auth: { ...vendor.auth, scopes: scopes.filter((scope) => scope !== '') } }
    },
  },
  {
    decision: '032',
    row: '`jti`, `client_id` or scopes of a machine JWT that are no text',
    why: 'what is no text counts as absent',
    explain: ({ token }, vendor, ours) => {
      if (typeof token === 'string' || !isIn(ours)) return null
      const odd = Object.entries(token.payload).filter(([name, value]) => typeof value !== 'string' && name in FIELD_OF)
      if (!isIn(vendor)) return odd.some(([name]) => name === 'scope') && vendor.status === 'threw' ? ours : null
      return withFields(vendor, ours, ...odd.map(([name]) => FIELD_OF[name] ?? ''), ...oddScopes(token.payload))
    },
  },
  {
    decision: 'D7',
    row: 'a claim of the wrong type',
    why: 'an empty subject is nobody',
    explain: ({ token }, vendor, ours) =>
      typeof token !== 'string' && 'sub' in token.payload && token.payload.sub === '' && !isIn(ours) ? ours : null,
  },
  {
    decision: '032',
    row: 'a bearer whose `typ` is that of an OAuth token',
    why: 'a token says once of what kind it is',
    explain: ({ token }, vendor, ours) =>
      typeof token !== 'string' && isOAuthTyp(token.header) && 'cat' in token.header && ours.reason === 'token-invalid'
        ? ours
        : null,
  },
]

/** Which field of the auth object a claim becomes. */
const FIELD_OF: Readonly<Record<string, string>> = { jti: 'id', client_id: 'clientId', scope: 'scopes' }

const oddScopes = (payload: object): readonly string[] =>
  'scp' in payload && typeof payload.scp === 'string' ? ['scopes'] : []

const isOAuthTyp = (header: object): boolean => 'typ' in header && /at\+jwt$/i.test(String(header.typ))

/** Whether an answer is one about a token of this kind. */
function isAbout(answerName: string, token: string): boolean {
  if (token.startsWith('ak_')) return !/machine|OAuth|no object|run out/.test(answerName)
  return token.startsWith('mt_') ? /machine|run out/.test(answerName) : /OAuth/.test(answerName)
}
