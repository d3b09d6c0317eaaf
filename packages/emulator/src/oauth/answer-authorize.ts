/** `/oauth/authorize`: signs the person in if need be, asks for consent, hands out a code. @see RFC 6749 §4.1 */
import { RETURN_URL_PARAM } from '@postern/core/wire'
import { answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import { isFromAnotherPage } from '../http/origins.ts'
import { html, type Html } from '../pages/html.ts'
import { answerMessage, answerPage } from '../pages/answer-page.ts'
import { hiddenFields, type PageContext, toName } from '../pages/read-page.ts'
import type { User } from '../state/model.ts'
import { AUTHORIZE_PARAMS, type AuthorizeFailure, type AuthorizeRequest, parseAuthorize } from './parse-authorize.ts'

const CODE_LIFETIME_MS = 60_000

/** What scopes mean to a person. */
const SCOPE_TEXTS: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  profile: 'See your name',
  email: 'See your e-mail address',
  offline_access: 'Stay connected while you are away',
}

export function answerAuthorize(call: Call, page: PageContext): Response | Promise<Response> {
  const parsed = parseAuthorize(call.instance, page.fields)
  if (!parsed.ok) return answerFailure(call, parsed.failure)
  if (page.session === null || page.user === null) return toSignIn(page)
  if (call.method !== 'POST') return showConsent(page, parsed.value, page.user)
  // No column says this: an application may post the request itself, and only the consent must come from here.
  if (isFromAnotherPage(call.request, call.url))
    return answerMessage(403, 'Not from here', 'Consent is given on the page of the emulator only.')
  return page.fields.get('consent') === 'allow'
    ? handOutCode(page, parsed.value, page.user)
    : refuse(page, parsed.value)
}

function answerFailure(call: Call, failure: AuthorizeFailure): Response {
  call.note(`refused: ${failure.text}`)
  if (failure.kind === 'show') return answerMessage(400, 'This request cannot be trusted', failure.text, failure.known)
  return toClient(failure.redirectUri, { error: failure.error, error_description: failure.text, state: failure.state })
}

/** To the sign-in page, which sends the person back to this request. */
async function toSignIn(page: PageContext): Promise<Response> {
  const { call, instance } = page
  const back = new URL('/oauth/authorize', instance.place.url())
  for (const name of AUTHORIZE_PARAMS) {
    const value = page.fields.get(name)
    if (value !== null) back.searchParams.set(name, value)
  }
  call.note('asks to sign in first')
  const target = `/sign-in?${new URLSearchParams({ [RETURN_URL_PARAM]: back.href }).toString()}`
  return answerRedirect(303, target, [await toClientCookie(call, page.client)])
}

async function showConsent(page: PageContext, request: AuthorizeRequest, user: User): Promise<Response> {
  const { application, redirectUri, scopes } = request
  return answerPage({
    title: `Allow ${application.name}`,
    setCookies: [await toClientCookie(page.call, page.client)],
    body: html`<section class="card">
      <h1>${application.name} wants to act for you</h1>
      <p class="soft small">You are ${toName(user)}. You will return to <b>${redirectUri.host}</b>.</p>
      <ul aria-label="What it asks for">
        ${scopes.map((scope) => html`<li>${SCOPE_TEXTS[scope] ?? null} <span class="tag">${scope}</span></li>`)}
      </ul>
      <form method="post" action="/oauth/authorize">
        ${hiddenFields(page)} ${AUTHORIZE_PARAMS.map((name) => showHidden(page, name))}
        <div class="actions">
          <button type="submit" name="consent" value="allow">Allow</button>
          <button class="quiet" type="submit" name="consent" value="deny">Deny</button>
        </div>
      </form>
    </section>`,
  })
}

function showHidden({ fields }: PageContext, name: string): Html | null {
  const value = fields.get(name)
  return value === null ? null : html`<input type="hidden" name="${name}" value="${value}" />`
}

function handOutCode({ call, instance, fields }: PageContext, request: AuthorizeRequest, user: User): Response {
  const { application, redirectUri, scopes, state, challenge, nonce } = request
  const { store, random, clock } = instance
  const id = random.secret('code_')
  const facts = {
    clientId: application.id,
    userId: user.id,
    redirectUri: fields.get('redirect_uri') ?? redirectUri.href,
    hasRedirectUri: fields.has('redirect_uri'),
    scopes,
    challenge,
    nonce,
  }
  store.write((tx) => {
    for (const code of store.list('oauthCodes')) if (code.expiresAtMs <= clock.nowMs()) tx.remove('oauthCodes', code.id)
    tx.put('oauthCodes', { id, ...facts, expiresAtMs: clock.nowMs() + CODE_LIFETIME_MS })
  })
  call.note(`${user.id} allowed ${application.id}`)
  return toClient(redirectUri, { code: id, state, iss: instance.place.url() })
}

function refuse({ call, user }: PageContext, { application, redirectUri, state }: AuthorizeRequest): Response {
  call.note(`${user?.id ?? 'somebody'} refused ${application.id}`)
  return toClient(redirectUri, { error: 'access_denied', error_description: 'The person refused.', state })
}

function toClient(redirectUri: URL, params: Readonly<Record<string, string | null>>): Response {
  const target = new URL(redirectUri)
  for (const [name, value] of Object.entries(params)) if (value !== null) target.searchParams.set(name, value)
  return answerRedirect(303, target)
}
