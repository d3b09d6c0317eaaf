/** Addresses to which people may be sent back, for servers. @see emulator.md 4 */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toFields } from '../http/json-fields.ts'
import { toPage } from '../http/paging.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { fieldRefusal, orNotFound } from '../refusal.ts'
import type { RedirectUrl } from '../state/model.ts'
import { answerDeleted } from './answer-deleted.ts'

type Body = Readonly<Record<string, unknown>>

function toRedirectUrlObject({ id, url, createdAtMs, updatedAtMs }: RedirectUrl): ApiObject {
  return { object: 'redirect_url', id, url, created_at: createdAtMs, updated_at: updatedAtMs }
}

/** `GET /v1/redirect_urls`: a list, or a page of one with `paginated` */
export function answerRedirectUrls({ instance, url }: Call): Response {
  const all = instance.store.list('redirectUrls')
  const page = toPage(url.searchParams, all.toReversed())
  if (page instanceof Response) return page
  const data = page.map(toRedirectUrlObject)
  return answerJson(url.searchParams.get('paginated') === 'true' ? { data, total_count: all.length } : data)
}

function find({ instance, params }: Call): RedirectUrl {
  return orNotFound(instance.store.get('redirectUrls', params['id'] ?? ''), 'Redirect URL')
}

/** `GET /v1/redirect_urls/:id` */
export function answerRedirectUrl(call: Call): Response {
  return answerJson(toRedirectUrlObject(find(call)))
}

/** `POST /v1/redirect_urls` */
export function answerCreateRedirectUrl(call: Call, _caller: null, body: Body): Response {
  const { store, random, clock } = call.instance
  const url = toFields(body).needText('url')
  if (!URL.canParse(url)) throw fieldRefusal('form_param_format_invalid', 'url must be an absolute URL.', 'url')
  const nowMs = clock.nowMs()
  const made = store.write((tx) => {
    if (store.find('redirectUrls', (one) => one.url === url) !== null)
      throw fieldRefusal('duplicate_record', 'This URL is there already.', 'url')
    const record: RedirectUrl = { id: random.id('ru_'), url, createdAtMs: nowMs, updatedAtMs: nowMs }
    tx.put('redirectUrls', record)
    return record
  })
  return answerJson(toRedirectUrlObject(made))
}

/** `DELETE /v1/redirect_urls/:id` */
export function answerDeleteRedirectUrl(call: Call): Response {
  const { id } = find(call)
  call.instance.store.write((tx) => tx.remove('redirectUrls', id))
  return answerDeleted('redirect_url', id)
}
