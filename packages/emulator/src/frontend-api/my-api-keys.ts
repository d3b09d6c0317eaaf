/** API keys as the script manages them: with the token of its session, for the person or for one of their organizations. No envelope. */
import { answerApiKey, answerKey, answerListApiKeys, answerMadeKey, readApiKey } from '../backend-api/api-keys.ts'
import { answerError, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toFields } from '../http/json-fields.ts'
import { readInstanceSettings } from '../state/instance-settings.ts'
import type { Session } from '../state/model.ts'
import { findMembership, readMembership } from '../state/people.ts'
import { revokeApiKey } from '../state/api-keys.ts'

type Body = Readonly<Record<string, unknown>>
type Wish = 'read' | 'manage'

/** Whether the person may do this to keys of this owner: their own, or of an organization where their role says so. The instance may have none. */
function mayUse({ instance }: Call, { userId }: Session, subject: string, wish: Wish): boolean {
  const { hasUserApiKeys, hasOrganizationApiKeys } = readInstanceSettings(instance)
  if (subject === userId) return hasUserApiKeys
  if (!hasOrganizationApiKeys) return false
  const membership = findMembership(instance, userId, subject)
  const permissions = membership === null ? [] : (readMembership(instance, membership)?.permissions ?? [])
  return permissions.includes(`org:sys_api_keys:${wish}`)
}

function refuse(call: Call): Response {
  call.note('refused: no permission for the API keys of this owner')
  return answerError(403, 'authorization_invalid', 'You are not authorized to perform this request.')
}

/** `GET /api_keys?subject=` */
export function answerMyApiKeys(call: Call, session: Session): Response {
  const subject = call.url.searchParams.get('subject') ?? ''
  return mayUse(call, session, subject, 'read') ? answerListApiKeys(call) : refuse(call)
}

/** `POST /api_keys` */
export function answerCreateMyApiKey(call: Call, session: Session, body: Body): Response {
  const start = readApiKey(toFields(body), session.userId)
  return mayUse(call, session, start.subject, 'manage') ? answerMadeKey(call, start) : refuse(call)
}

/** `GET /api_keys/:id`. A key of somebody else is as good as none. */
export function answerMyApiKey(call: Call, session: Session): Response {
  return ownsKey(call, session, 'read') ? answerApiKey(call) : answerNotFound('API key')
}

/** `POST /api_keys/:id/revoke` */
export function answerRevokeMyApiKey(call: Call, session: Session, body: Body): Response {
  const reason = toFields(body).text('revocation_reason')
  if (!ownsKey(call, session, 'read')) return answerNotFound('API key')
  if (!ownsKey(call, session, 'manage')) return refuse(call)
  return answerKey(call, revokeApiKey(call.instance, call.params['id'] ?? '', reason), 'revoked')
}

function ownsKey(call: Call, session: Session, wish: Wish): boolean {
  const key = call.instance.store.get('apiKeys', call.params['id'] ?? '')
  return key !== null && mayUse(call, session, key.subject, wish)
}
