/** What the endpoints below `/v1/organizations/:id` have in common. */
import type { BodyKind, Bodies } from '../../http/bodies.ts'
import type { Call } from '../../http/call.ts'
import type { Endpoint } from '../../http/route.ts'
import { notFoundRefusal } from '../../refusal.ts'
import type { Organization } from '../../state/model.ts'
import { findOrganization } from '../../state/people.ts'

/** An endpoint for servers. */
export type ServerEndpoint<B extends BodyKind> = Endpoint<'secret-key', B>

/** @param answer Gets the organization of the path, by id or slug. Without one it is not asked. */
export function ofOrganization<B extends BodyKind>(
  answer: (call: Call, organization: Organization, body: Bodies[B]) => Response,
): ServerEndpoint<B> {
  return (call, _caller, body) => {
    const organization = findOrganization(call.instance, call.params['id'] ?? '')
    if (organization === null) throw notFoundRefusal('Organization')
    return answer(call, organization, body)
  }
}
