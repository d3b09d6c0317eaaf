/** What a transaction changed in, events out. No endpoint sends anything itself, so none can forget to. */
import type { Instance } from '../instance.ts'
import type { NetChange, Store } from '../state/create-store.ts'
import type { TableName, Tables } from '../state/model.ts'
import type { Sides, WebhookEvent } from './rule.ts'
import { rules } from './rules.ts'

/** @param changes Of one transaction, which is about to be kept. */
export function toEvents(instance: Instance, changes: readonly NetChange[]): readonly WebhookEvent[] {
  const all = [...changes, ...withCredentials(instance, changes)]
  const sides: Sides = {
    changes,
    past: { ...instance, store: toPast(instance.store, changes) },
    present: { ...instance, store: toPresent(instance.store, changes) },
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

/** A password or a second factor is shown as part of its person, whose own record may be as it was. */
function withCredentials({ store }: Instance, changes: readonly NetChange[]): readonly NetChange[] {
  return changes.flatMap(({ table, id }): readonly NetChange[] => {
    const user = table === 'credentials' ? store.get('users', id) : null
    const isListed = changes.some((other) => other.table === 'users' && other.id === id)
    return user === null || isListed ? [] : [{ table: 'users', id, before: user, after: user }]
  })
}

function findChange(changes: readonly NetChange[], table: TableName, id: string): NetChange | undefined {
  return changes.find((change) => change.table === table && change.id === id)
}

function toPast(store: Store, changes: readonly NetChange[]): Store {
  const get = <K extends TableName>(table: K, id: string): Tables[K] | null => {
    const change = findChange(changes, table, id)
    // A change of this table holds records of it.
    return change === undefined ? store.get(table, id) : (change.before as Tables[K] | null)
  }
  return { ...store, get }
}

function toPresent(store: Store, changes: readonly NetChange[]): Store {
  const get = <K extends TableName>(table: K, id: string): Tables[K] | null =>
    // As above.
    store.get(table, id) ?? ((findChange(changes, table, id)?.before ?? null) as Tables[K] | null)
  return { ...store, get }
}
