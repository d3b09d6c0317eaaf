/**
 * Session room. Verified claims → what sessions are asked about, worked out once for each token. Does not wait.
 *
 * @see protocol.md 11-13
 */
import type { Verified } from '../claims/verified.ts'
import type { SessionClaims } from '../wire/claims.ts'
import { parsePermissions, toOrganization, type ActiveOrganization } from './active-organization.ts'
import type { HasFacts } from './create-has.ts'
import { parseFactorAges, type FactorAges } from './reverification.ts'

/** Facts of one token. A class, as the facts of a request are. Shared by all who bring the token, so nothing of it is given to an application. */
export class SessionFacts implements HasFacts {
  readonly claims: Verified<SessionClaims>
  readonly organization: ActiveOrganization
  readonly factorAges: FactorAges | null
  #permissions: { readonly list: readonly string[] | undefined } | null = null

  constructor(claims: Verified<SessionClaims>) {
    this.claims = claims
    this.organization = toOrganization(claims)
    this.factorAges = parseFactorAges(claims.fva)
  }

  get userId(): string {
    return this.claims.sub
  }

  get orgId(): string | undefined {
    return this.organization.orgId
  }

  get orgRole(): string | undefined {
    return this.organization.orgRole
  }

  get orgPermissions(): readonly string[] | undefined {
    // Permissions without an organization would be a question nobody can have asked.
    this.#permissions ??= { list: this.orgId === undefined ? undefined : parsePermissions(this.claims) }
    return this.#permissions.list
  }

  get features(): unknown {
    return this.claims.fea
  }

  get plans(): unknown {
    return this.claims.pla
  }
}

/** Claims → their facts. Kept for as long as the claims are, which the cache of verified tokens decides. */
export function createFactsFinder(): (claims: Verified<SessionClaims>) => SessionFacts {
  const kept = new WeakMap<Verified<SessionClaims>, SessionFacts>()
  return (claims) => {
    const known = kept.get(claims)
    if (known !== undefined) return known
    const facts = new SessionFacts(claims)
    kept.set(claims, facts)
    return facts
  }
}
