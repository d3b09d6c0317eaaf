/** The request log: what was asked and how it was decided, newest last. It holds no token, no cookie and no key. */

/** One request that the emulator was asked. */
export interface JournalEntry {
  /** Counts up from 1. */
  readonly number: number
  /** Milliseconds since the Unix epoch, on the emulator's clock. */
  readonly atMs: number
  /** The method that was meant: the script's `_method`, else the request's own, for example `HEAD`, whatever it was answered as. */
  readonly method: string
  /** Path without its query; of a webhook, its URL without the query. */
  readonly path: string
  /** Status of the answer; 0 for a webhook that got none. A call that was rejected by a network outage has no entry. */
  readonly status: number
  /** Why it was answered so, in a few words; empty where there was nothing to decide. */
  readonly decision: string
}

export interface Journal {
  add(entry: Omit<JournalEntry, 'number'>): void
  list(): readonly JournalEntry[]
  clear(): void
}

const MAX_ENTRIES = 500

export function createJournal(): Journal {
  let entries: readonly JournalEntry[] = []
  let count = 0
  return {
    add: (entry) => {
      count += 1
      entries = [...entries.slice(1 - MAX_ENTRIES), { number: count, ...entry }]
    },
    list: () => entries,
    clear: () => {
      entries = []
    },
  }
}
