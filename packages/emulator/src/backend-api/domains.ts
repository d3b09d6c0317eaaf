/** Domains of the instance, for servers: the primary one, and satellites. @see emulator.md 4 */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { type JsonFields, toFields } from '../http/json-fields.ts'
import type { Instance } from '../instance.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { fieldRefusal, orNotFound, Refusal } from '../refusal.ts'
import type { SatelliteDomain } from '../state/model.ts'
import { answerDeleted } from './answer-deleted.ts'

type Body = Readonly<Record<string, unknown>>

const PRIMARY_ID = 'dmn_primary'
/** A host, in development with its port. */
const HOST = /^[a-z\d]([a-z\d.-]*[a-z\d])?(:\d{1,5})?$/i

interface DomainFacts {
  readonly id: string
  readonly name: string
  readonly isSatellite: boolean
  readonly proxyUrl: string | null
}

/** The primary one, those of the option `satelliteDomains`, and those that servers added. */
function listDomains({ settings, place, store }: Instance): readonly DomainFacts[] {
  const host = place.frontendApiHost()
  const name = settings.isProduction ? host.slice(host.indexOf('.') + 1) : host
  const given = settings.satelliteDomains.map((one) => ({ id: `dmn_${one}`, name: one, proxyUrl: null }))
  const satellites = [...given, ...store.list('satelliteDomains')]
  return [
    { id: PRIMARY_ID, name, isSatellite: false, proxyUrl: null },
    ...satellites.map((one) => ({ ...one, isSatellite: true })),
  ]
}

function toDomainObject({ settings, place }: Instance, { id, name, isSatellite, proxyUrl }: DomainFacts): ApiObject {
  const isOwn = settings.isProduction && isSatellite
  return {
    object: 'domain',
    id,
    name,
    is_satellite: isSatellite,
    frontend_api_url: proxyUrl ?? (isOwn ? `https://clerk.${name}` : `https://${place.frontendApiHost()}`),
    accounts_portal_url: place.url(),
    ...(proxyUrl !== null && { proxy_url: proxyUrl }),
    development_origin: settings.isProduction ? '' : settings.appOrigin,
    cname_targets: [],
  }
}

/** `GET /v1/domains` */
export function answerDomains({ instance }: Call): Response {
  const data = listDomains(instance).map((one) => toDomainObject(instance, one))
  return answerJson({ data, total_count: data.length })
}

/** `POST /v1/domains` */
export function answerAddDomain(call: Call, _caller: null, body: Body): Response {
  const { instance } = call
  const fields = toFields(body)
  const name = checkName(instance, fields.needText('name'), null)
  if (fields.flag('is_satellite') !== true)
    throw fieldRefusal(
      'form_param_value_invalid',
      'There is one primary domain: is_satellite must be true.',
      'is_satellite',
    )
  const nowMs = instance.clock.nowMs()
  const id = instance.random.id('dmn_')
  const domain: SatelliteDomain = { id, name, proxyUrl: readProxyUrl(fields), createdAtMs: nowMs, updatedAtMs: nowMs }
  instance.store.write((tx) => tx.put('satelliteDomains', domain))
  call.note(`satellite ${name} added`)
  return answerJson(toDomainObject(instance, { ...domain, isSatellite: true }))
}

/** `PATCH /v1/domains/:id` */
export function answerUpdateDomain(call: Call, _caller: null, body: Body): Response {
  const { instance } = call
  const before = findAdded(call)
  const fields = toFields(body)
  const name = fields.text('name')
  const changed: SatelliteDomain = {
    ...before,
    ...(name !== null && { name: checkName(instance, name, before.id) }),
    ...(fields.has('proxy_url') && { proxyUrl: readProxyUrl(fields) }),
    updatedAtMs: instance.clock.nowMs(),
  }
  instance.store.write((tx) => tx.put('satelliteDomains', changed))
  return answerJson(toDomainObject(instance, { ...changed, isSatellite: true }))
}

/** `DELETE /v1/domains/:id` */
export function answerDeleteDomain(call: Call): Response {
  const { id } = findAdded(call)
  call.instance.store.write((tx) => tx.remove('satelliteDomains', id))
  call.note(`satellite ${id} deleted`)
  return answerDeleted('domain', id)
}

/** @throws Refusal 403 for the domain of the instance and those of the options, which nobody can change while it runs. */
function findAdded({ instance, params }: Call): SatelliteDomain {
  const id = params['id'] ?? ''
  const added = instance.store.get('satelliteDomains', id)
  if (added === null && listDomains(instance).some((one) => one.id === id))
    throw new Refusal(
      403,
      'operation_not_allowed_on_primary_domain',
      'This domain follows from the options of the emulator, and stays as it is.',
    )
  return orNotFound(added, 'Domain')
}

function checkName(instance: Instance, name: string, ownId: string | null): string {
  if (!HOST.test(name)) throw fieldRefusal('form_param_format_invalid', 'name must be a host without a scheme.', 'name')
  if (listDomains(instance).some((one) => one.name === name && one.id !== ownId))
    throw fieldRefusal('form_identifier_exists', 'Another domain has the name.', 'name')
  return name
}

function readProxyUrl(fields: JsonFields): string | null {
  const url = fields.text('proxy_url')
  if (url === null || url === '') return null
  if (URL.canParse(url)) return url
  throw fieldRefusal('form_param_format_invalid', 'proxy_url must be a URL.', 'proxy_url')
}
