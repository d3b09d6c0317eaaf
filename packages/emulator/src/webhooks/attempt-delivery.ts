/** Sends one message to one endpoint once, and keeps what became of it. */
import type { Instance } from '../instance.ts'
import type { WebhookAttempt, WebhookEndpoint, WebhookMessage } from '../state/model.ts'
import { toNextDelivery } from './next-delivery.ts'
import { sendAttempt, type WebhookFetch } from './send-attempt.ts'
import { signMessage } from './sign-message.ts'

/** What is to be sent to whom, by id: an earlier delivery may take its time, and much may have changed when it is over. */
export interface Address {
  readonly messageId: string
  readonly endpointId: string
}

/** @param stopped Once it is aborted, nothing is kept: the message is gone, or is to be sent after the next start. */
export async function attemptDelivery(
  instance: Instance,
  send: WebhookFetch,
  address: Address,
  stopped: AbortSignal,
): Promise<void> {
  const { store, clock } = instance
  const message = store.get('webhookMessages', address.messageId)
  const endpoint = store.get('webhookEndpoints', address.endpointId)
  if (message === null || endpoint === null || !endpoint.isEnabled) return
  const atMs = clock.nowMs()
  const headers = await signMessage(endpoint, message, atMs)
  const outcome = await sendAttempt(send, { url: endpoint.url, headers, body: message.body }, stopped)
  if (stopped.aborted) return
  const attempt: WebhookAttempt = { atMs, durationMs: Math.max(0, clock.nowMs() - atMs), ...outcome }
  keepAttempt(instance, address, attempt)
  note(instance, { message, endpoint, attempt })
}

function keepAttempt({ store, clock }: Instance, { messageId, endpointId }: Address, attempt: WebhookAttempt): void {
  store.write((tx) => {
    const nowMs = clock.nowMs()
    const message = store.get('webhookMessages', messageId)
    if (message === null) return
    const deliveries = message.deliveries.map((one) =>
      one.endpointId === endpointId && one.status === 'waiting' ? toNextDelivery(one, attempt, nowMs) : one,
    )
    tx.put('webhookMessages', { ...message, deliveries })
    const endpoint = store.get('webhookEndpoints', endpointId)
    // Gone for good: the receiver says that it wants no more.
    if (endpoint !== null && attempt.status === 410)
      tx.put('webhookEndpoints', { ...endpoint, isEnabled: false, updatedAtMs: nowMs })
  })
}

interface Done {
  readonly message: WebhookMessage
  readonly endpoint: WebhookEndpoint
  readonly attempt: WebhookAttempt
}

/** The log holds no query: people put secrets there. */
function note({ journal, clock }: Instance, { message, endpoint, attempt }: Done): void {
  const { origin, pathname } = new URL(endpoint.url)
  journal.add({
    atMs: clock.nowMs(),
    method: 'POST',
    path: origin + pathname,
    status: attempt.status ?? 0,
    decision: `webhook ${message.type} to ${endpoint.id}: ${attempt.problem ?? 'delivered'}`,
  })
}
