/** `/v1/client/sessions/…`: one of the sessions of this browser. */
import { answerTokenOf } from '../backend-api/sessions.ts'
import type { Callers } from '../callers.ts'
import { answerError } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { readAppOrigin } from '../http/origins.ts'
import type { Instance } from '../instance.ts'
import { removeSession, touchSession } from '../state/client-sessions.ts'
import type { Session } from '../state/model.ts'
import { findOrganization, isMember } from '../state/people.ts'
import { activateOrganization, endSession, finishTask } from '../state/visits.ts'
import { answerEnvelope, answerResponse, signFor } from './envelope.ts'
import { toScriptSession } from './script-objects.ts'

type Own = Callers['own-session']

/**
 * `POST /v1/client/sessions/:id/tokens`, with or without a template. `organization_id` makes a token for another organization of the person
 * than the active one, and no organization when it is empty.
 */
export function answerScriptToken(call: Call, { session }: Own, form: URLSearchParams): Promise<Response> | Response {
  const wanted = form.get('organization_id')
  const organizationId = wanted === null ? session.organizationId : findOwnOrganization(call.instance, session, wanted)
  if (organizationId === undefined) return refuseOrganization()
  const isOther = organizationId !== session.organizationId
  // A role that was minted belongs to the organization for which it was minted.
  const { role: _role, permissions: _permissions, ...overrides } = session.overrides
  const shown = isOther ? { ...session, organizationId, overrides } : session
  return answerTokenOf(call, shown, { authorizedParty: readAppOrigin(call.instance, call.request), expiresInSec: null })
}

/** `POST /v1/client/sessions/:id/end` and `/remove`: a removed session is forgotten besides. */
export async function answerScriptEnd(call: Call, { client, session }: Own): Promise<Response> {
  const { instance, url } = call
  const isRemoved = url.pathname.endsWith('/remove')
  call.note(`signed out ${session.userId}`)
  const over = isRemoved ? removeSession(instance, client, session) : endSession(instance, session, 'ended')
  return answerEnvelope(call, client, toScriptSession(instance, over, null))
}

/** `GET /v1/client/sessions/:id` */
export async function answerOwnSession(call: Call, { session }: Own): Promise<Response> {
  return answerResponse(toScriptSession(call.instance, session, await signFor(call, session)))
}

/** `POST /v1/client/sessions/:id/touch`: the browser uses this session from now on, with `active_organization_id` if it names one. */
export async function answerScriptTouch(
  call: Call,
  { client, session }: Own,
  form: URLSearchParams,
): Promise<Response> {
  const { instance } = call
  const wanted = form.get('active_organization_id')
  const organizationId = wanted === null ? null : findOwnOrganization(instance, session, wanted)
  if (organizationId === undefined) return refuseOrganization()
  const touched = instance.store.write(() => {
    const used = touchSession(instance, client, session)
    if (wanted === null) return used
    const active = activateOrganization(instance, used, organizationId ?? '')
    // Whoever had to choose an organization has chosen one.
    const isChosen = active.task === 'choose-organization' && organizationId !== null
    return isChosen ? finishTask(instance, active, organizationId) : active
  })
  return answerEnvelope(call, client, toScriptSession(instance, touched, await signFor(call, touched)))
}

/** @returns null for the personal account, undefined for an organization that is none of the person's. */
function findOwnOrganization(instance: Instance, session: Session, wanted: string): string | null | undefined {
  if (wanted === '') return null
  const organization = findOrganization(instance, wanted)
  return organization !== null && isMember(instance, session.userId, organization.id) ? organization.id : undefined
}

function refuseOrganization(): Response {
  return answerError(
    404,
    'organization_not_found_or_unauthorized',
    'There is no such organization, or the person does not belong to it.',
  )
}
