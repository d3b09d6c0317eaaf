/** What people allowed clients: whether they did, and how it ends. */
import type { Instance } from '../instance.ts'
import type { Writer } from '../state/create-store.ts'
import type { OAuthGrant } from '../state/model.ts'

export type GrantFacts = Pick<OAuthGrant, 'clientId' | 'userId' | 'scopes' | 'resources' | 'authTimeMs'>

export function toGrant({ random, clock }: Instance, facts: GrantFacts): OAuthGrant {
  return { id: random.id('ogr_'), ...facts, isRevoked: false, createdAtMs: clock.nowMs() }
}

/** What was allowed, while it counts: not after it was revoked, and not for a person who is gone or banned. */
export function findGrant({ store }: Pick<Instance, 'store'>, id: string | null): OAuthGrant | null {
  const grant = id === null ? null : store.get('oauthGrants', id)
  const user = grant === null ? null : store.get('users', grant.userId)
  return grant === null || grant.isRevoked || user === null || user.isBanned ? null : grant
}

/** Whether this person has allowed this client everything that it wants now. */
export function hasAllowed({ store }: Instance, wanted: Omit<GrantFacts, 'authTimeMs'>): boolean {
  const covers = (given: readonly string[], asked: readonly string[]): boolean =>
    asked.every((one) => given.includes(one))
  const allowed = store.find(
    'oauthGrants',
    (grant) =>
      grant.clientId === wanted.clientId &&
      grant.userId === wanted.userId &&
      !grant.isRevoked &&
      covers(grant.scopes, wanted.scopes) &&
      covers(grant.resources, wanted.resources),
  )
  return allowed !== null
}

/** Ends everything that follows from a grant. Part of a `write`. @see RFC 7009 §2.1; RFC 9700 §4.14.2 */
export function revokeGrant(tx: Writer, { store, clock }: Instance, id: string | null): void {
  const grant = id === null ? null : store.get('oauthGrants', id)
  if (grant === null) return
  tx.put('oauthGrants', { ...grant, isRevoked: true })
  for (const token of store.list('oauthTokens'))
    if (token.grantId === grant.id && !token.isRevoked)
      tx.put('oauthTokens', { ...token, isRevoked: true, updatedAtMs: clock.nowMs() })
}
