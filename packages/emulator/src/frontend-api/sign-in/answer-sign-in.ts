/** What every step of a sign-in answers. */
import type { Call } from '../../http/call.ts'
import { toSignInObject } from '../../objects/to-sign-in-object.ts'
import type { Client, SignInAttempt } from '../../state/model.ts'
import { answerEnvelope } from '../envelope.ts'

/** An attempt with the client that it changed. */
export function answerSignIn(call: Call, client: Client, attempt: SignInAttempt): Promise<Response> {
  const { status, userId, createdSessionId } = attempt
  call.note(createdSessionId === null ? `sign-in: ${status}` : `signed in as ${userId ?? 'nobody'}`)
  return answerEnvelope(call, client, toSignInObject(call.instance, attempt))
}
