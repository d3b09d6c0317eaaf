/**
 * Provider room. The shared store → a text of ours that stands in it. Waits for the store, no longer than `KEY_STORE_WAIT_MS` for a read.
 *
 * A store is a convenience: slow, failing, throwing or silent, it costs a moment and a line in the log, and never an answer.
 *
 * @see rulings.md D5, D11, D14
 */
import { waitAtMost } from '../foundation/flights.ts'
import type { Ports, SharedStore, StoreAddress } from '../foundation/ports.ts'
import { keptBy } from '../foundation/process-memory.ts'
import { KEY_STORE_WAIT_MS, STORE_WRITE_WAIT_MS } from '../wire/limits.ts'

/** What the store said: a text, or null where it has none. */
interface StoreAnswer {
  readonly text: string | null
}

/** Never rejects. @returns Null when the store gave no answer. */
export async function readShared(store: SharedStore, address: StoreAddress, ports: Ports): Promise<StoreAnswer | null> {
  const read = async (): Promise<StoreAnswer> => {
    const text: unknown = await store.read(address)
    return { text: typeof text === 'string' ? text : null }
  }
  const answer = await waitAtMost(read(), KEY_STORE_WAIT_MS).catch(() => null)
  report(store, ports, 'read', answer !== null)
  return answer
}

/** Keeps a text. Never rejects. A store that does not answer is not written to: its client would keep what it cannot send. */
export async function writeShared(
  store: SharedStore,
  address: StoreAddress,
  text: string,
  lifetimeMs: number,
  ports: Ports,
): Promise<void> {
  if (keptBy(store, createOutage).read) return
  const write = async (): Promise<object> => {
    await store.write(address, text, lifetimeMs)
    return address
  }
  const done = await waitAtMost(write(), STORE_WRITE_WAIT_MS).catch(() => null)
  report(store, ports, 'write', done !== null)
}

const createOutage = (): { read: boolean; write: boolean } => ({ read: false, write: false })

/** Says once that a store failed, until it does not. Nothing of its own error is told: clients put commands into theirs, with what they held. */
function report(store: SharedStore, ports: Ports, call: 'read' | 'write', isGood: boolean): void {
  const told = keptBy(store, createOutage)
  if (!isGood && !told[call]) ports.log({ level: 'warn', event: 'store-failed', message: MESSAGE, details: { call } })
  told[call] = !isGood
}

const MESSAGE =
  'The shared store failed. Check its server, and that this process may read and write there. Until then the identity provider is asked.'
