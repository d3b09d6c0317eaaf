/**
 * Puts the messages of a transaction into that transaction: what happened and what is to be told of it are kept together or not at all, so a
 * crash in between loses nothing and tells nobody of what did not happen.
 */
import { type Instance, INSTANCE_ID } from '../instance.ts'
import type { Cause, NetChange, Watcher, Writer } from '../state/create-store.ts'
import type { WebhookEndpoint, WebhookMessage } from '../state/model.ts'
import { isWanted } from './event-types.ts'
import { beginDelivery } from './next-delivery.ts'
import { toEvents } from './to-events.ts'

/** How many messages are kept that nobody waits for any more. */
const MAX_DONE = 500
/** How many messages are kept at all: a receiver that is away for good must not fill the memory. */
const MAX_MESSAGES = 10_000

/** Nothing is worked out while nobody wants to be told. */
export function createOutbox(instance: Instance): Watcher['conclude'] {
  const { store } = instance
  return (tx: Writer, read: () => readonly NetChange[], cause: Cause) => {
    const endpoints = store.list('webhookEndpoints').filter(({ isEnabled }) => isEnabled)
    if (endpoints.length === 0) return
    const messages = toEvents(instance, read()).flatMap(({ type, data }) => {
      const wanting = endpoints.filter(({ events }) => isWanted(events, type))
      return wanting.length > 0 ? [toMessage(instance, { type, data, wanting, cause })] : []
    })
    if (messages.length > 0) putMessages(instance, tx, messages)
  }
}

/** What is sent to whom. */
export interface Announcement {
  readonly type: string
  readonly data: unknown
  readonly wanting: readonly WebhookEndpoint[]
  readonly cause: Cause
}

/** A message that is due at once. */
export function toMessage(instance: Instance, { type, data, wanting, cause }: Announcement): WebhookMessage {
  const nowMs = instance.clock.nowMs()
  const envelope = {
    data,
    object: 'event',
    type,
    timestamp: nowMs,
    instance_id: INSTANCE_ID,
    event_attributes: { http_request: { client_ip: cause.clientIp, user_agent: cause.userAgent } },
  }
  return {
    id: instance.random.id('msg_'),
    type,
    body: JSON.stringify(envelope),
    createdAtMs: nowMs,
    deliveries: wanting.map(({ id }) => beginDelivery(id, nowMs)),
  }
}

/** Adds messages and forgets old ones. Part of a write. */
export function putMessages(instance: Instance, tx: Writer, messages: readonly WebhookMessage[]): void {
  for (const message of messages) tx.put('webhookMessages', message)
  forgetOld(instance, tx)
}

function forgetOld({ store }: Instance, tx: Writer): void {
  const messages = store.list('webhookMessages')
  let surplus = messages.length - MAX_DONE
  if (surplus <= 0) return
  const overflow = messages.length - MAX_MESSAGES
  for (const [index, { id, deliveries }] of messages.entries()) {
    if (surplus <= 0) return
    if (index >= overflow && deliveries.some(({ status }) => status === 'waiting')) continue
    tx.remove('webhookMessages', id)
    surplus -= 1
  }
}
