/** Where patterns of organizations are knowingly read differently. As `../allowed-differences.ts`. */
import type { Difference } from '../difference.ts'
import type { OrganizationAnswer, OrganizationCase } from './organization-outcome.ts'

/** What a slug and an id can be. @see rulings.md 8 */
const ORGANIZATION_NAME = /^(?:[a-z0-9-]{1,256}|org_[A-Za-z0-9]+)$/

/** What stands in the path where an organization could. */
const readNames = ({ path }: OrganizationCase): readonly string[] => (path.split('?')[0] ?? '').split('/').slice(1)

export const allowedOrganizationDifferences: readonly Difference<OrganizationCase, OrganizationAnswer>[] = [
  {
    decision: '017',
    row: 'an organization pattern without `:id` and `:slug`',
    why: 'a pattern that can never name an organization is refused',
    explain: ({ patterns }, _, ours) =>
      ['no parameter', 'no first slash'].includes(patterns) && ours.answer === 'refused' ? ours : null,
  },
  {
    decision: '032',
    row: 'an organization pattern with `:id`, visited with a slug',
    why: 'what names the session’s own organization, by id or slug, leads nowhere else',
    explain: ({ session }, vendor, ours) =>
      session.startsWith('of an organization') &&
      ['acme', 'org_acme'].includes(vendor.wanted ?? '') &&
      vendor.reason === 'active-organization-mismatch' &&
      ours.answer === 'stays'
        ? ours
        : null,
  },
  {
    decision: 'D16',
    row: 'an empty list of organization patterns',
    why: 'an empty list matches nothing',
    explain: ({ patterns }, vendor, ours) =>
      patterns === 'empty lists' && vendor.wanted === '' && ours.wanted === null
        ? vendor.reason === 'active-organization-mismatch'
          ? ours
          : { ...vendor, wanted: null }
        : null,
  },
  {
    decision: 'D16',
    row: 'an organization that stands percent-encoded in the path',
    why: 'a parameter is one segment, decoded',
    explain: ({ path }, vendor, ours) =>
      path.includes('%') && vendor.wanted !== null && decodeURIComponent(vendor.wanted) === ours.wanted
        ? { ...vendor, wanted: ours.wanted }
        : null,
  },
  {
    decision: '032',
    row: 'an organization pattern, and a value that can be no id and no slug',
    why: 'the provider could only leave things as they are',
    explain: (given, vendor, ours) => {
      if (vendor.wanted === null || ORGANIZATION_NAME.test(vendor.wanted) || !readNames(given).includes(vendor.wanted))
        return null
      return vendor.reason === 'active-organization-mismatch' ? ours : { ...vendor, wanted: ours.wanted }
    },
  },
]
