/** Signs the token of a session as it is right now. */
import { CATEGORY_HEADER_NAME, JWT_TYPE, SESSION_CATEGORY } from '@postern/core/wire'
import { toSec } from '../clock.ts'
import type { Instance } from '../instance.ts'
import type { Session } from '../state/model.ts'
import { type Claims, toSessionClaims, type TokenTimes } from './session-claims.ts'

/** What one token has of its own, where it differs from the usual. */
export interface TokenChanges extends Partial<TokenTimes> {
  /** Merged over the claims; `undefined` removes one. */
  readonly claims?: Claims
  /** Merged over the protected header; `undefined` removes a member, `alg: 'none'` leaves the token unsigned. */
  readonly header?: Claims
  /** Signed by a key that no emulator has. */
  readonly isForeign?: boolean
}

export async function signSessionToken(
  instance: Instance,
  session: Session,
  changes: TokenChanges = {},
): Promise<string> {
  const { claims, header, isForeign, ...times } = changes
  const payload = toSessionClaims(instance, session, {
    expiresInSec: times.expiresInSec ?? instance.settings.sessionTokenLifetimeSec,
    issuedAtSec: toIssuedAtSec(instance, times),
    issuerHost: times.issuerHost ?? null,
    authorizedParty: times.authorizedParty === undefined ? instance.settings.appOrigin : times.authorizedParty,
  })
  return instance.keyring.sign(toHeader(instance, SESSION_CATEGORY, header), { ...payload, ...claims }, isForeign)
}

/** When a token with these changes says it was issued, in seconds since the Unix epoch. */
export function toIssuedAtSec({ clock, settings }: Instance, changes: TokenChanges = {}): number {
  const nowSec = toSec(clock.nowMs())
  const { expiresInSec = settings.sessionTokenLifetimeSec } = changes
  // A token that has already expired was issued before it expired.
  return changes.issuedAtSec ?? (expiresInSec > 0 ? nowSec : nowSec + expiresInSec - settings.sessionTokenLifetimeSec)
}

/** A protected header in the provider's form. @param category null: names none. */
export function toHeader(instance: Instance, category: string | null, changes: Claims = {}): Claims {
  const base = {
    alg: 'RS256',
    typ: JWT_TYPE,
    kid: instance.keyring.kid(),
    ...(category !== null && { [CATEGORY_HEADER_NAME]: category }),
  }
  return JSON.parse(JSON.stringify({ ...base, ...changes })) as Claims
}
