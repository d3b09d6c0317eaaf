/** Records as the provider's browser script reads them. @see emulator.md 3.6 */
import { toSec } from '../create-clock.ts'
import type { Instance } from '../instance.ts'
import { toFactorAges } from '../mint/sign-session-token.ts'
import { toClientUatSec } from '../mint/to-browser-cookies.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { toMembershipObject } from '../objects/to-organization-object.ts'
import { toSessionObject } from '../objects/to-session-object.ts'
import { toSignInObject } from '../objects/to-sign-in-object.ts'
import { toSignUpObject } from '../objects/to-sign-up-object.ts'
import { toPublicUserData, toUserObject } from '../objects/to-user-object.ts'
import type { Client, Session, User } from '../state/model.ts'
import { membershipsOf } from '../state/people.ts'
import { signInOf } from '../state/sign-ins.ts'
import { signUpOf } from '../state/sign-ups.ts'
import { currentSession, liveSessions } from '../state/visits.ts'

/** How long the cookie that knows the browser lasts. */
const CLIENT_COOKIE_MS = 31_536_000_000

/** @param jwt The token that the script keeps as the last one of the session; null for a session that is over. */
export function toScriptSession(instance: Instance, session: Session, jwt: string | null): ApiObject {
  const nowMs = instance.clock.nowMs()
  const user = instance.store.get('users', session.userId)
  return {
    ...toSessionObject(session, nowMs),
    factor_verification_age: session.overrides.factorAges ?? toFactorAges(session, nowMs),
    last_active_token: jwt === null ? null : { object: 'token', jwt },
    user: user === null ? null : toScriptUser(instance, user),
    public_user_data: user === null ? null : toPublicUserData(instance, user),
  }
}

/** The person, with everything that they belong to. */
export function toScriptUser(instance: Instance, user: User): ApiObject {
  const memberships = membershipsOf(instance, user.id).map((one) => toMembershipObject(instance, one, 'person'))
  return { ...toUserObject(instance, user, 'person'), organization_memberships: memberships }
}

/** @param sign Makes the token of a session. */
export async function toScriptClient(
  instance: Instance,
  client: Client,
  sign: (session: Session) => Promise<string>,
): Promise<ApiObject> {
  const live = liveSessions(instance, client)
  const tokens = await Promise.all(live.map(sign))
  const nowMs = instance.clock.nowMs()
  const signIn = signInOf(instance, client)
  const signUp = signUpOf(instance, client)
  return {
    object: 'client',
    id: client.id,
    sessions: live.map((session, index) => toScriptSession(instance, session, tokens[index] ?? null)),
    sign_in: signIn === null || signIn.status === 'complete' ? null : toSignInObject(instance, signIn),
    sign_up: signUp === null || signUp.status === 'complete' ? null : toSignUpObject(instance, signUp),
    last_active_session_id: currentSession(instance, client)?.id ?? null,
    last_authentication_strategy: client.lastStrategy,
    // Robots are welcome, so the script asks nobody to prove that they are none.
    captcha_bypass: true,
    cookie_expires_at: nowMs + CLIENT_COOKIE_MS,
    created_at: client.createdAtMs,
    // The script writes this moment into the application's client cookie.
    updated_at: toClientUatSec(client, toSec(nowMs)) * 1000,
  }
}
