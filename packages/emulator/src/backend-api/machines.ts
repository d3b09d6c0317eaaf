/** Machines, for servers. @see emulator.md 4 */
import { answerJson } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toFields } from '../http/json-fields.ts'
import { type Orders, toPage } from '../http/paging.ts'
import { INSTANCE_ID, type Instance } from '../instance.ts'
import type { ApiObject } from '../objects/api-object.ts'
import { orNotFound } from '../refusal.ts'
import {
  addScope,
  createMachine,
  DEFAULT_TOKEN_TTL_SEC,
  deleteMachine,
  removeScope,
  rotateMachineKey,
  updateMachine,
} from '../state/machines.ts'
import type { Machine } from '../state/model.ts'
import { answerDeleted } from './answer-deleted.ts'

type Body = Readonly<Record<string, unknown>>

/** Longest life of a machine's tokens, in seconds: ten years. */
const MAX_TOKEN_TTL_SEC = 315_360_000
/** How long a key may live on after its rotation, in seconds: eight hours. */
const MAX_PREVIOUS_SEC = 28_800

const ORDERS: Orders<Machine> = { created_at: ({ createdAtMs }) => createdAtMs, name: ({ name }) => name }

const idOf = ({ params }: Call): string => params['id'] ?? ''

/** @param depth Whether the receivers are shown too, once. */
function toMachineObject(instance: Instance, machine: Machine, depth = 1): ApiObject {
  const scoped = machine.scopes.flatMap((id) => instance.store.get('machines', id) ?? [])
  return {
    object: 'machine',
    id: machine.id,
    name: machine.name,
    instance_id: INSTANCE_ID,
    default_token_ttl: machine.defaultTokenTtlSec,
    scoped_machines: depth === 0 ? [] : scoped.map((one) => toMachineObject(instance, one, depth - 1)),
    created_at: machine.createdAtMs,
    updated_at: machine.updatedAtMs,
  }
}

/** `GET /v1/machines`, with `query` */
export function answerMachines({ instance, url }: Call): Response {
  const query = url.searchParams.get('query')?.toLowerCase() ?? ''
  const all = instance.store
    .list('machines')
    .filter(({ id, name }) => id === query || name.toLowerCase().includes(query))
  const page = toPage(url.searchParams, all, ORDERS, '-created_at')
  if (page instanceof Response) return page
  return answerJson({ data: page.map((one) => toMachineObject(instance, one)), total_count: all.length })
}

/** `GET /v1/machines/:id` */
export function answerMachine(call: Call): Response {
  const machine = orNotFound(call.instance.store.get('machines', idOf(call)), 'Machine')
  return answerJson(toMachineObject(call.instance, machine))
}

/** `POST /v1/machines`. This once, the answer shows the key. */
export function answerCreateMachine(call: Call, _caller: null, body: Body): Response {
  const fields = toFields(body)
  const machine = createMachine(call.instance, {
    name: fields.needText('name'),
    scopes: fields.texts('scoped_machines') ?? [],
    defaultTokenTtlSec: fields.whole('default_token_ttl', 1, MAX_TOKEN_TTL_SEC) ?? DEFAULT_TOKEN_TTL_SEC,
  })
  call.note(`machine ${machine.id} made`)
  return answerJson({ ...toMachineObject(call.instance, machine), secret_key: machine.secretKey })
}

/** `PATCH /v1/machines/:id` */
export function answerUpdateMachine(call: Call, _caller: null, body: Body): Response {
  const fields = toFields(body)
  const name = fields.text('name')
  const defaultTokenTtlSec = fields.whole('default_token_ttl', 1, MAX_TOKEN_TTL_SEC)
  const machine = updateMachine(call.instance, idOf(call), () => ({
    ...(name !== null && name !== '' && { name }),
    ...(defaultTokenTtlSec !== null && { defaultTokenTtlSec }),
  }))
  return answerJson(toMachineObject(call.instance, machine))
}

/** `DELETE /v1/machines/:id` */
export function answerDeleteMachine(call: Call): Response {
  deleteMachine(call.instance, idOf(call))
  call.note(`machine ${idOf(call)} deleted`)
  return answerDeleted('machine', idOf(call))
}

/** `GET /v1/machines/:id/secret_key` */
export function answerMachineKey(call: Call): Response {
  return answerKey(orNotFound(call.instance.store.get('machines', idOf(call)), 'Machine'))
}

/** `POST /v1/machines/:id/secret_key/rotate` */
export function answerRotateMachineKey(call: Call, _caller: null, body: Body): Response {
  const keepSec = toFields(body).whole('previous_token_ttl', 0, MAX_PREVIOUS_SEC) ?? 0
  const machine = rotateMachineKey(call.instance, idOf(call), keepSec)
  call.note(`the key of ${machine.id} was rotated`)
  return answerKey(machine)
}

function answerKey({ secretKey }: Machine): Response {
  return answerJson({ object: 'machine_secret_key', secret: secretKey })
}

/** `POST /v1/machines/:id/scopes` */
export function answerCreateScope(call: Call, _caller: null, body: Body): Response {
  const to = toFields(body).needText('to_machine_id')
  const { id, updatedAtMs } = addScope(call.instance, idOf(call), to)
  return answerJson({ object: 'machine_scope', from_machine_id: id, to_machine_id: to, created_at: updatedAtMs })
}

/** `DELETE /v1/machines/:id/scopes/:other` */
export function answerDeleteScope(call: Call): Response {
  const to = call.params['other'] ?? ''
  const { id } = removeScope(call.instance, idOf(call), to)
  return answerJson({ object: 'machine_scope', from_machine_id: id, to_machine_id: to, deleted: true })
}
