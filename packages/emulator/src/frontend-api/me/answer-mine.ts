/** What every answer about the person of this browser has in common. */
import { answerNotFound } from '../../http/answers.ts'
import type { Call } from '../../http/call.ts'
import type { Session } from '../../state/model.ts'
import { answerEnvelope } from '../envelope.ts'
import { toScriptUser } from '../script-objects.ts'

/** Says what was changed, with the whole client as it is now: the script shows that. */
export async function answerMine({ instance, ...call }: Call, session: Session, response: unknown): Promise<Response> {
  const client = instance.store.get('clients', session.clientId)
  return client === null ? answerNotFound('Client') : answerEnvelope({ ...call, instance }, client, response)
}

/** The person as they are now. */
export async function answerUser(call: Call, session: Session): Promise<Response> {
  const user = call.instance.store.get('users', session.userId)
  return user === null ? answerNotFound('User') : answerMine(call, session, toScriptUser(call.instance, user))
}

/** Something is gone. */
export function answerDeleted(call: Call, session: Session, object: string, id: string): Promise<Response> {
  return answerMine(call, session, { object, id, deleted: true })
}
