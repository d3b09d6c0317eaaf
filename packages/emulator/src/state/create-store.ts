/** The records of one emulator, in memory. Every change goes through `write`, which makes all of it or nothing and hands it on to the persistence. */
import type { TableName, Tables } from './model.ts'

/** One change of one record; `record: null` removes it. */
export interface Change {
  readonly table: TableName
  readonly id: string
  readonly record: Tables[TableName] | null
}

/** Keeps records beyond this process. It is called with whole transactions and must not wait. If it throws, the change in memory is undone. */
export interface Persistence {
  /** Every record that was kept. */
  load(): readonly Change[]
  /** Keeps these changes, all or none. */
  commit(changes: readonly Change[]): void
  /** Lets go of the place. Called once, when the emulator closes. */
  close(): void
}

/** What one transaction made of one record: how it stood before, and how it stands after. Null: it is not there. */
export type NetChange = {
  readonly [K in TableName]: {
    readonly table: K
    readonly id: string
    readonly before: Tables[K] | null
    readonly after: Tables[K] | null
  }
}[TableName]

/** The request that caused a change, as far as others are told of it. Empty texts where there was none. */
export interface Cause {
  readonly clientIp: string
  readonly userAgent: string
}

/** Sees every transaction but those that plant a seed. */
export interface Watcher {
  /**
   * Called inside a transaction, after everything else. What it writes is kept with the rest or not at all; a throw undoes all of it.
   *
   * @param read What the transaction changed, in the order in which records were first touched. Costs time, so it is called where needed.
   */
  conclude(tx: Writer, read: () => readonly NetChange[], cause: Cause): void
  /** Called when the transaction is kept. Must not throw. @param changes Every step of it. */
  kept(changes: readonly Change[]): void
}

export interface Writer {
  put<K extends TableName>(table: K, record: Tables[K]): void
  remove(table: TableName, id: string): void
}

export interface Store {
  get<K extends TableName>(table: K, id: string): Tables[K] | null
  /** In the order in which records were first put. */
  list<K extends TableName>(table: K): readonly Tables[K][]
  find<K extends TableName>(table: K, fits: (record: Tables[K]) => boolean): Tables[K] | null
  /**
   * Makes changes together. It never waits inside, so two requests cannot mix. A throw undoes all of them. A write inside of another one
   * belongs to it.
   *
   * @param cause What the watcher is told of the one who asked; `seed`: the watcher is not told at all.
   */
  write<T>(change: (tx: Writer) => T, cause?: Cause | 'seed'): T
  /** Tells somebody of every transaction from now on. There is one watcher. */
  watch(watcher: Watcher): void
  /** Forgets every record. Part of a `write`. */
  clear(tx: Writer): void
  isEmpty(): boolean
  close(): void
}

const NOBODY: Cause = { clientIp: '', userAgent: '' }

export function createStore(persistence: Persistence | null = null): Store {
  const tables = new Map<TableName, Map<string, Tables[TableName]>>()
  const open = (name: TableName): Map<string, Tables[TableName]> => {
    const known = tables.get(name)
    if (known !== undefined) return known
    const fresh = new Map<string, Tables[TableName]>()
    tables.set(name, fresh)
    return fresh
  }
  const apply = (table: TableName, id: string, record: Tables[TableName] | null): void => {
    if (record === null) open(table).delete(id)
    else open(table).set(id, record)
  }
  // The types let nobody put a record into the table of another type, so what is read from a table has its type.
  const read = <K extends TableName>(table: K) => open(table) as unknown as ReadonlyMap<string, Tables[K]>
  for (const change of persistence?.load() ?? []) apply(change.table, change.id, change.record)
  let outer: Writer | null = null
  let watcher: Watcher | null = null
  const write = <T>(change: (tx: Writer) => T, cause: Cause | 'seed' = NOBODY): T => {
    if (outer !== null) return change(outer)
    const conclude: Inside['conclude'] = (tx, read) => {
      if (cause !== 'seed') watcher?.conclude(tx, read, cause)
    }
    let kept: Kept<T>
    try {
      kept = runTransaction((tx) => change((outer = tx)), { open, apply, persistence, conclude })
    } finally {
      outer = null
    }
    if (cause !== 'seed') watcher?.kept(kept.changes)
    return kept.result
  }

  return {
    get: (table, id) => read(table).get(id) ?? null,
    list: (table) => [...read(table).values()],
    find: (table, fits) => findIn(read(table), fits),
    isEmpty: () => [...tables.values()].every((table) => table.size === 0),
    write,
    watch: (one) => {
      watcher = one
    },
    clear: (tx) => {
      for (const [name, table] of tables) for (const id of table.keys()) tx.remove(name, id)
    },
    close: () => persistence?.close(),
  }
}

/** The same store, whose transactions name who caused them. */
export function causedBy(store: Store, cause: Cause): Store {
  return { ...store, write: (change, own = cause) => store.write(change, own) }
}

function findIn<R>(records: ReadonlyMap<string, R>, fits: (record: R) => boolean): R | null {
  for (const record of records.values()) if (fits(record)) return record
  return null
}

interface Inside {
  readonly open: (name: TableName) => Map<string, Tables[TableName]>
  readonly apply: (table: TableName, id: string, record: Tables[TableName] | null) => void
  readonly persistence: Persistence | null
  readonly conclude: (tx: Writer, read: () => readonly NetChange[]) => void
}

interface Kept<T> {
  readonly result: T
  readonly changes: readonly Change[]
}

function runTransaction<T>(change: (tx: Writer) => T, { open, apply, persistence, conclude }: Inside): Kept<T> {
  const undo: Change[] = []
  const done: Change[] = []
  const set = (table: TableName, id: string, record: Tables[TableName] | null): void => {
    undo.push({ table, id, record: open(table).get(id) ?? null })
    done.push({ table, id, record })
    apply(table, id, record)
  }
  try {
    const tx: Writer = {
      put: (table, record) => set(table, record.id, record),
      remove: (table, id) => set(table, id, null),
    }
    const result = change(tx)
    if (done.length > 0) conclude(tx, () => toNetChanges(undo, open))
    if (done.length > 0) persistence?.commit(done)
    return { result, changes: done }
  } catch (error) {
    for (const { table, id, record } of undo.toReversed()) apply(table, id, record)
    throw error
  }
}

/** @param undo How each record stood before each step; of two steps on one record, the first counts. */
function toNetChanges(undo: readonly Change[], open: Inside['open']): readonly NetChange[] {
  const first = new Map<string, Change>()
  for (const step of undo) {
    const key = `${step.table} ${step.id}`
    if (!first.has(key)) first.set(key, step)
  }
  return [...first.values()].flatMap(({ table, id, record: before }) => {
    const after = open(table).get(id) ?? null
    // Both come from the table that they are named with, which the types of `put` promise.
    return before === after ? [] : [{ table, id, before, after } as NetChange]
  })
}
