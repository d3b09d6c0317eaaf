/** What the endpoints of the script below `/v1/organizations/:id` have in common. */
import type { BodyKind } from '../../http/bodies.ts'
import type { Call } from '../../http/call.ts'
import type { Endpoint } from '../../http/route.ts'
import { answerNotFound } from '../../http/answers.ts'
import { Refusal } from '../../refusal.ts'
import type { Session } from '../../state/model.ts'
import { readMembership } from '../../state/people.ts'
import { answerEnvelope } from '../envelope.ts'

/** An endpoint for members of the organization of the path. */
export type MemberEndpoint<B extends BodyKind> = Endpoint<'member', B>

/** @param permission What a member needs. Without it the endpoint is not asked: 403. */
export function whoMay<B extends BodyKind>(permission: string, answer: MemberEndpoint<B>): MemberEndpoint<B> {
  return (call, member, body) => {
    const facts = readMembership(call.instance, member.membership)
    if (facts?.permissions.includes(permission) === true) return answer(call, member, body)
    throw new Refusal(
      403,
      'missing_organization_permission',
      `Your role in this organization lacks the permission ${permission}.`,
      { permissions: [permission] },
    )
  }
}

/** An answer after which the client may look different: it comes along. */
export function answerChange(call: Call, session: Session, response: unknown): Response | Promise<Response> {
  const client = call.instance.store.get('clients', session.clientId)
  return client === null ? answerNotFound('Client') : answerEnvelope(call, client, response)
}
