/** The allow list and the block list, for servers. They are in force once the restrictions of the instance say so. @see emulator.md 4 */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toFields } from '../http/json-fields.ts'
import { toPage } from '../http/paging.ts'
import { INSTANCE_ID } from '../instance.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { fieldRefusal, notFoundRefusal, orNotFound } from '../refusal.ts'
import { sendMail } from '../state/mails.ts'
import type { AccessIdentifier } from '../state/model.ts'
import { answerDeleted } from './answer-deleted.ts'

type Body = Readonly<Record<string, unknown>>
type List = AccessIdentifier['list']

const PHONE = /^\+\d{7,15}$/
const WALLET = /^0x[\da-f]{40}$/i
const ADDRESS = /^(\*|[^\s@*]+)@[^\s@*]+$/

const objectOf = (list: List): string => `${list}list_identifier`

function toType(identifier: string): string | null {
  if (PHONE.test(identifier)) return 'phone_number'
  if (WALLET.test(identifier)) return 'web3_wallet'
  return ADDRESS.test(identifier) ? 'email_address' : null
}

function toIdentifierObject({ id, list, identifier, createdAtMs, updatedAtMs }: AccessIdentifier): ApiObject {
  return {
    object: objectOf(list),
    id,
    identifier,
    identifier_type: toType(identifier),
    instance_id: INSTANCE_ID,
    created_at: createdAtMs,
    updated_at: updatedAtMs,
  }
}

/** The list that a path belongs to. */
const listOf = ({ url }: Call): List => (url.pathname.includes('/blocklist_') ? 'block' : 'allow')

/** `GET /v1/allowlist_identifiers` with `paginated`, and `GET /v1/blocklist_identifiers`, which always is a page */
export function answerIdentifiers(call: Call): Response {
  const list = listOf(call)
  const search = call.url.searchParams
  const all = call.instance.store.list('accessIdentifiers').filter((one) => one.list === list)
  const page = toPage(search, all.toReversed())
  if (page instanceof Response) return page
  const data = page.map(toIdentifierObject)
  const isPage = list === 'block' || search.get('paginated') === 'true'
  return answerJson(isPage ? { data, total_count: all.length } : data)
}

/** `POST /v1/allowlist_identifiers` with `notify`, and `POST /v1/blocklist_identifiers` */
export function answerCreateIdentifier(call: Call, _caller: null, body: Body): Response {
  const { instance } = call
  const list = listOf(call)
  const fields = toFields(body)
  const identifier = fields.needText('identifier').trim()
  const type = toType(identifier)
  if (type === null)
    throw fieldRefusal('form_param_format_invalid', 'identifier must be an address or a number.', 'identifier')
  const isTold = fields.flag('notify') === true && type === 'email_address' && !identifier.startsWith('*')
  const nowMs = instance.clock.nowMs()
  const made = instance.store.write((tx) => {
    if (isListed(call, list, identifier))
      throw fieldRefusal('duplicate_record', 'The list has this identifier.', 'identifier')
    const id = instance.random.id(list === 'allow' ? 'alid_' : 'blid_')
    const record: AccessIdentifier = { id, list, identifier, createdAtMs: nowMs, updatedAtMs: nowMs }
    tx.put('accessIdentifiers', record)
    if (isTold)
      sendMail(instance, {
        toAddress: identifier,
        slug: 'invitation',
        subject: 'You may sign up',
        link: `${instance.place.url()}/sign-up`,
      })
    return record
  })
  return answerJson(toIdentifierObject(made))
}

function isListed({ instance }: Call, list: List, identifier: string): boolean {
  const wanted = identifier.toLowerCase()
  const fits = (one: AccessIdentifier): boolean => one.list === list && one.identifier.toLowerCase() === wanted
  return instance.store.find('accessIdentifiers', fits) !== null
}

/** `DELETE /v1/allowlist_identifiers/:id` and `DELETE /v1/blocklist_identifiers/:id` */
export function answerDeleteIdentifier(call: Call): Response {
  const { store } = call.instance
  const list = listOf(call)
  const record = orNotFound(store.get('accessIdentifiers', call.params['id'] ?? ''), 'Identifier')
  if (record.list !== list) throw notFoundRefusal('Identifier')
  store.write((tx) => tx.remove('accessIdentifiers', record.id))
  return answerDeleted(objectOf(list), record.id)
}
