/**
 * Session room. Verified claims → the active organization, and what the person may do in it; path + the patterns of the developer → the
 * organization that the URL names. Pure.
 *
 * The URL is never a source of rights: the organization in the auth object always comes from the claims. A target only says whether the browser
 * should be sent to activate another one.
 *
 * @see protocol.md 12, 14, 20; rulings.md D15, D16; threats.md 48
 */
import { isObject } from '../foundation/is-record.ts'
import { CLAIMS_VERSION_2, ORGANIZATION_PREFIX, type SessionClaims } from '../wire/claims.ts'
import { parseScopedList } from './create-has.ts'
import type { OrganizationRoutes } from '../settings/settings.ts'

/** The active organization; all undefined when there is none. */
export interface ActiveOrganization {
  readonly orgId: string | undefined
  /** With the prefix `org:`. */
  readonly orgRole: string | undefined
  readonly orgSlug: string | undefined
}

const NO_ORGANIZATION: ActiveOrganization = { orgId: undefined, orgRole: undefined, orgSlug: undefined }

/**
 * Which organization the token speaks for, in either version of the claims.
 *
 * Verification refuses claims of a wrong type; what reaches this function odd all the same is no organization.
 */
export function toOrganization(claims: SessionClaims): ActiveOrganization {
  if (claims.v !== CLAIMS_VERSION_2) {
    const orgId = toText(claims.org_id)
    if (orgId === undefined) return NO_ORGANIZATION
    return { orgId, orgRole: toText(claims.org_role), orgSlug: toText(claims.org_slug) }
  }
  const organization: unknown = claims.o
  if (!isObject(organization)) return NO_ORGANIZATION
  const { id, rol, slg }: { id?: unknown; rol?: unknown; slg?: unknown } = organization
  const orgId = toText(id)
  if (orgId === undefined) return NO_ORGANIZATION
  const role = toText(rol)
  return { orgId, orgRole: role === undefined ? undefined : ORGANIZATION_PREFIX + role, orgSlug: toText(slg) }
}

function toText(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined
}

/** Any number of decimal digits: bitmaps outgrow 2^53, so they are never read as a JavaScript number. */
const DECIMAL = /^[0-9]+$/

/**
 * The permissions in the active organization, with their prefix `org:`.
 *
 * @returns Version 1: the claim, or undefined when it is absent or no list of strings. Version 2: undefined without an organization,
 *   else a list, empty when a claim is missing or cannot be read.
 */
export function parsePermissions(claims: SessionClaims): readonly string[] | undefined {
  if (claims.v !== CLAIMS_VERSION_2) return parseVersion1(claims.org_permissions)
  const organization: unknown = claims.o
  if (!isObject(organization)) return undefined
  const { per, fpm }: { per?: unknown; fpm?: unknown } = organization
  if (typeof per !== 'string' || typeof fpm !== 'string') return []
  const features = parseScopedList(claims.fea)?.organization ?? []
  // A list that names a feature twice does not say which of the two bitmaps is meant.
  if (new Set(features).size !== features.length) return []
  return parseBitmaps(features, splitList(per), splitList(fpm))
}

function parseVersion1(claim: unknown): readonly string[] | undefined {
  if (!Array.isArray(claim)) return undefined
  const permissions = claim.filter((item): item is string => typeof item === 'string')
  return permissions.length === claim.length ? permissions : undefined
}

/** Bitmap i belongs to feature i; its bit j, least significant first, grants permission j. What has no counterpart is left out. */
function parseBitmaps(features: readonly string[], names: readonly string[], bitmaps: readonly string[]): string[] {
  const permissions: string[] = []
  for (const [index, feature] of features.entries()) {
    const bitmap = bitmaps[index]
    if (feature === '' || bitmap === undefined || !DECIMAL.test(bitmap)) continue
    const bits = BigInt(bitmap).toString(2)
    for (const [bit, name] of names.entries()) {
      if (name !== '' && bits.at(-1 - bit) === '1') permissions.push(`${ORGANIZATION_PREFIX}${feature}:${name}`)
    }
  }
  return permissions
}

function splitList(list: string): string[] {
  return list.split(',').map((item) => item.trim())
}

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
  const isPersonal = (): boolean => routes.personalAccounts.some((test) => test(pathname) !== null)
  return readOrganization(routes, pathname) ?? (isPersonal() ? { kind: 'personal' } : null)
}

/** A session that counts. */
const ACTIVE_STATUS = 'active'

/**
 * Whether the session does not count yet: its status is `pending`, or one that we do not know.
 *
 * A token without a status is an active one. An unknown status is treated like `pending`, since a session that may not count must not
 * open a page.
 *
 * @see threats.md 72
 */
export function isPending(claims: SessionClaims): boolean {
  const status: unknown = claims.sts
  return status !== undefined && status !== null && status !== ACTIVE_STATUS
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
