/** `/oauth/authorize`: signs the person in if need be, asks for consent, hands out a code. @see RFC 6749 §4.1 */
import { toOAuthIssuer } from '../instance.ts'
import { answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import { isFromAnotherPage } from '../http/origins.ts'
import { html, type Html } from '../pages/html.ts'
import { answerMessage, answerPage } from '../pages/answer-page.ts'
import { hiddenFields, type PageContext, toName } from '../pages/read-page.ts'
import { showText, toShortText } from '../pages/show-text.ts'
import type { Session, User } from '../state/model.ts'
import type { OAuthErrorCode } from './answer-oauth.ts'
import { ASK_FIELD, makeAsk } from './asks.ts'
import { hasAllowed, toGrant } from './grants.ts'
import { judgeVisit, type Verdict } from './judge-visit.ts'
import { AUTHORIZE_PARAMS, type AuthorizeFailure, type AuthorizeRequest, parseAuthorize } from './parse-authorize.ts'
import { answerSignInFirst } from './sign-in-first.ts'
import { showScopes } from './show-scopes.ts'

const CODE_LIFETIME_MS = 60_000

/** Somebody who is signed in as the client wants it. */
interface Present {
  readonly session: Session
  readonly user: User
}

export async function answerAuthorize(call: Call, page: PageContext): Promise<Response> {
  const parsed = parseAuthorize(call.instance, page.fields)
  if (!parsed.ok) return answerFailure(call, parsed.failure)
  const verdict = await judgeVisit(page, parsed.value)
  if (verdict.kind !== 'present') return answerAbsent(page, parsed.value, verdict)
  if (parsed.value.prompts.includes('none')) return answerSilently(page, parsed.value, verdict)
  // An application may post the request itself; the answer to the consent page has one field more.
  const consent = call.method === 'POST' ? page.fields.get('consent') : null
  if (consent === null) return showConsent(page, parsed.value, verdict.user)
  // No column says this: only the consent must come from here.
  if (isFromAnotherPage(call.request, call.url))
    return answerMessage(403, 'Not from here', 'Consent is given on the page of the emulator only.')
  return consent === 'allow'
    ? handOutCode(page, parsed.value, verdict)
    : refuse(page, parsed.value, 'access_denied', 'The person refused.')
}

function answerFailure(call: Call, failure: AuthorizeFailure): Response {
  call.note(`refused: ${failure.text}`)
  if (failure.kind === 'show') return answerMessage(400, 'This request cannot be trusted', failure.text, failure.known)
  const { redirectUri, state, error, text } = failure
  return toClient(call, redirectUri, { error, error_description: text, state })
}

/** Nobody who could consent is here: to the pages that change this, or back with the reason if nothing may be shown. */
function answerAbsent(page: PageContext, request: AuthorizeRequest, verdict: Verdict): Response | Promise<Response> {
  const isSilent = request.prompts.includes('none')
  if (verdict.kind === 'odd-hint')
    return refuse(page, request, 'invalid_request', 'id_token_hint is no ID token of this client.')
  if (verdict.kind === 'stranger')
    return refuse(page, request, 'login_required', 'Somebody else signed in than id_token_hint says.')
  if (verdict.kind === 'task') {
    if (isSilent) return refuse(page, request, 'interaction_required', 'The person has a task to do first.')
    return answerSignInFirst(page, toBack(page), { path: '/sign-in/tasks' })
  }
  if (isSilent) return refuse(page, request, 'login_required', 'Nobody is signed in, or not as it was asked for.')
  const email = verdict.kind === 'sign-in' ? verdict.email : null
  const mustChoose = page.session !== null && !request.prompts.includes('select_account')
  return answerSignInFirst(page, toBack(page, makeAsk(page)), { path: '/sign-in', email, mustChoose })
}

/** @see OpenID Connect Core 1.0 §3.1.2.6 */
function answerSilently(page: PageContext, request: AuthorizeRequest, present: Present): Response {
  const { application, scopes, resources } = request
  return hasAllowed(page.instance, { clientId: application.id, userId: present.user.id, scopes, resources })
    ? handOutCode(page, request, present)
    : refuse(page, request, 'consent_required', 'The person has not allowed this client everything that it asks for.')
}

/** This request again. @param ask The question that it comes back with; default: the one that it came with. */
function toBack({ fields }: PageContext, ask: string | null = fields.get(ASK_FIELD)): string {
  const carried = new URLSearchParams(toCarried(fields))
  if (ask !== null) carried.set(ASK_FIELD, ask)
  return `/oauth/authorize?${carried.toString()}`
}

function toCarried(fields: URLSearchParams): [name: string, value: string][] {
  return AUTHORIZE_PARAMS.flatMap((name) => fields.getAll(name).map((value): [string, string] => [name, value]))
}

async function showConsent(page: PageContext, request: AuthorizeRequest, user: User): Promise<Response> {
  const { application, redirectUri, scopes, resources } = request
  const ask = page.fields.get(ASK_FIELD)
  return answerPage({
    title: `Allow ${toShortText(application.name)}`,
    setCookies: [await toClientCookie(page.call, page.client)],
    body: html`<section class="card">
      <h1>${showText(application.name)} wants to act for you</h1>
      <p class="soft small">You are ${showText(toName(user))}. You will return to <b>${redirectUri.host}</b>.</p>
      ${showScopes(scopes, resources)}
      <form method="post" action="/oauth/authorize">
        ${hiddenFields(page)} ${toCarried(page.fields).map(([name, value]) => showHidden(name, value))}
        ${ask !== null && showHidden(ASK_FIELD, ask)}
        <div class="actions">
          <button type="submit" name="consent" value="allow">Allow</button>
          <button class="quiet" type="submit" name="consent" value="deny">Deny</button>
        </div>
      </form>
    </section>`,
  })
}

function showHidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}" />`
}

