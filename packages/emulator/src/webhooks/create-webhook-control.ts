/** `control.webhooks`: endpoints, what was sent to them, and sending it again. The actions `webhooks/…` of `/__emu/` do the same. */
import { EmulatorError } from '../emulator-error.ts'
import type { Instance } from '../instance.ts'
import { checkFields } from '../state/shape.ts'
import type { WebhookDelivery, WebhookEndpoint, WebhookMessage } from '../state/model.ts'
import type { Dispatcher } from './create-dispatcher.ts'
import { putMessages, toMessage } from './create-outbox.ts'
import { webhookEvent } from './event-types.ts'
import { beginDelivery, giveUp } from './next-delivery.ts'
import {
  type WebhookChange,
  webhookChangeShape,
  type WebhookOptions,
  type WebhookRotation,
  webhookRotationShape,
  webhookShape,
} from './shapes.ts'
import { createWebhookSecret } from './sign-message.ts'
import { toEndpoint } from './to-endpoint.ts'
import { toExample } from './to-example.ts'

/** Signed webhooks. Every method but `settled` returns at once: messages are sent after it. */
export interface WebhookControl {
  /** Everybody who is told, oldest first, with the secrets. */
  endpoints(): readonly WebhookEndpoint[]
  /** What was sent and is still to be sent, oldest first, with every attempt. 500 that are over are kept, and what waits, 10,000 in all. */
  messages(): readonly WebhookMessage[]
  /** Tells this address of everything from now on. */
  create(options: WebhookOptions): WebhookEndpoint
  /** Changes an endpoint. One that is turned on again gets what waited for it. @throws EmulatorError `ERR_EMULATOR_UNKNOWN_WEBHOOK`. */
  update(id: string, change: WebhookChange): WebhookEndpoint
  /** Removes an endpoint; what waited for it is given up. @throws EmulatorError `ERR_EMULATOR_UNKNOWN_WEBHOOK`. */
  delete(id: string): void
  /** Signs with another secret from now on, and for a while with the old one too. @throws EmulatorError `ERR_EMULATOR_UNKNOWN_WEBHOOK`. */
  rotateSecret(id: string, rotation?: WebhookRotation): WebhookEndpoint
  /**
   * Sends an event that did not happen, whatever the endpoint wants.
   *
   * @param type Name of the event. Default `user.created`.
   * @throws EmulatorError `ERR_EMULATOR_UNKNOWN_WEBHOOK`.
   */
  sendTest(id: string, type?: string): WebhookMessage
  /**
   * Sends a message again, under the same id, and repeats that as if it were new.
   *
   * @param endpointId Default: every endpoint that it was for.
   * @throws EmulatorError `ERR_EMULATOR_UNKNOWN_WEBHOOK`.
   */
  replay(messageId: string, endpointId?: string): WebhookMessage
  /** Makes due what waits for its next attempt. @param endpointId Default: every endpoint. @throws EmulatorError as `delete` does. */
  retryNow(endpointId?: string): void
  /** Resolves when nothing is due and nothing is under way. What waits for a later attempt is not due. */
  settled(): Promise<void>
}

const DAY_SEC = 86_400

export function createWebhookControl(instance: Instance, dispatcher: Dispatcher): WebhookControl {
  const { store } = instance
  return {
    endpoints: () => store.list('webhookEndpoints'),
    messages: () => store.list('webhookMessages'),
    settled: () => dispatcher.settled(),
    ...createEndpointControl(instance),
    ...createMessageControl(instance),
  }
}

type OfEndpoints = Pick<WebhookControl, 'create' | 'update' | 'delete' | 'rotateSecret'>

