/** What is wrong on purpose: outage, rules for single endpoints, spoilt tokens. */
import { TOKEN_TROUBLES, type TroubleRule } from '../../control/trouble.ts'
import type { PlannedFailure } from '../../control/create-faults.ts'
import { html, type Html } from '../html.ts'
import type { ConsolePage, ConsoleView } from './console-page.ts'
import { BACK_FIELD, showButton, showCard, showHidden, showTable } from './parts.ts'
import { showFailureForm, showRuleForm, showTokenForm } from './show-trouble-forms.ts'

export function showTrouble(page: ConsolePage): ConsoleView {
  const { instance, address, call } = page
  const { outage, handshakeForm, keysDelayMs, failures, trouble } = instance.faults.read()
  return {
    title: 'Trouble',
    isLive: true,
    actions: trouble.length > 0 && showButton({ action: 'trouble/clear', back: address, label: 'End all trouble' }),
    body: [
      showCard('In force', [showRules(trouble, address), showPlanned(failures, address)], 'rules'),
      showCard('An endpoint', showRuleForm(page, call.tools.control.trouble.endpoints())),
      html`<div class="grid">
        ${showCard('Session tokens', showTokenForm(address, TOKEN_TROUBLES))}
        ${showCard('The next calls', showFailureForm(address))}
      </div>`,
      html`<div class="grid">
        ${showCard('Outage', showChoices({ action: 'outage', name: 'outage', values: ['off', 'http', 'network'], now: outage ?? 'off', back: address }), 'outage')}
        ${showCard('Handshake form', showChoices({ action: 'handshake-form', name: 'form', values: ['auto', 'token', 'nonce'], now: handshakeForm, back: address }), 'form')}
        ${showCard('Slow keys', showKeysDelay(keysDelayMs, address))}
      </div>`,
    ],
  }
}

function showRules(rules: readonly TroubleRule[], back: string): Html {
  const rows = rules.map((rule) => [
    html`<code>${rule.id}</code>`,
    html`<code>${rule.path ?? 'session tokens'}</code>`,
    toEffect(rule),
    rule.timesLeft === null ? 'until removed' : `${rule.timesLeft} more`,
    String(rule.timesUsed),
    showButton({
      action: 'trouble/remove',
      back,
      label: 'Remove',
      about: `Remove ${rule.id}`,
      fields: { id: rule.id },
    }),
  ])
  return showTable('Rules', ['Rule', 'Where', 'What happens', 'How often', 'So far', ''], rows, 'Everything works.')
}

/** A rule in a few words. */
function toEffect({
  methods,
  status,
  code,
  body,
  tokens,
  limit,
  windowSec,
  delayMs,
  delayUpToMs,
}: TroubleRule): string {
  if (tokens !== null) return tokens
  const late = delayUpToMs > delayMs ? `${delayMs} to ${delayUpToMs} ms late` : delayMs > 0 && `${delayMs} ms late`
  const limited = limit !== null && `above ${limit} calls in ${windowSec} s`
  const answer = status !== null && `${status} ${body === null ? code : 'with a body of its own'}`
  const what = [late, limited, answer].filter((part) => part !== false).join(', ')
  return `${methods.length > 0 ? `${methods.join(', ')}: ` : ''}${what}`
}

function showPlanned(failures: readonly PlannedFailure[], back: string): Html | null {
  if (failures.length === 0) return null
  return html`<div class="actions">
      <p class="small quiet-line">
        Planned failures:
        ${failures.map(({ count, status, pathPrefix }) => html`<span class="tag">${count} × ${status} on <code>${pathPrefix}…</code></span> `)}
      </p>
    </div>
    <div class="actions">${showButton({ action: 'fail/clear', back, label: 'Clear planned failures' })}</div>`
}

interface Choices {
  readonly action: string
  readonly name: string
  readonly values: readonly string[]
  readonly now: string
  readonly back: string
}

function showChoices({ action, name, values, now, back }: Choices): Html {
  return html`<form method="post" action="/__emu/${action}">
    ${showHidden({ [BACK_FIELD]: back })}
    <div class="row">
      ${values.map(
        (value) =>
          html`<button class="quiet" name="${name}" value="${value}" aria-pressed="${value === now ? 'true' : 'false'}">
            ${value}${value === now ? ' ✓' : ''}
          </button>`,
      )}
    </div>
  </form>`
}

function showKeysDelay(keysDelayMs: number, back: string): Html {
  return html`<form method="post" action="/__emu/keys/delay">
    ${showHidden({ [BACK_FIELD]: back })}
    <label for="delay">Delay of the key set, in ms</label>
    <div class="row">
      <input id="delay" name="ms" type="number" min="0" max="3600000" value="${keysDelayMs}" />
      <button class="quiet" type="submit">Set</button>
    </div>
  </form>`
}
