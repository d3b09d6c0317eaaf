/** Machines: made, changed, given a new key, taken away. */
import { API_KEY_PREFIX } from '@postern/core/wire'
import type { Instance } from '../instance.ts'
import { fieldRefusal, notFoundRefusal, orNotFound } from '../refusal.ts'
import type { Machine } from './model.ts'

/** Life of a machine's tokens where nobody says otherwise, in seconds. */
export const DEFAULT_TOKEN_TTL_SEC = 3600
/** How many machines may receive the tokens of one. */
const MAX_SCOPES = 150

/** What a new machine is to be like. */
export interface MachineStart {
  readonly name: string
  readonly scopes: readonly string[]
  readonly defaultTokenTtlSec: number
}

/** @throws Refusal for receivers that are not known, or too many. */
export function createMachine(instance: Instance, start: MachineStart): Machine {
  const { store, random, clock } = instance
  const nowMs = clock.nowMs()
  const scopes = [...new Set(start.scopes)]
  return store.write((tx) => {
    checkScopes(instance, scopes, 'scoped_machines')
    const machine: Machine = {
      id: random.id('mch_'),
      name: start.name,
      secretKey: random.secret(API_KEY_PREFIX),
      previousKey: null,
      scopes,
      defaultTokenTtlSec: start.defaultTokenTtlSec,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    }
    tx.put('machines', machine)
    return machine
  })
}

/** @throws Refusal 404 for a machine that is gone. */
export function updateMachine(
  { store, clock }: Instance,
  id: string,
  change: (machine: Machine) => Partial<Machine>,
): Machine {
  return store.write((tx) => {
    const machine = orNotFound(store.get('machines', id), 'Machine')
    const changed: Machine = { ...machine, ...change(machine), updatedAtMs: clock.nowMs() }
    tx.put('machines', changed)
    return changed
  })
}

/** Takes a machine away, with its tokens and from the receivers of all others. */
export function deleteMachine({ store, clock }: Instance, id: string): void {
  store.write((tx) => {
    if (store.get('machines', id) === null) throw notFoundRefusal('Machine')
    tx.remove('machines', id)
    for (const token of store.list('m2mTokens')) if (token.subject === id) tx.remove('m2mTokens', token.id)
    for (const machine of store.list('machines')) {
      const scopes = machine.scopes.filter((one) => one !== id)
      if (scopes.length < machine.scopes.length) tx.put('machines', { ...machine, scopes, updatedAtMs: clock.nowMs() })
    }
  })
}

/** @param keepSec How long the key before still works, in seconds. */
export function rotateMachineKey(instance: Instance, id: string, keepSec: number): Machine {
  const { random, clock } = instance
  return updateMachine(instance, id, ({ secretKey }) => ({
    secretKey: random.secret(API_KEY_PREFIX),
    previousKey: keepSec === 0 ? null : { secretKey, expiresAtMs: clock.nowMs() + keepSec * 1000 },
  }))
}

/** Lets a machine receive the tokens of another one. */
export function addScope(instance: Instance, id: string, receiverId: string): Machine {
  return updateMachine(instance, id, ({ scopes }) => {
    const all = [...new Set([...scopes, receiverId])]
    checkScopes(instance, all, 'to_machine_id')
    return { scopes: all }
  })
}

/** @throws Refusal 404 when it was no receiver. */
export function removeScope(instance: Instance, id: string, receiverId: string): Machine {
  return updateMachine(instance, id, ({ scopes }) => {
    if (!scopes.includes(receiverId)) throw notFoundRefusal('Machine scope')
    return { scopes: scopes.filter((one) => one !== receiverId) }
  })
}

function checkScopes({ store }: Instance, scopes: readonly string[], param: string): void {
  if (scopes.length > MAX_SCOPES)
    throw fieldRefusal('form_param_value_invalid', `A machine has at most ${MAX_SCOPES} scopes.`, param)
  for (const id of scopes) if (store.get('machines', id) === null) throw notFoundRefusal('Machine')
}
