/** The console's lists: requests, people, sessions, keys and tokens; what can be revoked has a button. */
import type { Instance } from '../instance.ts'
import type { ApiKey, M2MToken, OAuthToken, Session } from '../state/model.ts'
import { toTokenStatus } from '../state/to-token-status.ts'
import { isAlive } from '../state/visits.ts'
import { type Fragment, html, type Html } from './html.ts'

/** Requests on the page; `/__emu/requests` has all that are kept. */
const MAX_REQUESTS = 50
/** Sessions, keys and tokens of a kind on the page; `/__emu/state` has all of them. */
const MAX_RECORDS = 50
const MAX_CHARS_IN_ROW = 100

export function showTables(instance: Instance): readonly Html[] {
  return [
    showRequests(instance),
    showPeople(instance),
    showSessions(instance),
    showMachines(instance),
    showApiKeys(instance),
    showM2MTokens(instance),
    showOAuthTokens(instance),
  ]
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
  const rows = newest(instance.store.list('sessions')).map((session) => [
    session.id,
    session.userId,
    session.organizationId ?? 'personal',
    toStatus(instance, session),
    isAlive(session, instance.clock.nowMs()) && showRevoke('sessions', session.id, `the session of ${session.userId}`),
  ])
  return showTable('Sessions', ['Id', 'User', 'Organization', 'Status', ''], rows)
}

/** Shows secrets to copy. They protect nothing. */
function showMachines({ store }: Instance): Html {
  const rows = [
    ...store
      .list('machines')
      .map(({ id, name, scopes, secretKey }) => [
        `Machine ${name}`,
        id,
        scopes.join(', '),
        toSecret(secretKey, `Secret key of ${name}`),
      ]),
    ...store
      .list('oauthApplications')
      .map(({ id, name, clientSecret }) => [
        `OAuth client ${name}`,
        id,
        clientSecret === null ? 'public' : '',
        toSecret(clientSecret ?? '', `Secret of ${name}`),
      ]),
  ]
  return showTable('Machines and OAuth clients', ['What', 'Id', 'For', 'Secret'], rows)
}

function showApiKeys(instance: Instance): Html {
  const rows = newest(instance.store.list('apiKeys')).map((key) => [
    key.name,
    key.subject,
    toSecret(key.secret, `Secret of ${key.name}`),
    ...toLife(instance, key, 'api-keys', `the API key ${key.name} of ${key.subject}`),
  ])
  return showTable('API keys', ['Name', 'For', 'Secret', 'Status', ''], rows)
}

function showM2MTokens(instance: Instance): Html {
  const rows = newest(instance.store.list('m2mTokens')).map((token) => [
    token.id,
    token.subject,
    token.scopes.join(', '),
    toSecret(token.token, `M2M token ${token.id}`),
    ...toLife(instance, token, 'm2m-tokens', `the M2M token ${token.id} of ${token.subject}`),
  ])
  return showTable('M2M tokens', ['Id', 'Machine', 'For', 'Token', 'Status', ''], rows)
}

function showOAuthTokens(instance: Instance): Html {
  const rows = newest(instance.store.list('oauthTokens')).map((token) => [
    token.id,
    token.subject,
    token.clientId,
    token.scopes.join(' '),
    toSecret(token.token, `OAuth token ${token.id}`),
    ...toLife(instance, token, 'oauth-tokens', `the OAuth token ${token.id} of ${token.subject}`),
  ])
  return showTable('OAuth tokens', ['Id', 'User', 'Client', 'Scopes', 'Token', 'Status', ''], rows)
}

function newest<R>(records: readonly R[]): readonly R[] {
  return records.toReversed().slice(0, MAX_RECORDS)
}

/** A signed token stands in a field that scrolls, so that its row stays low. @param label Of that field. */
function toSecret(text: string, label: string): Html {
  if (text.length <= MAX_CHARS_IN_ROW) return html`<code>${text}</code>`
  return html`<textarea readonly rows="2" spellcheck="false" aria-label="${label}">${text}</textarea>`
}

/** The last two cells of a row: the status, and the button that revokes. */
function toLife(
  { clock }: Instance,
  token: ApiKey | M2MToken | OAuthToken,
  kind: 'api-keys' | 'm2m-tokens' | 'oauth-tokens',
  what: string,
): readonly Fragment[] {
  const status = toTokenStatus(token, clock.nowMs())
  return [status, status === 'active' && showRevoke(kind, token.id, what)]
}

function toStatus({ clock }: Instance, session: Session): string {
  const isOver = session.expiresAtMs <= clock.nowMs() && (session.status === 'active' || session.status === 'pending')
  return isOver ? 'expired' : session.status
}

/** @param kind Part of the action's path. @param what Says to a reader of the screen what the button ends. */
function showRevoke(kind: string, id: string, what: string): Html {
  return html`<form method="post" action="/__emu/${kind}/revoke">
    <button class="quiet inline" name="id" value="${id}" aria-label="Revoke ${what}">Revoke</button>
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
