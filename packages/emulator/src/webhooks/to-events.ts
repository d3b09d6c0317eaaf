/** What a transaction changed in, events out. No endpoint sends anything itself, so none can forget to. */
import type { Instance } from '../instance.ts'
import type { NetChange, Store } from '../state/create-store.ts'
import type { TableName, Tables } from '../state/model.ts'
import type { Sides, WebhookEvent } from './rule.ts'
import { rules } from './rules.ts'

/** @param changes Of one transaction, which is about to be kept. */
export function toEvents(instance: Instance, changes: readonly NetChange[]): readonly WebhookEvent[] {
  const known = new Map(changes.map((change) => [toKey(change.table, change.id), change]))
  const all = [...changes, ...withCredentials(instance, known)]
  const sides: Sides = {
    changes,
    past: { ...instance, store: toPast(instance.store, known) },
    present: { ...instance, store: toPresent(instance.store, known) },
  }
  return Object.keys(rules).flatMap((table) =>
    all.flatMap((change) => (change.table === table ? (toEvent(sides, change) ?? []) : [])),
  )
}

function toEvent<K extends TableName>(
  sides: Sides,
  { table, before, after }: { readonly table: K; readonly before: Tables[K] | null; readonly after: Tables[K] | null },
): WebhookEvent | null {
  return rules[table]?.(sides, before, after) ?? null
}

/** Changes by table and id. */
type Known = ReadonlyMap<string, NetChange>

function toKey(table: TableName, id: string): string {
  return `${table} ${id}`
}

/** A password or a second factor is shown as part of its person, whose own record may be as it was. */
function withCredentials({ store }: Instance, known: Known): readonly NetChange[] {
  return [...known.values()].flatMap(({ table, id }): readonly NetChange[] => {
    const user = table === 'credentials' ? store.get('users', id) : null
    return user === null || known.has(toKey('users', id)) ? [] : [{ table: 'users', id, before: user, after: user }]
  })
}

function toPast(store: Store, known: Known): Store {
  const get = <K extends TableName>(table: K, id: string): Tables[K] | null => {
    const change = known.get(toKey(table, id))
    // A change of this table holds records of it.
    return change === undefined ? store.get(table, id) : (change.before as Tables[K] | null)
  }
  return { ...store, get }
}

function toPresent(store: Store, known: Known): Store {
  const get = <K extends TableName>(table: K, id: string): Tables[K] | null =>
    // As above.
    store.get(table, id) ?? ((known.get(toKey(table, id))?.before ?? null) as Tables[K] | null)
  return { ...store, get }
}
