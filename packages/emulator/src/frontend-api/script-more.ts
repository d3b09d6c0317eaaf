/** The rest of what the provider's browser script asks: who am I, steps of a sign-in, my organizations. @see emulator.md 3.6 */
import { answerMemberships, answerOrganization } from '../backend-api/directory.ts'
import { toUserObject } from '../backend-api/objects.ts'
import { answerJson, answerNotFound } from '../http/answers.ts'
import type { Call, Endpoint } from '../http/call.ts'
import { readClient } from '../http/identity.ts'
import { findOrganization, isMember } from '../state/people.ts'
import { currentSession } from '../state/visits.ts'
import { toAttempt } from './script-objects.ts'
import { answerAll, answerUnauthenticated } from './script.ts'

/** `GET /v1/me` */
export async function answerMe(call: Call): Promise<Response> {
  const session = currentSession(call.instance, await readClient(call))
  const user = session === null ? null : call.instance.store.get('users', session.userId)
  return user === null ? answerUnauthenticated() : answerJson({ response: toUserObject(user), client: null })
}

/**
 * `POST /v1/client/sign_ins/:id/prepare_first_factor`, `attempt_first_factor` and so on, the same for `sign_ups`. Whoever gave a name is
 * signed in already: every step has succeeded, whatever code or password came with it.
 */
export async function answerStep(call: Call): Promise<Response> {
  const { instance, params, url } = call
  const client = await readClient(call)
  const session = currentSession(instance, client)
  const user = session === null ? null : instance.store.get('users', session.userId)
  const object = url.pathname.includes('/sign_ins/') ? 'sign_in' : 'sign_up'
  if (client === null || session === null || user === null) return answerNotFound('Attempt')
  return answerAll(call, client, toAttempt(object, params['id'] ?? '', user.email, session.id))
}

/** `GET /v1/organizations/:id` and `/memberships` without a secret key: for members. @param forServers The same with one. */
export function orForMembers(forServers: Endpoint): Endpoint {
  return async (call) => {
    const { instance, request, params, url } = call
    if (request.headers.has('authorization')) return forServers(call)
    const session = currentSession(instance, await readClient(call))
    // Nobody's browser: a server that forgot its key.
    if (session === null) return forServers(call)
    const organization = findOrganization(instance, params['id'] ?? '')
    if (organization === null || !isMember(instance, session.userId, organization.id))
      return answerNotFound('Organization')
    const answer = url.pathname.endsWith('/memberships') ? answerMemberships(call) : answerOrganization(call)
    return answerJson({ response: await answer.json(), client: null })
  }
}
