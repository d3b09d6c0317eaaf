/** The forms that put trouble in force. */
import type { TokenTrouble } from '../../control/trouble.ts'
import type { ConsolePage } from './console-page.ts'
import { html, type Html } from '../html.ts'
import { BACK_FIELD, showField, showHidden, showSelect } from './parts.ts'

const METHODS: readonly (readonly [string, string])[] = [
  ['', 'every method'],
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((name) => [name, name] as const),
]

const TOKEN_TEXTS: Readonly<Record<TokenTrouble, string>> = {
  expired: 'expired a minute ago',
  'not-yet': 'not valid for another hour',
  'foreign-key': 'signed by a foreign key',
  'foreign-app': 'for a foreign application (azp)',
  'foreign-issuer': 'of a foreign issuer (iss)',
}

/** @param endpoints Paths to choose from; any other may be typed. */
export function showRuleForm({ address, typed }: ConsolePage, endpoints: readonly string[]): Html {
  const number = (name: string, label: string): Html =>
    showField({ id: `rule-${name}`, name, label, type: 'number', value: typed(name) })
  return html`<form method="post" action="/__emu/trouble/add">
    ${showHidden({ [BACK_FIELD]: address })}
    <label for="rule-path">Path, with :placeholders and a * at the end</label>
    <input
      id="rule-path"
      name="path"
      list="endpoints"
      required
      placeholder="/v1/users/:id"
      autocomplete="off"
      value="${typed('path')}"
    />
    <datalist id="endpoints">${endpoints.map((path) => html`<option value="${path}"></option>`)}</datalist>
    <div class="fields">
      ${showSelect({ id: 'rule-methods', name: 'methods', label: 'Method', value: typed('methods') }, METHODS)}
      ${number('times', 'How often')} ${number('status', 'Status')}
      ${showField({ id: 'rule-code', name: 'code', label: 'Error code', value: typed('code') })}
      ${number('delayMs', 'Late by, in ms')} ${number('delayUpToMs', 'Up to, in ms')}
      ${number('limit', 'Calls that get through')} ${number('windowSec', 'Within seconds')}
      ${number('retryAfterSec', 'Retry-After, in s')}
    </div>
    <label for="rule-body">Body, as JSON or as it is</label>
    <textarea id="rule-body" name="body" rows="2" spellcheck="false">${typed('body')}</textarea>
    <div class="actions"><button type="submit">Add</button></div>
    <p class="below">Whatever is left empty does not happen. A status alone brings the provider’s error.</p>
  </form>`
}

export function showTokenForm(back: string, kinds: readonly TokenTrouble[]): Html {
  return html`<form method="post" action="/__emu/trouble/add">
    ${showHidden({ [BACK_FIELD]: back })}
    ${showSelect(
      { id: 'token-kind', name: 'tokens', label: 'The next ones are' },
      kinds.map((kind) => [kind, TOKEN_TEXTS[kind]]),
    )}
    ${showField({ id: 'token-times', name: 'times', label: 'How many', type: 'number', value: '1' })}
    <div class="actions"><button type="submit">Spoil tokens</button></div>
  </form>`
}

export function showFailureForm(back: string): Html {
  return html`<form method="post" action="/__emu/fail">
    ${showHidden({ [BACK_FIELD]: back })}
    <div class="fields">
      ${showField({ id: 'fail-count', name: 'count', label: 'Calls', type: 'number', value: '1' })}
      ${showField({ id: 'fail-status', name: 'status', label: 'Status', type: 'number', value: '500' })}
    </div>
    ${showField({ id: 'fail-path', name: 'pathPrefix', label: 'Paths that begin with', value: '/' })}
    <div class="actions"><button class="quiet" type="submit">Fail the next calls</button></div>
  </form>`
}
