/**
 * Sends what is due. Messages lie in the store, so those that were not delivered before a crash are sent after it.
 *
 * To each endpoint, first attempts go one after the other, in the order in which things happened. Later attempts stand in a queue of their own:
 * a message that fails keeps no other from being sent.
 */
import type { Instance } from '../instance.ts'
import type { Change } from '../state/create-store.ts'
import type { WebhookDelivery } from '../state/model.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { createQueues, type Queues } from './create-queues.ts'
import { createTimer } from './create-timer.ts'
import type { WebhookFetch } from './send-attempt.ts'

/** How often is looked at what waits, in real milliseconds: a clock that moves by itself tells nobody. */
const POLL_MS = 1000

export interface Dispatcher {
  /** Begins to send what has become due by these changes. Like `kick`, it does not wait and does not throw. */
  look(changes: readonly Change[]): void
  /** Begins to send what has become due because time went on. */
  kick(): void
  /** Resolves when nothing is due and nothing is under way. */
  settled(): Promise<void>
  /** Breaks off what is under way, and forgets it: its messages are no more. */
  drop(): void
  /** Breaks off what is under way. It stays in the store, to be sent after the next start. */
  stop(): Promise<void>
}

/** What is under way, and what breaks it off. */
interface Round {
  readonly queues: Queues
  readonly stopped: AbortController
}

export function createDispatcher(instance: Instance, send: WebhookFetch): Dispatcher {
  const { store } = instance
  let round = createRound()
  // What is there at the start was left by a crash. Whoever gets it may ask this emulator, which answers in a moment.
  const later = new Set(store.list('webhookMessages').map(({ id }) => id))
  const timer = createTimer(POLL_MS, () => kick())
  const begin = (id: string): void => {
    const isLeft = beginMessage(instance, send, { id, round, after: () => begin(id) })
    if (isLeft) later.add(id)
    else later.delete(id)
    timer.set(later.size > 0 && !round.stopped.signal.aborted)
  }
  const kick = (): void => [...later].forEach(begin)
  timer.set(later.size > 0)
  return {
    kick,
    look: (changes) => {
      // An endpoint that was turned on gets what waited for it.
      if (changes.some(({ table }) => table === 'webhookEndpoints'))
        store.list('webhookMessages').forEach(({ id }) => begin(id))
      else for (const { table, id } of changes) if (table === 'webhookMessages') begin(id)
    },
    drop: () => {
      round.stopped.abort()
      round = createRound()
      later.clear()
    },
    settled: () => {
      kick()
      return round.queues.empty()
    },
    stop: async () => {
      round.stopped.abort()
      timer.set(false)
      await round.queues.empty()
    },
  }
}

function createRound(): Round {
  return { queues: createQueues(), stopped: new AbortController() }
}

interface Beginning {
  readonly id: string
  readonly round: Round
  /** Called when an attempt is over. */
  readonly after: () => void
}

/** Puts what is due of one message into the queues. @returns Whether something of it has to be looked at again later. */
function beginMessage(instance: Instance, send: WebhookFetch, { id, round, after }: Beginning): boolean {
  const { store, clock } = instance
  const { queues, stopped } = round
  if (stopped.signal.aborted) return false
  const nowMs = clock.nowMs()
  const isLeft = (one: WebhookDelivery): boolean => {
    const { endpointId, nextAttemptAtMs: atMs, attempts } = one
    // What waits for an endpoint that is turned off is looked at when it is on again.
    if (atMs === null || store.get('webhookEndpoints', endpointId)?.isEnabled !== true) return false
    if (atMs > nowMs) return true
    const work = (): Promise<void> => attemptDelivery(instance, send, { messageId: id, endpointId }, stopped.signal)
    const queue = `${endpointId} ${attempts.length === 0 ? 'first' : 'again'}`
    return !queues.add(queue, `${id} ${endpointId}`, work, after)
  }
  // Each is asked, whatever the others say.
  return (store.get('webhookMessages', id)?.deliveries ?? []).filter(isLeft).length > 0
}
