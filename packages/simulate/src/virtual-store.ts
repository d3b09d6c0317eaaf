/**
 * Stores that isolates share, as far as a fleet notices them: how long a read takes, and how old what it finds may be. Does not wait.
 *
 * `shared` is a Redis beside the fleet: a write is there for the next reader. `regional` is a key-value store with a cache in each place, such
 * as Workers KV: what a place has read, it reads again for a minute.
 */
import type { VirtualTime } from './virtual-time.ts'

/** An isolate's line to its store. */
export interface StoreLine {
  /** @param done Told the value, or null. */
  read(name: string, done: (value: unknown) => void): void
  write(name: string, value: unknown): void
}

export type StoreKind = 'none' | 'shared' | 'regional'

/** Whether a store keeps answers about API keys too. In a regional one they would be over before others see them. */
export const KEEPS_TOKENS: Readonly<Record<StoreKind, boolean>> = { none: false, shared: true, regional: false }

/** A store that many isolates share. */
export interface VirtualStore {
  /** @param place Where the isolate runs. */
  connect(place: number): StoreLine
}

/** How long a shared store takes to answer, and to take in. */
export const SHARED_STORE_MS = 2
/** How long a place takes to answer from its own cache. */
export const PLACE_MS = 2
/** How long the centre of a regional store takes to answer, and to take in. */
export const CENTRE_MS = 40
/** How long a place believes what it read, nothing included. */
export const PLACE_MEMORY_MS = 60_000

/** @returns Null where there is no store. */
export function createVirtualStore(kind: StoreKind, time: VirtualTime): VirtualStore | null {
  if (kind === 'none') return null
  return kind === 'shared' ? createSharedStore(time) : createRegionalStore(time)
}

function createSharedStore(time: VirtualTime): VirtualStore {
  const values = new Map<string, unknown>()
  const line: StoreLine = {
    read(name, done) {
      time.after(SHARED_STORE_MS, () => done(values.get(name) ?? null))
    },
    write(name, value) {
      time.after(SHARED_STORE_MS, () => values.set(name, value))
    },
  }
  return { connect: () => line }
}

interface Copy {
  readonly value: unknown
  readonly untilMs: number
}

function createRegionalStore(time: VirtualTime): VirtualStore {
  const centre = new Map<string, unknown>()
  const places = new Map<number, Map<string, Copy>>()

  return {
    connect(place) {
      const copies = places.get(place) ?? new Map<string, Copy>()
      places.set(place, copies)
      const keep = (name: string, value: unknown): void => {
        copies.set(name, { value, untilMs: time.now() + PLACE_MEMORY_MS })
      }
      return {
        read(name, done) {
          const copy = copies.get(name)
          if (copy !== undefined && time.now() < copy.untilMs) {
            time.after(PLACE_MS, () => done(copy.value))
            return
          }
          time.after(CENTRE_MS, () => {
            const value = centre.get(name) ?? null
            keep(name, value)
            done(value)
          })
        },
        write(name, value) {
          time.after(CENTRE_MS, () => centre.set(name, value))
          // Where it was written it is read at once.
          keep(name, value)
        },
      }
    },
  }
}
