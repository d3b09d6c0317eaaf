/**
 * Sends what is due. Messages lie in the store, so those that were not delivered before a crash are sent after it.
 *
 * To each endpoint, first attempts go one after the other, in the order in which things happened. Later attempts stand in a queue of their own:
 * a message that fails keeps no other from being sent.
 */
import type { Instance } from '../instance.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { createQueues, type Queues } from './create-queues.ts'
import type { WebhookFetch } from './send-attempt.ts'

/** How often a clock is looked at that moves by itself, in real milliseconds. */
const POLL_MS = 1000

export interface Dispatcher {
  /** Begins to send what is due. It does not wait and does not throw. */
  kick(): void
  /** Looks at the clock after a while, if there is something to send. */
  wait(): void
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
  let round = createRound()
  let isOver = false
  const timer = createTimer()
  const wait = (): void => {
    const times = listWaiting(instance).map(({ atMs }) => atMs)
    if (isOver || times.length === 0) timer.stop()
    else timer.start(kick, toPause(Math.min(...times) - instance.clock.nowMs()))
  }
  const kick = (): void => {
    if (isOver) return
    const { queues, stopped } = round
    const nowMs = instance.clock.nowMs()
    for (const { messageId, endpointId, isFirst, atMs } of listWaiting(instance)) {
      if (atMs > nowMs) continue
      const work = (): Promise<void> => attemptDelivery(instance, send, { messageId, endpointId }, stopped.signal)
      // What cannot be kept is tried again, but not at once and for ever.
      queues.add(`${endpointId} ${isFirst}`, `${messageId} ${endpointId}`, work, [kick, wait])
    }
    wait()
  }
  const drop = (): void => {
    round.stopped.abort()
    round = createRound()
  }
  return {
    kick,
    wait,
    drop,
    settled: () => {
      kick()
      return round.queues.empty()
    },
    stop: async () => {
      isOver = true
      timer.stop()
      round.stopped.abort()
      await round.queues.empty()
    },
  }
}

function createRound(): Round {
  return { queues: createQueues(), stopped: new AbortController() }
}

interface Waiting {
  readonly messageId: string
  readonly endpointId: string
  readonly isFirst: boolean
  readonly atMs: number
}

/** What is to be sent now or later. What waits for an endpoint that is turned off is not. */
function listWaiting({ store }: Instance): readonly Waiting[] {
  const endpoints = new Set(store.list('webhookEndpoints').flatMap(({ id, isEnabled }) => (isEnabled ? [id] : [])))
  if (endpoints.size === 0) return []
  return store
    .list('webhookMessages')
    .flatMap(({ id, deliveries }) =>
      deliveries.flatMap(({ endpointId, status, attempts, nextAttemptAtMs }) =>
        status === 'waiting' && nextAttemptAtMs !== null && endpoints.has(endpointId)
          ? [{ messageId: id, endpointId, isFirst: attempts.length === 0, atMs: nextAttemptAtMs }]
          : [],
      ),
    )
}

/** What is due and still here is under way, or could not be kept. */
function toPause(ms: number): number {
  return ms <= 0 ? POLL_MS : Math.min(ms, POLL_MS)
}

interface Timer {
  start(work: () => void, ms: number): void
  stop(): void
}

function createTimer(): Timer {
  let running: ReturnType<typeof setTimeout> | null = null
  const stop = (): void => {
    if (running !== null) clearTimeout(running)
    running = null
  }
  return {
    stop,
    start: (work, ms) => {
      stop()
      running = setTimeout(work, ms)
      // A test or a command that is done does not stay for it. Some platforms have numbers here, and nothing that would stay.
      if (typeof running === 'object' && 'unref' in running) running.unref()
    },
  }
}