function handOutCode(page: PageContext, request: AuthorizeRequest, { user, session }: Present): Response {
  const { call, instance, fields } = page
  const { application, redirectUri, scopes, resources, state, challenge, nonce } = request
  const { store, random, clock } = instance
  const id = random.secret('code_')
  const facts = {
    redirectUri: fields.get('redirect_uri') ?? redirectUri.href,
    hasRedirectUri: fields.has('redirect_uri'),
    challenge,
    nonce,
    isSpent: false,
  }
  const clientId = application.id
  const authTimeMs = session.firstFactorAtMs
  const grant = toGrant(instance, { clientId, userId: user.id, scopes, resources, authTimeMs })
  store.write((tx) => {
    for (const code of store.list('oauthCodes')) if (code.expiresAtMs <= clock.nowMs()) tx.remove('oauthCodes', code.id)
    tx.remove('oauthAsks', fields.get(ASK_FIELD) ?? '')
    tx.put('oauthGrants', grant)
    tx.put('oauthCodes', { id, clientId, grantId: grant.id, ...facts, expiresAtMs: clock.nowMs() + CODE_LIFETIME_MS })
  })
  call.note(`${user.id} allowed ${application.id}`)
  return toClient(call, redirectUri, { code: id, state })
}

function refuse(page: PageContext, request: AuthorizeRequest, error: OAuthErrorCode, text: string): Response {
  const { call, user } = page
  call.note(`${user?.id ?? 'somebody'} came for ${request.application.id}: ${error}`)
  return toClient(call, request.redirectUri, { error, error_description: text, state: request.state })
}

/** Every answer names the server that gave it. @see RFC 9207 §2 */
function toClient(call: Call, redirectUri: URL, params: Readonly<Record<string, string | null>>): Response {
  const target = new URL(redirectUri)
  for (const [name, value] of Object.entries({ ...params, iss: toOAuthIssuer(call.instance) }))
    if (value !== null) target.searchParams.set(name, value)
  return answerRedirect(303, target)
}