function createEndpointControl(instance: Instance): OfEndpoints {
  const { store, random, clock } = instance
  const put = (endpoint: WebhookEndpoint): WebhookEndpoint => {
    store.write((tx) => tx.put('webhookEndpoints', endpoint))
    return endpoint
  }
  return {
    create: (options) => {
      checkFields(webhookShape, options)
      const { secret = createWebhookSecret(random) } = options
      return put(toEndpoint(random.id('ep_'), { ...options, secret }, clock.nowMs()))
    },
    update: (id, change) => {
      const before = findEndpoint(instance, id)
      checkFields(webhookChangeShape, change)
      const { url = before.url, description = before.description, isEnabled = before.isEnabled } = change
      const events = change.events === undefined ? before.events : change.events
      return put({ ...before, url, description, isEnabled, events, updatedAtMs: clock.nowMs() })
    },
    delete: (id) => {
      findEndpoint(instance, id)
      store.write((tx) => {
        tx.remove('webhookEndpoints', id)
        changeDeliveries(instance, (one) => (one.endpointId === id ? giveUp(one) : one))
      })
    },
    rotateSecret: (id, rotation = {}) => {
      const before = findEndpoint(instance, id)
      checkFields(webhookRotationShape, rotation)
      const { secret = createWebhookSecret(random), overlapSec = DAY_SEC } = rotation
      const nowMs = clock.nowMs()
      const previousSecret = { secret: before.secret, untilMs: nowMs + overlapSec * 1000 }
      return put({ ...before, secret, previousSecret, updatedAtMs: nowMs })
    },
  }
}

type OfMessages = Pick<WebhookControl, 'sendTest' | 'replay' | 'retryNow'>

function createMessageControl(instance: Instance): OfMessages {
  const { store, clock } = instance
  return {
    sendTest: (id, type = 'user.created') => {
      const wanting = [findEndpoint(instance, id)]
      checkFields(webhookEvent, type, 'type')
      const data = toExample(instance, type)?.data ?? { object: type.split('.')[0], id: 'example' }
      const cause = { clientIp: '', userAgent: '' }
      const message = toMessage(instance, { type, data, wanting, cause })
      store.write((tx) => putMessages(instance, tx, [message]))
      return message
    },
    replay: (messageId, endpointId) => {
      const message = store.get('webhookMessages', messageId)
      const wanted = endpointId === undefined ? null : findEndpoint(instance, endpointId)
      if (message === null) throw unknown('message', messageId)
      const meant = wanted === null ? store.list('webhookEndpoints').map(({ id }) => id) : [wanted.id]
      const again = toReplayed(message, meant, wanted?.id ?? null, clock.nowMs())
      store.write((tx) => tx.put('webhookMessages', again))
      return again
    },
    retryNow: (endpointId) => {
      if (endpointId !== undefined) findEndpoint(instance, endpointId)
      const nowMs = clock.nowMs()
      const isMeant = (one: WebhookDelivery): boolean => endpointId === undefined || one.endpointId === endpointId
      changeDeliveries(instance, (one) =>
        isMeant(one) && one.status === 'waiting' ? { ...one, nextAttemptAtMs: nowMs } : one,
      )
    },
  }
}

/** @param named The endpoint that was named: it gets the message even if it was not for it. */
function toReplayed(
  message: WebhookMessage,
  meant: readonly string[],
  named: string | null,
  nowMs: number,
): WebhookMessage {
  const deliveries = message.deliveries.map((one) =>
    meant.includes(one.endpointId) ? { ...beginDelivery(one.endpointId, nowMs), attempts: one.attempts } : one,
  )
  if (named === null || deliveries.some(({ endpointId }) => endpointId === named)) return { ...message, deliveries }
  return { ...message, deliveries: [...deliveries, beginDelivery(named, nowMs)] }
}

function changeDeliveries({ store }: Instance, change: (one: WebhookDelivery) => WebhookDelivery): void {
  store.write((tx) => {
    for (const message of store.list('webhookMessages')) {
      const deliveries = message.deliveries.map(change)
      const isSame = deliveries.every((one, index) => one === message.deliveries[index])
      if (!isSame) tx.put('webhookMessages', { ...message, deliveries })
    }
  })
}

function findEndpoint({ store }: Instance, id: string): WebhookEndpoint {
  const endpoint = store.get('webhookEndpoints', id)
  if (endpoint === null) throw unknown('endpoint', id)
  return endpoint
}

function unknown(what: string, id: string): EmulatorError {
  return new EmulatorError('ERR_EMULATOR_UNKNOWN_WEBHOOK', `there is no ${what} "${id}".`)
}
