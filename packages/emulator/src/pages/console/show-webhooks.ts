/** Who is told of what happens, and a form for one more. */
import type { Instance } from '../../instance.ts'
import type { WebhookEndpoint, WebhookMessage } from '../../state/model.ts'
import { WEBHOOK_EVENTS } from '../../webhooks/event-types.ts'
import { html, type Html } from '../html.ts'
import { showText } from '../show-text.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { findRows, showPages, showSearch } from './paging.ts'
import {
  BACK_FIELD,
  showButton,
  showCard,
  showCopyable,
  showField,
  showHidden,
  showMoment,
  showSelect,
  showTable,
} from './parts.ts'
import { toOutcome } from './show-webhook-message.ts'

const PATH = '/__emu/console/webhooks'

export function showWebhooks(page: ConsolePage): ConsoleView {
  const { instance, call, address } = page
  const { webhooks } = call.tools.control
  const endpoints = webhooks.endpoints()
  const found = findRows(page, webhooks.messages().toReversed(), ({ id, type, body }) => `${id} ${type} ${body}`)
  return {
    title: 'Webhooks',
    isLive: true,
    actions: endpoints.length > 0 && showButton({ action: 'webhooks/retry', back: address, label: 'Retry all now' }),
    body: [
      showCard('Endpoints', showEndpoints(endpoints, address), 'endpoints'),
      html`<div class="grid">
        ${showCard('New endpoint', showForm(page))}
        ${endpoints.length > 0 && showCard('Send a test event', showTest(endpoints, address))}
      </div>`,
      html`<section class="card">${showSearch(PATH, 'Event, id or payload of messages', found)}</section>`,
      showCard(
        'Messages, the newest first',
        [showMessages(instance, found.rows, address), showPages(PATH, found)],
        'messages',
      ),
    ],
  }
}

function showEndpoints(endpoints: readonly WebhookEndpoint[], back: string): Html {
  const rows = endpoints.map(({ id, url, description, events, isEnabled, secret }) => {
    const change = { back, fields: { id } }
    return [
      html`${showText(url, 200)} ${description !== '' && html`<span class="soft">${showText(description)}</span>`}`,
      events === null ? 'all' : events.join(', '),
      showCopyable(`secret of ${url}`, secret),
      isEnabled ? 'on' : 'off',
      html`<span class="row tight">
        ${showButton({ action: 'webhooks/update', back, label: isEnabled ? 'Turn off' : 'Turn on', about: `${isEnabled ? 'Turn off' : 'Turn on'} ${url}`, fields: { id, isEnabled: String(!isEnabled) } })}
        ${showButton({ action: 'webhooks/rotate-secret', ...change, label: 'Rotate secret', about: `Rotate secret of ${url}` })}
        ${showButton({ action: 'webhooks/delete', ...change, label: 'Delete', about: `Delete ${url}`, isDangerous: true })}
      </span>`,
    ]
  })
  return showTable('Endpoints', ['Endpoint', 'Events', 'Secret', 'Status', ''], rows, 'Nobody is told of anything.')
}

function showForm({ address, typed }: ConsolePage): Html {
  return html`<form method="post" action="/__emu/webhooks/create">
    ${showHidden({ [BACK_FIELD]: address })}
    ${showField({ id: 'hook-url', name: 'url', label: 'URL', value: typed('url'), isRequired: true, placeholder: 'http://localhost:3000/api/webhooks' })}
    ${showField({ id: 'hook-events', name: 'events', label: 'Events, such as user.*; empty: all', value: typed('events') })}
    ${showField({ id: 'hook-secret', name: 'secret', label: 'Secret (whsec_…); empty: a fresh one', value: typed('secret') })}
    <div class="actions"><button type="submit">Add</button></div>
  </form>`
}

function showTest(endpoints: readonly WebhookEndpoint[], back: string): Html {
  return html`<form method="post" action="/__emu/webhooks/test">
    ${showHidden({ [BACK_FIELD]: back })}
    ${showSelect(
      { id: 'test-endpoint', name: 'id', label: 'To' },
      endpoints.map(({ id, url }) => [id, url]),
    )}
    ${showSelect(
      { id: 'test-type', name: 'type', label: 'Event' },
      WEBHOOK_EVENTS.map((type) => [type, type]),
    )}
    <div class="actions"><button class="quiet" type="submit">Send</button></div>
  </form>`
}

function showMessages(instance: Instance, messages: readonly WebhookMessage[], back: string): Html {
  const rows = messages.map((message) => [
    html`<a href="${PATH}/${encodeURIComponent(message.id)}">${message.type}</a>`,
    html`<code>${message.id}</code>`,
    showMoment(instance, message.createdAtMs),
    toOutcome(message),
    showButton({
      action: 'webhooks/replay',
      back,
      label: 'Replay',
      about: `Replay ${message.id}`,
      fields: { id: message.id },
    }),
  ])
  return showTable('Messages', ['Event', 'Id', 'When', 'Outcome', ''], rows, 'Nothing was sent yet.')
}
