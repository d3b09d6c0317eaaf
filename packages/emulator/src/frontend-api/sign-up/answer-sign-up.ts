/** The sign-up of this browser, and what every step of it answers. */
import type { Call } from '../../http/call.ts'
import { toSignUpObject } from '../../objects/to-sign-up-object.ts'
import { notFoundRefusal, Refusal } from '../../refusal.ts'
import type { Client, SignUpAttempt } from '../../state/model.ts'
import { signUpOf } from '../../state/sign-ups.ts'
import { answerEnvelope } from '../envelope.ts'

/**
 * The sign-up that the path names. Ask once more inside of a `write`.
 *
 * @param status The state that it must have; null: any.
 * @throws Refusal for one that is not of this browser, was given up, or has another state.
 */
export function readSignUp(
  { instance, params }: Call,
  client: Client | null,
  status: SignUpAttempt['status'] | null = null,
): { readonly attempt: SignUpAttempt; readonly client: Client } {
  const attempt = signUpOf(instance, client)
  if (client === null || attempt === null || attempt.id !== params['id']) throw notFoundRefusal('Sign-up')
  if (status !== null && attempt.status !== status)
    throw new Refusal(400, 'sign_up_already_complete', 'The sign-up is complete already.')
  return { attempt, client }
}

export function answerSignUp(call: Call, client: Client, attempt: SignUpAttempt): Promise<Response> {
  const { status, createdUserId } = attempt
  call.note(createdUserId === null ? `sign-up: ${status}` : `signed up as ${createdUserId}`)
  return answerEnvelope(call, client, toSignUpObject(call.instance, attempt))
}
