/**
 * Session room. Verified claims → the active organization. Pure.
 *
 * @see protocol.md 12
 */
import { CLAIMS_VERSION_2, ORGANIZATION_PREFIX } from '../wire/claims.ts'
import type { SessionClaims } from '../wire/session-claims.ts'

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
  if (typeof organization !== 'object' || organization === null) return NO_ORGANIZATION
  const { id, rol, slg }: { id?: unknown; rol?: unknown; slg?: unknown } = organization
  const orgId = toText(id)
  if (orgId === undefined) return NO_ORGANIZATION
  const role = toText(rol)
  return { orgId, orgRole: role === undefined ? undefined : ORGANIZATION_PREFIX + role, orgSlug: toText(slg) }
}

function toText(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined
}
