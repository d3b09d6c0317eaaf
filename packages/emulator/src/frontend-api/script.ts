/** What the provider's browser script asks: environment, client, sessions, sign-in and sign-up. @see emulator.md 3.6 */
import { toMembershipObject } from '../objects/to-organization-object.ts'
import { answerError, answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { readClient, readOrCreateClient } from '../http/identity.ts'
import type { Session } from '../state/model.ts'
import { findUser, membershipsOf } from '../state/people.ts'
import { currentSession, signUp, startSession } from '../state/visits.ts'
import { answerEnvelope } from './envelope.ts'
import { toAttempt, toScriptUser } from './script-objects.ts'

/** `POST /v1/client/sign_ins`. Complete at once. */
export async function answerScriptSignIn(call: Call, _caller: null, form: URLSearchParams): Promise<Response> {
  const { instance } = call
  const user = findUser(instance, form.get('identifier') ?? '')
  if (user === null) return answerError(422, 'form_identifier_not_found', "Couldn't find your account.")
  const client = await readOrCreateClient(call)
  const session = startSession(instance, client, user)
  call.note(`signed in as ${user.id}`)
  return answerEnvelope(call, client, toAttempt('sign_in', instance.random.id('sia_'), user.email, session.id))
}

/** `POST /v1/client/sign_ups`. Complete at once. */
export async function answerScriptSignUp(call: Call, _caller: null, form: URLSearchParams): Promise<Response> {
  const { instance } = call
  const email = form.get('email_address') ?? ''
  if (findUser(instance, email) !== null)
    return answerError(422, 'form_identifier_exists', 'That email address is taken.')
  if (!email.includes('@'))
    return answerError(422, 'form_param_format_invalid', 'email_address must be an e-mail address.')
  const client = await readOrCreateClient(call)
  const names = { firstName: form.get('first_name') ?? '', lastName: form.get('last_name') ?? '' }
  const { user, session } = signUp(instance, client, { email, ...names })
  call.note(`signed up as ${user.id}`)
  return answerEnvelope(call, client, toAttempt('sign_up', instance.random.id('sua_'), email, session.id))
}

/** `GET /v1/me/organization_memberships` */
export function answerMyMemberships(call: Call, session: Session): Response {
  const data = membershipsOf(call.instance, session.userId).map((one) =>
    toMembershipObject(call.instance, one, 'person'),
  )
  return answerJson({ response: { data, total_count: data.length }, client: null })
}

/** `GET /v1/me` */
export function answerMe({ instance }: Call, session: Session): Response {
  const user = instance.store.get('users', session.userId)
  return user === null ? answerNotFound('User') : answerJson({ response: toScriptUser(instance, user), client: null })
}

/**
 * `POST /v1/client/sign_ins/:id/prepare_first_factor`, `attempt_first_factor` and so on, and the same for `sign_ups`. The person is
 * signed in since they gave their name, so every step succeeds, whatever code or password comes with it.
 */
export async function answerStep(call: Call): Promise<Response> {
  const { instance, params, url } = call
  const client = await readClient(call)
  const session = currentSession(instance, client)
  const user = session === null ? null : instance.store.get('users', session.userId)
  const object = url.pathname.includes('/sign_ins/') ? 'sign_in' : 'sign_up'
  if (client === null || session === null || user === null) return answerNotFound('Attempt')
  return answerEnvelope(call, client, toAttempt(object, params['id'] ?? '', user.email, session.id))
}
