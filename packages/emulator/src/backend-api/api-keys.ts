/** API keys, for servers. @see emulator.md 4 */
import { answerError, answerJson, answerNotFound } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { type JsonFields, toFields } from '../http/json-fields.ts'
import { toPage } from '../http/paging.ts'
import {
  type ApiKeyChange,
  createApiKey,
  listApiKeys,
  MAX_KEY_LIFETIME_SEC,
  revokeApiKey,
  updateApiKey,
} from '../state/api-keys.ts'
import type { ApiKeyStart } from '../mint/machine-tokens.ts'
import type { ApiKey } from '../state/model.ts'
import { toApiKeyObject } from './machine-objects.ts'

type Body = Readonly<Record<string, unknown>>

/** `POST /api_keys` */
export function answerCreateApiKey(call: Call, _caller: null, body: Body): Response {
  const fields = toFields(body)
  const start = readApiKey(fields, fields.text('created_by'))
  return isSubject(call, start.subject) ? answerMadeKey(call, start) : answerNotFound('Subject')
}

/** What a new key is to be like. @param createdBy `user_…` of who makes it, or null. */
export function readApiKey(fields: JsonFields, createdBy: string | null): ApiKeyStart {
  return {
    name: fields.needText('name'),
    subject: fields.needText('subject'),
    scopes: fields.texts('scopes') ?? [],
    claims: fields.object('claims'),
    expiresInSec: fields.whole('seconds_until_expiration', 1, MAX_KEY_LIFETIME_SEC),
    description: fields.text('description'),
    createdBy,
  }
}

/** Makes the key and shows its secret. */
export function answerMadeKey(call: Call, start: ApiKeyStart): Response {
  const key = createApiKey(call.instance, start)
  if (key === null) {
    call.note('refused: the name is taken')
    return answerError(409, 'token_creation_conflict', 'An active API key of this owner has the name.')
  }
  call.note(`API key ${key.id} of ${start.subject} made`)
  return answerJson(toApiKeyObject(key, call.instance.clock.nowMs(), true))
}

function isSubject({ instance }: Call, id: string): boolean {
  return instance.store.get('users', id) !== null || instance.store.get('organizations', id) !== null
}

/** `GET /api_keys?subject=`, with `query`, `include_invalid`, `limit` and `offset` */
export function answerListApiKeys(call: Call): Response {
  const { instance, url } = call
  const keys = listApiKeys(instance, {
    subject: url.searchParams.get('subject') ?? '',
    query: url.searchParams.get('query') ?? '',
    withInvalid: url.searchParams.get('include_invalid') === 'true',
  })
  const page = toPage(url.searchParams, keys)
  if (page instanceof Response) return page
  const data = page.map((key) => toApiKeyObject(key, instance.clock.nowMs()))
  return answerJson({ data, total_count: keys.length })
}

/** `GET /api_keys/:id` */
export function answerApiKey(call: Call): Response {
  return answerKey(call, call.instance.store.get('apiKeys', call.params['id'] ?? ''))
}

/** `GET /api_keys/:id/secret` */
export function answerApiKeySecret({ instance, params }: Call): Response {
  const key = instance.store.get('apiKeys', params['id'] ?? '')
  return key === null ? answerNotFound('API key') : answerJson({ secret: key.secret })
}

/** `PATCH /api_keys/:id`. A field that is absent stays. */
export function answerUpdateApiKey(call: Call, _caller: null, body: Body): Response {
  const fields = toFields(body)
  const known = call.instance.store.get('apiKeys', call.params['id'] ?? '')
  const subject = fields.text('subject')
  const change: ApiKeyChange = {
    ...(fields.has('description') && { description: fields.text('description') }),
    ...(fields.has('claims') && { claims: fields.object('claims') }),
    ...(fields.has('scopes') && { scopes: fields.texts('scopes') ?? [] }),
    ...(fields.has('seconds_until_expiration') && {
      expiresInSec: fields.whole('seconds_until_expiration', 1, MAX_KEY_LIFETIME_SEC),
    }),
  }
  // The owner is named to be sure which key is meant, and cannot be changed.
  if (known === null || (subject !== null && subject !== known.subject)) return answerNotFound('API key')
  return answerKey(call, updateApiKey(call.instance, known.id, change), 'changed')
}

/** `DELETE /api_keys/:id` */
export function answerDeleteApiKey(call: Call): Response {
  const { instance, params } = call
  const key = instance.store.get('apiKeys', params['id'] ?? '')
  if (key === null) return answerNotFound('API key')
  instance.store.write((tx) => tx.remove('apiKeys', key.id))
  call.note(`API key ${key.id} deleted`)
  return answerJson({ object: 'api_key', id: key.id, deleted: true })
}

/** `POST /api_keys/:id/revoke` */
export function answerRevokeApiKey(call: Call, _caller: null, body: Body): Response {
  const reason = toFields(body).text('revocation_reason')
  return answerKey(call, revokeApiKey(call.instance, call.params['id'] ?? '', reason), 'revoked')
}

/** @param done What happened to it, for the log. */
export function answerKey(call: Call, key: ApiKey | null, done: string | null = null): Response {
  if (key === null) return answerNotFound('API key')
  if (done !== null) call.note(`API key ${key.id} ${done}`)
  return answerJson(toApiKeyObject(key, call.instance.clock.nowMs()))
}
