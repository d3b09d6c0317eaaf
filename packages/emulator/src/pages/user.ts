/** `/user`: who is signed in in this browser, and what they can do about it: organizations, API keys, sessions. */
import type { PersonPage } from '../callers.ts'
import type { Call } from '../http/call.ts'
import { answerRedirect } from '../http/answers.ts'
import { toClientCookie } from '../http/identity.ts'
import { makeApiKey } from '../mint/machine-tokens.ts'
import type { ApiKey, Session, User } from '../state/model.ts'
import { findOrganization } from '../state/people.ts'
import { endSession, isAlive } from '../state/visits.ts'
import { html, type Html } from './html.ts'
import { answerPage } from './answer-page.ts'
import { answerReturn, hiddenFields, linkTo, type PageContext, toInitials, toName, waysOf } from './read-page.ts'
import { showText, toShortText } from './show-text.ts'

const DAY_SEC = 86_400

export function answerUserPage(_call: Call, page: PageContext): Promise<Response> {
  return showProfile(page, null)
}

async function showProfile(page: PageContext, made: ApiKey | null): Promise<Response> {
  return answerPage({
    top: waysOf(page),
    title: page.user === null ? 'Nobody' : toName(page.user),
    setCookies: [await toClientCookie(page.call, page.client)],
    body:
      page.user === null
        ? showNobody(page)
        : [showUser(page, page.user), showKeys(page, page.user, made), showSessions(page, page.user)],
  })
}

function showNobody(page: PageContext): Html {
  return html`<section class="card">
    <h1>Nobody is signed in</h1>
    <p class="soft">This browser has no session here.</p>
    <div class="actions">
      <a class="button" href="${linkTo(page, '/sign-in')}">Sign in</a>
      <a class="button quiet" href="${linkTo(page, '/sign-up')}">Sign up</a>
    </div>
  </section>`
}

function showUser(page: PageContext, user: User): Html {
  const { session, instance } = page
  const organization =
    session === null || session.organizationId === null ? null : findOrganization(instance, session.organizationId)
  const place = organization === null ? 'Personal account' : toShortText(organization.name, 80)
  return html`<section class="card">
    <div class="person">
      <span class="mark" aria-hidden="true">${toInitials(user)}</span>
      <div class="who">
        <h1>${showText(toName(user))}</h1>
        <span>${user.email} · ${place}${session?.status === 'pending' ? ' · pending' : ''}</span>
      </div>
    </div>
    <div class="actions">
      <a class="button quiet" href="${linkTo(page, '/org-switch')}">Switch organization</a>
      <a class="button quiet" href="${linkTo(page, '/sign-out')}">Sign out</a>
    </div>
  </section>`
}

function showKeys(page: PageContext, user: User, made: ApiKey | null): Html {
  const keys = page.instance.store.list('apiKeys').filter((key) => key.subject === user.id && !key.isRevoked)
  return html`<section class="card">
    <h2 id="api-keys">API keys</h2>
    ${
      made === null
        ? null
        : html`<div role="status">
            <label for="new-key">Your new key. It is shown once.</label>
            <textarea id="new-key" readonly rows="2" spellcheck="false">${made.secret}</textarea>
          </div>`
    }
    ${keys.length === 0 ? html`<p class="soft small">None yet.</p>` : null}
    <ul class="plain">
      ${keys.map((key) => showKey(page, key))}
    </ul>
    <h3>New key</h3>
    <form method="post" action="/user/api-keys">
      ${hiddenFields(page)}
      <label for="key-name">Name</label>
      <input id="key-name" name="name" required placeholder="for example: laptop" />
      <label for="key-scopes">Scopes, separated by spaces</label>
      <input id="key-scopes" name="scopes" placeholder="for example: read:posts" />
      <label for="key-life">Expires</label>
      <select id="key-life" name="days">
        <option value="">never</option>
        <option value="1">in a day</option>
        <option value="30">in 30 days</option>
      </select>
      <div class="actions"><button type="submit">Create API key</button></div>
    </form>
  </section>`
}

function showKey(page: PageContext, key: ApiKey): Html {
  const end = key.expiresAtMs === null ? null : toEnd(key.expiresAtMs, page.instance.clock.nowMs())
  return html`<li>
    <span class="who"
      ><b>${showText(key.name, 80)}</b
      ><span>${key.scopes.length === 0 ? 'no scopes' : key.scopes.join(' ')}</span>
      ${end === null ? null : html`<span>${end}</span>`}</span
    >
    <form method="post" action="/user/api-keys/revoke">
      ${hiddenFields(page)}
      <button class="quiet inline" name="id" value="${key.id}" aria-label="Revoke ${toShortText(key.name)}">
        Revoke
      </button>
    </form>
  </li>`
}

function toEnd(expiresAtMs: number, nowMs: number): string {
  return `${expiresAtMs <= nowMs ? 'expired' : 'until'} ${new Date(expiresAtMs).toISOString().slice(0, 10)}`
}

function aliveSessions({ instance }: PageContext, user: User): readonly Session[] {
  return instance.store
    .list('sessions')
    .filter((session) => session.userId === user.id && isAlive(session, instance.clock.nowMs()))
}

function showSessions(page: PageContext, user: User): Html {
  const count = aliveSessions(page, user).length
  return html`<section class="card">
    <h2>Sessions</h2>
    <p class="soft small">${count === 1 ? 'Signed in here only.' : `${count} browsers are signed in.`}</p>
    <form method="post" action="/user/sign-out-everywhere">
      ${hiddenFields(page)}
      <div class="actions"><button class="quiet" type="submit">Sign out everywhere</button></div>
    </form>
  </section>`
}

/** `POST /user/sign-out-everywhere` */
export function answerSignOutEverywhere(call: Call, page: PersonPage): Promise<Response> {
  for (const session of aliveSessions(page, page.user)) endSession(page.instance, session, 'revoked')
  call.note(`signed out ${page.user.id} everywhere`)
  return answerReturn(page, '/sign-in')
}

/** `POST /user/api-keys` */
export function answerCreateOwnKey(call: Call, page: PersonPage): Promise<Response> {
  const { instance, user, fields } = page
  const days = Number(fields.get('days') ?? 0)
  const key = makeApiKey(instance, {
    name: fields.get('name') || 'unnamed',
    subject: user.id,
    scopes: (fields.get('scopes') ?? '').split(/\s+/).filter((scope) => scope !== ''),
    claims: null,
    expiresInSec: days > 0 ? days * DAY_SEC : null,
    description: null,
    createdBy: user.id,
  })
  call.note(`API key ${key.id} of ${user.id} made`)
  return showProfile(page, key)
}

/** `POST /user/api-keys/revoke` */
export function answerRevokeOwnKey(call: Call, page: PersonPage): Response {
  const { store, clock } = page.instance
  const key = store.get('apiKeys', page.fields.get('id') ?? '')
  if (key !== null && key.subject === page.user.id) {
    store.write((tx) =>
      tx.put('apiKeys', { ...key, isRevoked: true, revocationReason: 'by its owner', updatedAtMs: clock.nowMs() }),
    )
    call.note(`API key ${key.id} revoked`)
  }
  return answerRedirect(303, linkTo(page, '/user'))
}
