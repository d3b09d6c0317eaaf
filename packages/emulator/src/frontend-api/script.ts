/** What the provider's browser script asks about the person who is signed in. @see emulator.md 3.6 */
import { answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import type { Session } from '../state/model.ts'
import { toScriptUser } from './script-objects.ts'

/** `GET /v1/me` */
export function answerMe({ instance }: Call, session: Session): Response {
  const user = instance.store.get('users', session.userId)
  return user === null ? answerNotFound('User') : answerJson({ response: toScriptUser(instance, user), client: null })
}
