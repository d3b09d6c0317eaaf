/** The session that a signed token of this instance speaks for. Waits. */
import { CATEGORY_HEADER_NAME, SESSION_CATEGORY } from '@postern/core/wire'
import { createLocalJWKSet, jwtVerify } from 'jose'
import type { Instance } from '../instance.ts'
import type { Session } from '../state/model.ts'
import { isAlive } from '../state/visits.ts'

/** How far the clocks of hosts may differ. */
const CLOCK_SKEW_SEC = 5

/** @returns null for a token that we did not sign, that is of another kind or out of its time, and for a session that does not count. */
export async function readSessionToken(instance: Instance, token: string | null): Promise<Session | null> {
  if (token === null) return null
  const { keyring, clock, store } = instance
  try {
    const keys = createLocalJWKSet({ keys: keyring.jwks().keys.map((key) => ({ ...key })) })
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      currentDate: new Date(clock.nowMs()),
      clockTolerance: CLOCK_SKEW_SEC,
    })
    if (protectedHeader[CATEGORY_HEADER_NAME] !== SESSION_CATEGORY) return null
    const session = store.get('sessions', String(payload['sid']))
    const isGood = session !== null && session.status === 'active' && session.userId === payload.sub
    return isGood && isAlive(session, clock.nowMs()) ? session : null
  } catch {
    return null
  }
}
