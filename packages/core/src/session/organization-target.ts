/**
 * Session room. Path + the patterns of the developer → the organization that the URL names. Pure.
 *
 * Never a source of rights: the organization in the auth object always comes from the claims. A target only says whether the browser
 * should be sent to activate another one.
 *
 * @see protocol.md 14; rulings.md D16; threats.md 48
 */
import type { OrganizationRoutes } from '../settings/settings.ts'
import type { SessionClaims } from '../wire/claims.ts'
import { toOrganization } from './active-organization.ts'
import { isPending } from './to-session-auth.ts'

/** What the URL names: an organization by its id or by its slug, or the personal account. */
export type OrganizationTarget =
  | { readonly kind: 'organization'; readonly id: string; readonly slug?: never; readonly isMisnamed?: true }
  | { readonly kind: 'organization'; readonly id?: never; readonly slug: string; readonly isMisnamed?: true }
  | { readonly kind: 'personal' }

/** Provider's grammar. A parameter that cannot name an organization must not start a journey to the provider. No text is both. */
const ORGANIZATION_ID = /^org_[A-Za-z0-9]+$/
const ORGANIZATION_SLUG = /^[a-z0-9-]{1,256}$/

const MISNAMED = { isMisnamed: true } as const

/**
 * Which organization the path names.
 *
 * The first organization pattern that matches decides; `:id` wins over `:slug`. Where it gives neither, the patterns of the personal
 * account are asked. The tests decode `id` and `slug`, and refuse the path of a forwarded server action.
 *
 * Whether the value is an id or a slug, the value says: the provider takes either, and people mix the names over the patterns of one list.
 * Compared with what it is not, it would never be the active organization, and the browser would travel until the gate stops it.
 * `isMisnamed` where the parameter has the other name.
 *
 * @param routes Null when nothing is configured.
 * @param pathname As it stands in the URL, percent-encoded.
 * @returns Null when the path names nothing.
 */
export function toOrganizationTarget(routes: OrganizationRoutes | null, pathname: string): OrganizationTarget | null {
  if (routes === null) return null
  return readOrganization(routes, pathname) ?? (isPersonal(routes, pathname) ? { kind: 'personal' } : null)
}

/** Whether the session's active organization is another one than the URL names. A session that does not count yet has none to compare. */
export function isOrganizationMismatch(target: OrganizationTarget | null, claims: SessionClaims): boolean {
  if (target === null || isPending(claims)) return false
  const { orgId, orgSlug } = toOrganization(claims)
  if (target.kind === 'personal') return orgId !== undefined
  return target.id !== undefined ? target.id !== orgId : target.slug !== orgSlug
}

function readOrganization(routes: OrganizationRoutes, pathname: string): OrganizationTarget | null {
  for (const test of routes.organizations) {
    const params = test(pathname)
    if (params === null) continue
    const { id, slug } = params
    return toTarget(id ?? slug ?? '', id === undefined)
  }
  return null
}

function toTarget(value: string, isNamedSlug: boolean): OrganizationTarget | null {
  if (ORGANIZATION_ID.test(value)) return { kind: 'organization', id: value, ...(isNamedSlug && MISNAMED) }
  if (!ORGANIZATION_SLUG.test(value)) return null
  return { kind: 'organization', slug: value, ...(!isNamedSlug && MISNAMED) }
}

function isPersonal(routes: OrganizationRoutes, pathname: string): boolean {
  return routes.personalAccounts.some((test) => test(pathname) !== null)
}
