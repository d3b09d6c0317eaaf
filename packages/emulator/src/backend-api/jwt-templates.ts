/** Templates of tokens, for servers: what `getToken({ template })` gives. @see emulator.md 4 */
import { answerError, answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { type JsonFields, toFields } from '../http/json-fields.ts'
import { type Orders, toPage } from '../http/paging.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { fieldRefusal, orNotFound } from '../refusal.ts'
import type { TokenTemplate } from '../state/model.ts'
import { DEFAULT_CLOCK_SKEW_SEC, DEFAULT_TEMPLATE_LIFETIME_SEC, findTemplate } from '../state/templates.ts'
import { answerDeleted } from './answer-deleted.ts'

type Body = Readonly<Record<string, unknown>>

/** Claims that a token has by itself. */
const RESERVED_CLAIMS = ['azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub']
const MIN_LIFETIME_SEC = 30
const MAX_LIFETIME_SEC = 315_360_000
const MAX_CLOCK_SKEW_SEC = 300
/** It stands in a path. */
const NAME = /^[\w-]+$/
const ORDERS: Orders<TokenTemplate> = { created_at: ({ createdAtMs }) => createdAtMs, name: ({ name }) => name }

function toTemplateObject(template: TokenTemplate): ApiObject {
  return {
    object: 'jwt_template',
    id: template.id,
    name: template.name,
    claims: template.claims,
    lifetime: template.lifetimeSec,
    allowed_clock_skew: template.clockSkewSec,
    custom_signing_key: false,
    signing_algorithm: 'RS256',
    created_at: template.createdAtMs,
    updated_at: template.updatedAtMs,
  }
}

/** `GET /v1/jwt_templates`: a list, or a page of one with `paginated` */
export function answerTemplates({ instance, url }: Call): Response {
  const all = instance.store.list('templates')
  const page = toPage(url.searchParams, all, ORDERS, '-created_at')
  if (page instanceof Response) return page
  const data = page.map(toTemplateObject)
  return answerJson(url.searchParams.get('paginated') === 'true' ? { data, total_count: all.length } : data)
}

function find({ instance, params }: Call): TokenTemplate {
  return orNotFound(instance.store.get('templates', params['id'] ?? ''), 'JWT template')
}

/** `GET /v1/jwt_templates/:id` */
export function answerTemplate(call: Call): Response {
  return answerJson(toTemplateObject(find(call)))
}

/** `POST /v1/jwt_templates` */
export function answerCreateTemplate(call: Call, _caller: null, body: Body): Response {
  const fields = toFields(body)
  fields.needText('name')
  if (fields.object('claims') === null) throw fieldRefusal('form_param_missing', 'claims must be included.', 'claims')
  return answerPut(call, fields, (nowMs) => ({
    id: call.instance.random.id('jtmp_'),
    name: '',
    claims: {},
    lifetimeSec: DEFAULT_TEMPLATE_LIFETIME_SEC,
    clockSkewSec: DEFAULT_CLOCK_SKEW_SEC,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }))
}

/** `PATCH /v1/jwt_templates/:id`. A field that is absent stays. */
export function answerUpdateTemplate(call: Call, _caller: null, body: Body): Response {
  return answerPut(call, toFields(body), () => find(call))
}

/** `DELETE /v1/jwt_templates/:id` */
export function answerDeleteTemplate(call: Call): Response {
  const { id, name } = find(call)
  call.instance.store.write((tx) => tx.remove('templates', id))
  call.note(`template ${name} deleted`)
  return answerDeleted('jwt_template', id)
}

/** @param toBase What the fields are changes of. */
function answerPut(call: Call, fields: JsonFields, toBase: (nowMs: number) => TokenTemplate): Response {
  const { instance } = call
  const nowMs = instance.clock.nowMs()
  if (fields.flag('custom_signing_key') === true)
    return answerError(501, 'not_emulated', 'Templates with a signing key of their own are not emulated.')
  const change = readChange(fields)
  const template = instance.store.write((tx) => {
    const put: TokenTemplate = { ...toBase(nowMs), ...change, updatedAtMs: nowMs }
    const other = findTemplate(instance, put.name)
    if (other !== null && other.id !== put.id)
      throw fieldRefusal('form_identifier_exists', 'Another template has the name.', 'name')
    tx.put('templates', put)
    return put
  })
  call.note(`template ${template.name} kept`)
  return answerJson(toTemplateObject(template))
}

function readChange(fields: JsonFields): Partial<TokenTemplate> {
  const name = fields.text('name')
  const claims = fields.object('claims')
  const lifetimeSec = fields.whole('lifetime', MIN_LIFETIME_SEC, MAX_LIFETIME_SEC)
  const clockSkewSec = fields.whole('allowed_clock_skew', 0, MAX_CLOCK_SKEW_SEC)
  if (name !== null && !NAME.test(name))
    throw fieldRefusal('form_param_format_invalid', 'name has letters, digits, - and _ only.', 'name')
  const reserved = Object.keys(claims ?? {}).find((claim) => RESERVED_CLAIMS.includes(claim))
  if (reserved !== undefined)
    throw fieldRefusal(
      'jwt_template_reserved_claim',
      `${reserved} is a claim that every token has by itself.`,
      'claims',
    )
  return {
    ...(name !== null && { name }),
    ...(claims !== null && { claims }),
    ...(lifetimeSec !== null && { lifetimeSec }),
    ...(clockSkewSec !== null && { clockSkewSec }),
  }
}
