/**
 * Session room. Verified claims → the active organization, and what the person may do in it. Pure.
 *
 * @see protocol.md 12, 20; rulings.md D15
 */
import { isObject } from '../foundation/is-record.ts'
import { CLAIMS_VERSION_2, ORGANIZATION_PREFIX, type SessionClaims } from '../wire/claims.ts'
import { parseScopedList } from './create-has.ts'

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
