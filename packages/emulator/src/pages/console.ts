/** `/__emu`: what happens here, and how to make something else happen. */
import { toEnvLines, toVendorEnvLines } from '../env-lines.ts'
import type { Call } from '../http/call.ts'
import type { Instance } from '../instance.ts'
import type { Session } from '../state/model.ts'
import { isAlive } from '../state/visits.ts'
import { showFaults } from './console-faults.ts'
import { type Fragment, html, type Html } from './html.ts'
import { answerPage } from './layout.ts'

/** Requests on the page; `/__emu/requests` has all that are kept. */
const MAX_REQUESTS = 50
const MAX_SESSIONS = 50
const CHARS_PER_ROW = 120
const MAX_ROWS = 5

/** @param minted What was just minted, to copy; null when nothing was. */
export function showConsole({ instance }: Call, minted: unknown): Response {
  return answerPage({
    title: 'Console',
    isWide: true,
    body: html`<h1>Postern emulator</h1>
      <p class="soft">
        ${instance.settings.instanceType} instance at <code>${instance.place.url()}</code> ·
        <a href="/__emu">Refresh</a> ·
        <a href="/user">Account pages</a>
      </p>
      ${minted === null ? null : showMinted(minted)}
      <div class="grid">${showKeys(instance)} ${showMint(instance)}</div>
      <div class="grid">${showFaults(instance)}</div>
      ${showRequests(instance)} ${showPeople(instance)} ${showSessions(instance)} ${showMachines(instance)}`,
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
    ${showCopy('.env', toEnvLines(facts).join('\n'))}
    ${showCopy(".env lines of the vendor's packages, besides", toVendorEnvLines(facts).join('\n'))}
    ${showCopy('jwtKey', keyring.pem())}
    <p class="small soft">Signing key <code>${keyring.kid()}</code></p>
  </section>`
}

function showMint({ store }: Instance): Html {
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
        <button class="quiet" type="submit" formaction="/__emu/mint/oauth-token">OAuth token</button>
        <button class="quiet" type="submit" formaction="/__emu/mint/m2m-token">M2M token</button>
        <button class="quiet" type="submit" formaction="/__emu/mint/api-key">API key</button>
      </div>
    </form>
  </section>`
}

function showPeople({ store }: Instance): Html {
  const places = (userId: string): string =>
    store
      .list('memberships')
      .filter((one) => one.userId === userId)
      .map((one) => `${store.get('organizations', one.organizationId)?.slug ?? one.organizationId} ${one.role}`)
      .join(', ')
  const rows = store.list('users').map((user) => [user.email, user.id, places(user.id), user.task ?? ''])
  return showTable('Users', ['Address', 'Id', 'Organizations', 'Task'], rows)
}

function showSessions(instance: Instance): Html {
  const sessions = instance.store.list('sessions').toReversed().slice(0, MAX_SESSIONS)
  const rows = sessions.map((session) => [
    session.id,
    session.userId,
    session.organizationId ?? 'personal',
    toStatus(instance, session),
    isAlive(session, instance.clock.nowMs()) && showRevoke(session),
  ])
  return showTable('Sessions', ['Id', 'User', 'Organization', 'Status', ''], rows)
}

/** Secrets to copy: nothing here protects anything. */
function showMachines({ store }: Instance): Html {
  const alive = store.list('apiKeys').filter(({ isRevoked }) => !isRevoked)
  const rows = [
    ...alive.map(({ id, name, subject, secret }) => [`API key ${name}`, id, subject, html`<code>${secret}</code>`]),
    ...store
      .list('machines')
      .map(({ id, name, scopes, secretKey }) => [
        `Machine ${name}`,
        id,
        scopes.join(', '),
        html`<code>${secretKey}</code>`,
      ]),
    ...store
      .list('oauthApplications')
      .map(({ id, name, clientSecret }) => [
        `OAuth client ${name}`,
        id,
        clientSecret === null ? 'public' : '',
        html`<code>${clientSecret ?? ''}</code>`,
      ]),
  ]
  return showTable('Machines and keys', ['What', 'Id', 'For', 'Secret'], rows)
}

function toStatus({ clock }: Instance, session: Session): string {
  const isOver = session.expiresAtMs <= clock.nowMs() && (session.status === 'active' || session.status === 'pending')
  return isOver ? 'expired' : session.status
}

function showRevoke({ id, userId }: Session): Html {
  return html`<form method="post" action="/__emu/sessions/revoke">
    <button class="quiet inline" name="id" value="${id}" aria-label="Revoke the session of ${userId}">Revoke</button>
  </form>`
}

function showRequests({ journal }: Instance): Html {
  const rows = journal
    .list()
    .toReversed()
    .slice(0, MAX_REQUESTS)
    .map((entry) => [
      entry.number,
      new Date(entry.atMs).toISOString().slice(11, 19),
      html`<code>${entry.method} ${entry.path}</code>`,
      entry.status,
      entry.decision,
    ])
  return showTable('Requests', ['', 'Time', 'Request', 'Status', 'Decision'], rows)
}

function showTable(title: string, heads: readonly string[], rows: readonly (readonly Fragment[])[]): Html {
  return html`<section class="card">
    <h2>${title}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="${title}">
      <table>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${
            rows.length === 0
              ? html`<tr>
                  <td colspan="${heads.length}" class="soft">None yet.</td>
                </tr>`
              : null
          }
          ${rows.map(
            (cells) =>
              html`<tr>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}
