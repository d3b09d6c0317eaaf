/** What the provider's browser script asks about the person who is signed in. @see emulator.md 3.6 */
import { toMembershipObject } from '../objects/to-organization-object.ts'
import { answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import type { Session } from '../state/model.ts'
import { membershipsOf } from '../state/people.ts'
import { toScriptUser } from './script-objects.ts'

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
