/** `/oauth/end_session`: a client asks to sign its person out. @see OpenID Connect RP-Initiated Logout 1.0 */
import { answerRedirect } from '../http/answers.ts'
import type { Call } from '../http/call.ts'
import { toClientCookie } from '../http/identity.ts'
import { isFromAnotherPage } from '../http/origins.ts'
import { answerMessage, answerPage } from '../pages/answer-page.ts'
import { html } from '../pages/html.ts'
import { hiddenFields, type PageContext, toName } from '../pages/read-page.ts'
import { showText } from '../pages/show-text.ts'
import type { OAuthApplication } from '../state/model.ts'
import { endSession, liveSessions } from '../state/visits.ts'
import { describeRegistered, matchRegistered, readParam } from './parameters.ts'
import { readIdToken } from './read-id-token.ts'

const PARAMS: readonly string[] = ['id_token_hint', 'client_id', 'post_logout_redirect_uri', 'state']

interface Logout {
  /** Whom the client means; null: it did not say so. */
  readonly userId: string | null
  /** null: the person stays here. */
  readonly target: URL | null
}

export async function answerLogout(call: Call, page: PageContext): Promise<Response> {
  const logout = await readLogout(call, page.fields)
  if (logout instanceof Response) return logout
  const confirm = call.method === 'POST' ? page.fields.get('confirm') : null
  // The same person that the client was told about: nobody has to be asked. @see RP-Initiated Logout 1.0 §2
  const isMeant = liveSessions(call.instance, page.client).some(({ userId }) => userId === logout.userId)
  if (confirm === null && (isMeant || page.user === null)) return leave(page, logout, logout.userId)
  if (confirm === null) return showQuestion(page)
  // No column says this: only the answer must come from here.
  if (isFromAnotherPage(call.request, call.url))
    return answerMessage(403, 'Not from here', 'Signing out is confirmed on the page of the emulator only.')
  return confirm === 'yes'
    ? leave(page, logout, page.user?.id ?? null)
    : answerMessage(200, 'Still signed in', 'Nothing was changed.')
}

async function readLogout({ instance, ...call }: Call, fields: URLSearchParams): Promise<Logout | Response> {
  const refuse = (text: string, known: readonly string[] = []): Response => {
    call.note(`refused: ${text}`)
    return answerMessage(400, 'This request cannot be trusted', text, known)
  }
  const text = readParam(fields, 'id_token_hint')
  const hint = text === null ? null : await readIdToken(instance, text)
  if (text !== null && hint === null) return refuse('id_token_hint is no ID token of this server.')
  const clientId = readParam(fields, 'client_id') ?? hint?.clientId ?? ''
  if (hint !== null && hint.clientId !== clientId) return refuse('id_token_hint was given to another client.')
  const uri = readParam(fields, 'post_logout_redirect_uri')
  if (uri === null) return { userId: hint?.userId ?? null, target: null }
  const application = instance.store.get('oauthApplications', clientId)
  if (application === null)
    return refuse('post_logout_redirect_uri needs a client: client_id or id_token_hint must name one.')
  const target = toTarget(application, uri, fields.get('state'))
  const { name, postLogoutRedirectUris: known } = application
  if (target === null) return refuse(`This address is not registered for ${name}. ${describeRegistered(known)}`, known)
  return { userId: hint?.userId ?? null, target }
}

function toTarget({ postLogoutRedirectUris }: OAuthApplication, uri: string, state: string | null): URL | null {
  const target = matchRegistered(postLogoutRedirectUris, uri)
  if (state !== null) target?.searchParams.set('state', state)
  return target
}

async function showQuestion(page: PageContext): Promise<Response> {
  const carried = PARAMS.flatMap((name) => page.fields.getAll(name).map((value) => [name, value] as const))
  return answerPage({
    title: 'Sign out',
    setCookies: [await toClientCookie(page.call, page.client)],
    body: html`<section class="card">
      <h1>Sign out?</h1>
      <p class="soft">
        An application asks to sign you out.
        ${page.user !== null && html`You are signed in as ${showText(toName(page.user))}.`}
      </p>
      <form method="post" action="/oauth/end_session">
        ${hiddenFields(page)}
        ${carried.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <div class="actions">
          <button type="submit" name="confirm" value="yes">Sign out</button>
          <button class="quiet" type="submit" name="confirm" value="no">Stay signed in</button>
        </div>
      </form>
    </section>`,
  })
}

/** Ends every session of the person in this browser. */
async function leave(
  { call, instance, client, user }: PageContext,
  { target }: Logout,
  userId: string | null,
): Promise<Response> {
  instance.store.write(() => {
    for (const session of liveSessions(instance, instance.store.get('clients', client.id) ?? client))
      if (session.userId === userId) endSession(instance, session, 'ended')
  })
  call.note(user === null ? 'nobody was signed in' : `signed out ${userId ?? 'nobody'}`)
  const cookies = [await toClientCookie(call, client)]
  return target === null
    ? answerPage({
        title: 'Signed out',
        setCookies: cookies,
        body: html`<section class="card">
          <h1>Signed out</h1>
          <p class="soft">You can close this page.</p>
        </section>`,
      })
    : answerRedirect(303, target, cookies)
}
