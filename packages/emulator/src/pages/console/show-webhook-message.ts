/** One webhook message: what it says, to whom it went, what they answered. */
import type { Instance } from '../../instance.ts'
import type { WebhookDelivery, WebhookMessage } from '../../state/model.ts'
import { html, type Html } from '../html.ts'
import { showText } from '../show-text.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { showButton, showCard, showCopyable, showFacts, showLines, showMoment, showTable } from './parts.ts'

export function showWebhookMessage({ instance, params, address }: ConsolePage): ConsoleView | null {
  const message = instance.store.get('webhookMessages', params['id'] ?? '')
  if (message === null) return null
  return {
    title: message.type,
    isLive: true,
    actions: showButton({ action: 'webhooks/replay', back: address, label: 'Replay', fields: { id: message.id } }),
    body: [
      showCard(
        'Message',
        showFacts([
          ['Id', showCopyable('message id', message.id)],
          ['Happened', showMoment(instance, message.createdAtMs)],
          ['Outcome', toOutcome(message)],
        ]),
        'message',
      ),
      html`<div data-live="deliveries">
        ${message.deliveries.map((delivery) => showDelivery(instance, message, delivery, address))}
      </div>`,
      showCard('Payload', showLines('payload', toPretty(message.body))),
    ],
  }
}

function showDelivery(instance: Instance, message: WebhookMessage, delivery: WebhookDelivery, back: string): Html {
  const { endpointId, status, nextAttemptAtMs, attempts } = delivery
  const url = instance.store.get('webhookEndpoints', endpointId)?.url ?? 'deleted'
  const rows = attempts.map(({ atMs, durationMs, status: code, problem, answer }, at) => [
    at + 1,
    showMoment(instance, atMs),
    code ?? 'none',
    `${durationMs} ms`,
    problem ?? 'fine',
    showText(answer, 300),
  ])
  return html`<section class="card">
    <h2>To ${showText(url, 200)}</h2>
    <p class="soft small">
      ${status}${nextAttemptAtMs !== null && html`, next attempt ${showMoment(instance, nextAttemptAtMs)}`}
    </p>
    ${showTable('Attempts', ['No.', 'When', 'Status', 'Took', 'Problem', 'Answer'], rows, 'No attempt yet.')}
    <div class="row tight actions">
      ${showButton({ action: 'webhooks/replay', back, label: 'Send again', about: `Send again to ${url}`, fields: { id: message.id, endpointId } })}
      ${status === 'waiting' && showButton({ action: 'webhooks/retry', back, label: 'Retry now', about: `Retry now what waits for ${url}`, fields: { endpointId } })}
    </div>
  </section>`
}

/** How a message fared, in a few words. */
export function toOutcome({ deliveries }: WebhookMessage): string {
  if (deliveries.length === 0) return 'nobody wanted it'
  const count = (wanted: WebhookDelivery['status']): string | null => {
    const amount = deliveries.filter(({ status }) => status === wanted).length
    return amount === 0 ? null : deliveries.length === 1 ? wanted : `${amount} ${wanted}`
  }
  return [count('delivered'), count('waiting'), count('failed')].filter((part) => part !== null).join(', ')
}

function toPretty(body: string): readonly string[] {
  try {
    return JSON.stringify(JSON.parse(body), null, 2).split('\n')
  } catch {
    return [body]
  }
}
