/** Tickets that servers give: to sign somebody in, to act as somebody, and to be left alone by what keeps robots away. */
import { toSec } from '../create-clock.ts'
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toParams } from '../http/params.ts'
import type { Instance } from '../instance.ts'
import { fieldRefusal, notFoundRefusal, Refusal } from '../refusal.ts'
import type { ActorToken, SignInToken } from '../state/model.ts'
import { isMember } from '../state/people.ts'

type Body = Readonly<Record<string, unknown>>

const MONTH_SEC = 2_592_000
const HOUR_SEC = 3_600
const HALF_HOUR_SEC = 1_800
/** Ten years. */
const MAX_LIFETIME_SEC = 315_360_000

/** `POST /v1/sign_in_tokens` */
export function answerCreateSignInToken(call: Call, _caller: null, body: Body): Response {
  const { instance } = call
  const params = toParams(body)
  const nowMs = instance.clock.nowMs()
  const lifetimeSec = params.within('expires_in_seconds', 0, MAX_LIFETIME_SEC) ?? MONTH_SEC
  const userId = requireUserId(instance, params.required('user_id'))
  const token: SignInToken = {
    id: instance.random.id('sit_'),
    userId,
    organizationId: readOrganizationId(instance, userId, params.text('org_id') ?? null),
    token: instance.random.secret('ticket_'),
    status: 'pending',
    expiresAtMs: nowMs + lifetimeSec * 1000,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }
  instance.store.write((tx) => tx.put('signInTokens', token))
  call.note(`ticket ${token.id} for ${token.userId}`)
  return answerJson(toSignInTokenObject(instance, token))
}

/** `POST /v1/sign_in_tokens/:id/revoke` */
export function answerRevokeSignInToken({ instance, params }: Call): Response {
  const revoked = instance.store.write((tx) => {
    const token = instance.store.get('signInTokens', params['id'] ?? '')
    if (token === null) throw notFoundRefusal('Sign-in token')
    const changed = toRevoked(token, instance.clock.nowMs())
    tx.put('signInTokens', changed)
    return changed
  })
  return answerJson(toSignInTokenObject(instance, revoked))
}

/** `POST /v1/actor_tokens` */
export function answerCreateActorToken(call: Call, _caller: null, body: Body): Response {
  const { instance } = call
  const params = toParams(body)
  const nowMs = instance.clock.nowMs()
  const actor = params.object('actor')
  const sub = actor?.['sub']
  if (typeof sub !== 'string' || sub === '')
    throw fieldRefusal('form_param_missing', 'actor must name in sub who acts.', 'actor')
  const lifetimeSec = params.within('expires_in_seconds', 0, MAX_LIFETIME_SEC) ?? HOUR_SEC
  const token: ActorToken = {
    id: instance.random.id('act_'),
    userId: requireUserId(instance, params.required('user_id')),
    actor: { ...actor, sub },
    token: instance.random.secret('ticket_'),
    status: 'pending',
    sessionLifetimeSec: params.within('session_max_duration_in_seconds', 0, MAX_LIFETIME_SEC) ?? HALF_HOUR_SEC,
    expiresAtMs: nowMs + lifetimeSec * 1000,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }
  instance.store.write((tx) => tx.put('actorTokens', token))
  call.note(`ticket ${token.id} to act as ${token.userId}`)
  return answerJson(toActorTokenObject(instance, token))
}

/** `POST /v1/actor_tokens/:id/revoke` */
export function answerRevokeActorToken({ instance, params }: Call): Response {
  const revoked = instance.store.write((tx) => {
    const token = instance.store.get('actorTokens', params['id'] ?? '')
    if (token === null) throw notFoundRefusal('Actor token')
    const changed = toRevoked(token, instance.clock.nowMs())
    tx.put('actorTokens', changed)
    return changed
  })
  return answerJson(toActorTokenObject(instance, revoked))
}

/** `POST /v1/testing_tokens`. Nothing here keeps robots away, so any token is taken. */
export function answerTestingToken({ instance }: Call): Response {
  const expiresAtSec = toSec(instance.clock.nowMs()) + HOUR_SEC
  return answerJson({ object: 'testing_token', token: instance.random.secret('testing_'), expires_at: expiresAtSec })
}

function requireUserId({ store }: Instance, id: string): string {
  if (store.get('users', id) === null) throw notFoundRefusal('User')
  return id
}

/** @throws Refusal 404 for an organization that the person does not belong to. */
function readOrganizationId(instance: Instance, userId: string, id: string | null): string | null {
  if (id !== null && !isMember(instance, userId, id)) throw notFoundRefusal('Organization')
  return id
}

/** @throws Refusal for a ticket that was used: taking it back would change nothing. */
function toRevoked<T extends SignInToken | ActorToken>(token: T, nowMs: number): T {
  if (token.status !== 'pending')
    throw new Refusal(400, 'sign_in_token_cannot_be_revoked_code', `The ticket is ${token.status} already.`)
  return { ...token, status: 'revoked', updatedAtMs: nowMs }
}

function toSignInTokenObject(instance: Instance, token: SignInToken): Readonly<Record<string, unknown>> {
  return { object: 'sign_in_token', ...toTicketFields(instance, token) }
}

function toActorTokenObject(instance: Instance, token: ActorToken): Readonly<Record<string, unknown>> {
  return { object: 'actor_token', actor: token.actor, ...toTicketFields(instance, token) }
}

function toTicketFields({ place }: Instance, token: SignInToken | ActorToken): Readonly<Record<string, unknown>> {
  return {
    id: token.id,
    user_id: token.userId,
    status: token.status,
    token: token.token,
    url: `${place.url()}/sign-in?__clerk_ticket=${token.token}`,
    created_at: token.createdAtMs,
    updated_at: token.updatedAtMs,
  }
}
