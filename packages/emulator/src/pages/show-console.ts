/** `/__emu`: what happens here, and how to make something else happen. */
import { toEnvBlocks } from '../env-lines.ts'
import type { Call } from '../http/call.ts'
import type { Instance } from '../instance.ts'
import type { Machine } from '../state/model.ts'
import { showFaults } from './show-faults.ts'
import { showTables } from './show-tables.ts'
import { html, type Html } from './html.ts'
import { answerPage } from './answer-page.ts'

const CHARS_PER_ROW = 120
const MAX_ROWS = 5

/** What the button that was pressed led to. */
export interface ConsoleNews {
  /** What was just minted, to copy. */
  readonly minted?: unknown
  /** Why nothing was done. */
  readonly problem?: string
  /** Default 200. */
  readonly status?: number
}

export function showConsole({ instance }: Call, { minted, problem, status = 200 }: ConsoleNews = {}): Response {
  return answerPage({
    title: 'Console',
    status,
    isWide: true,
    body: html`<h1>Postern emulator</h1>
      <p class="soft">
        ${instance.settings.instanceType} instance at <code>${instance.place.url()}</code> ·
        <a href="/__emu">Refresh</a> ·
        <a href="/user">Account pages</a>
      </p>
      ${problem === undefined ? null : html`<p class="error" role="alert">${problem}</p>`}
      ${minted === undefined ? null : showMinted(minted)}
      <div class="grid">${showKeys(instance)} ${showMint(instance)}</div>
      <div class="grid">${showFaults(instance)}</div>
      ${showTables(instance)}`,
  })
}

function showMinted(minted: unknown): Html {
  const facts = Object.entries(minted as Readonly<Record<string, unknown>>).filter(
    ([, value]) => typeof value === 'string',
  )
  return html`<section class="card" role="status">
    <h2>Minted</h2>
    ${facts.map(([name, value]) => showCopy(name, String(value)))}
  </section>`
}

function showCopy(name: string, value: string): Html {
  const id = `copy-${name.replaceAll(/[^A-Za-z]+/g, '-')}`
  return html`<label for="${id}">${name}</label
    ><textarea id="${id}" readonly rows="${toRows(value)}" spellcheck="false">${value}</textarea>`
}

/** Lines of a field that shows a text: one for a short word, a few for a token. */
function toRows(value: string): number {
  const lines = value.split('\n').length
  return Math.min(lines === 1 ? Math.ceil(value.length / CHARS_PER_ROW) : lines + 1, MAX_ROWS)
}

function showKeys({ place, settings, keyring }: Instance): Html {
  const facts = { publishableKey: place.publishableKey(), secretKey: settings.secretKey, url: place.url() }
  return html`<section class="card">
    <h2>Keys</h2>
    ${toEnvBlocks(facts).map(({ title, lines, code }) => showCopy(title, [...lines, ...code].join('\n')))}
    ${showCopy('jwtKey', keyring.pem())}
    <p class="small soft">Signing key <code>${keyring.kid()}</code></p>
  </section>`
}

function showMint({ store }: Instance): Html {
  const machines = store.list('machines')
  const user = html`<label for="mint-user">User</label>
    <select id="mint-user" name="user">
      ${store.list('users').map(({ id, email }) => html`<option value="${id}">${email}</option>`)}
    </select>`
  return html`<section class="card">
    <h2>Mint</h2>
    <form method="post" action="/__emu/mint/session">
      ${user}
      <label for="mint-org">Organization</label>
      <select id="mint-org" name="org">
        <option value="">as after signing in</option>
        ${store.list('organizations').map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
      </select>
      <div class="actions"><button type="submit">Session</button></div>
      <div class="actions row">
        <button class="quiet" type="submit" formaction="/__emu/mint/api-key">API key</button>
        <button class="quiet" type="submit" formaction="/__emu/mint/oauth-token">OAuth token</button>
      </div>
      <p class="below">
        An API key is the organization's if one is chosen, else the user's. OAuth tokens are the user's.
      </p>
    </form>
    ${machines.length === 0 ? null : showMintM2M(machines)}
  </section>`
}

function showMintM2M(machines: readonly Machine[]): Html {
  return html`<form method="post" action="/__emu/mint/m2m-token">
    <label for="mint-machine">Machine</label>
    <select id="mint-machine" name="machine">
      ${machines.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
    </select>
    <div class="actions"><button class="quiet" type="submit">M2M token</button></div>
  </form>`
}
