/** The column `caller` of the route table: who may call, and what an endpoint gets to know of them. */
import { answerError, answerNotFound, answerRedirect } from './http/answers.ts'
import type { Call } from './http/call.ts'
import { findMachine, hasSecretKey, readBearer, refuseInstanceKey, refuseKey } from './http/secret-keys.ts'
import { readClient, readSession } from './http/identity.ts'
import { readSessionToken } from './http/read-session-token.ts'
import { isFromAnotherPage, isRequestForged } from './http/origins.ts'
import { answerOAuthError } from './oauth/answer-oauth.ts'
import { answerMessage } from './pages/answer-page.ts'
import { linkTo, type PageContext, readPage } from './pages/read-page.ts'
import type {
  Client,
  Machine,
  Membership,
  OAuthApplication,
  OAuthToken,
  Organization,
  Session,
  User,
} from './state/model.ts'
import { findLiveSession } from './state/client-sessions.ts'
import { findMembership, findOrganization } from './state/people.ts'
import { toTokenStatus } from './state/to-token-status.ts'

/** An account page that somebody signed in looks at. */
export interface PersonPage extends PageContext {
  readonly session: Session
  readonly user: User
}

/** Somebody signed in, of an organization. */
export interface MemberCall {
  readonly session: Session
  readonly organization: Organization
  readonly membership: Membership
}

/** Every kind of caller, and what the endpoint gets of it. */
export interface Callers {
  /** Everybody, pages of any site included: the request is guarded by what it carries, or there is nothing to guard. */
  readonly anyone: null
  /** Programs, and pages of our applications and of the emulator. A form that another site sends is refused, here and in every row below. */
  readonly ours: null
  /** Whoever has the instance's secret key. */
  readonly 'secret-key': null
  /** Whoever has the secret key of the instance (null) or of a machine. */
  readonly 'any-key': Machine | null
  /** A machine, by its secret key. */
  readonly machine: Machine
  /** A browser whose person belongs to the organization of the path. */
  readonly member: MemberCall
  /** A browser in which somebody is signed in: the session that it names, or its current one. */
  readonly session: Session
  /** Whoever shows the token of a session that counts. */
  readonly 'session-token': Session
  /** The browser to which the session of the path belongs. */
  readonly 'own-session': { readonly client: Client; readonly session: Session }
  /** Every browser; one that nobody knows becomes known. */
  readonly visitor: PageContext
  /** A browser in which somebody is signed in; any other is sent to the sign-in page. */
  readonly person: PersonPage
  /** The same, and the form was sent by a page of the emulator, not by an application. */
  readonly 'person-here': PersonPage
  /** The console itself, and programs. */
  readonly console: null
  /** An OAuth client that says who it is. Pages of any site may be one. @see RFC 6749 §2.3.1 */
  readonly application: OAuthApplication
  /** Whoever has an OAuth access token that is good. Pages of any site may. */
  readonly 'access-token': { readonly token: OAuthToken; readonly user: User }
}

/** Names of the kinds. */
export type Caller = keyof Callers

type Answer<T> = T | Response | Promise<T | Response>
/** @param read Reads the body of the request, once however often it is asked. */
type Guard<T> = (call: Call, read: () => Promise<unknown>) => Answer<T>

/** Finds out who calls. A Response is a refusal, and nothing else of the row runs. */
export const callers: { readonly [C in Caller]: Guard<Callers[C]> } = {
  anyone: () => null,
  ours: ofOurs(() => null),
  'secret-key': ofOurs((call) => (hasSecretKey(call) ? null : refuseKey(call))),
  'any-key': ofOurs((call) => findMachine(call) ?? (hasSecretKey(call) ? null : refuseKey(call))),
  machine: ofOurs((call) => findMachine(call) ?? (hasSecretKey(call) ? refuseInstanceKey() : refuseKey(call))),
  member: ofOurs(readMember),
  session: ofOurs(async (call) => (await readSession(call)) ?? refuseBrowser()),
  'session-token': ofOurs(async (call) => (await readSessionToken(call.instance, readBearer(call))) ?? refuseBrowser()),
  'own-session': ofOurs(readOwnSession),
  visitor: ofOurs(readVisitor),
  person: ofOurs(readPerson),
  'person-here': ofOurs((call, read) =>
    isFromAnotherPage(call.request, call.url)
      ? answerMessage(403, 'Not from here', 'These forms work on the page of the emulator only.')
      : readPerson(call, read),
  ),
  console: ({ request, url }) =>
    isFromAnotherPage(request, url)
      ? answerError(403, 'origin_invalid', 'The console listens to itself and to programs, not to other sites.')
      : null,
  application: readApplication,
  'access-token': readAccessToken,
}

/** Refuses what a browser sends on behalf of a site that is none of our applications, before anything else is looked at. */
function ofOurs<T>(guard: Guard<T>): Guard<T> {
  return (call, read) => {
    if (!isRequestForged(call.instance, call.request, call.url)) return guard(call, read)
    call.note('refused: another site sent this form')
    return answerError(403, 'origin_invalid', 'This form was sent by a site that is no application of this emulator.')
  }
}

function refuseBrowser(): Response {
  return answerError(401, 'authentication_invalid', 'This browser has no such session.')
}

async function readMember(call: Call): Promise<MemberCall | Response> {
  const { instance, params } = call
  const session = await readSession(call)
  if (session === null) return refuseBrowser()
  const organization = findOrganization(instance, params['id'] ?? '')
  const membership = organization === null ? null : findMembership(instance, session.userId, organization.id)
  return organization === null || membership === null
    ? answerNotFound('Organization')
    : { session, organization, membership }
}

async function readOwnSession(call: Call): Promise<Callers['own-session'] | Response> {
  const client = await readClient(call)
  const session = findLiveSession(call.instance, client, call.params['id'] ?? '')
  if (client === null || session === null) return refuseBrowser()
  return { client, session }
}

async function readFields(read: () => Promise<unknown>): Promise<URLSearchParams> {
  const body = await read()
  return body instanceof URLSearchParams ? body : new URLSearchParams()
}

async function readVisitor(call: Call, read: () => Promise<unknown>): Promise<PageContext> {
  return readPage(call, await readFields(read))
}

async function readPerson(call: Call, read: () => Promise<unknown>): Promise<PersonPage | Response> {
  const page = await readVisitor(call, read)
  const { session, user } = page
  return session === null || user === null ? answerRedirect(303, linkTo(page, '/sign-in')) : { ...page, session, user }
}

async function readApplication(call: Call, read: () => Promise<unknown>): Promise<OAuthApplication | Response> {
  const form = await readFields(read)
  const named = form.get('client_id')
  const [id, secret] = readBasic(call.request) ?? [named ?? '', form.get('client_secret')]
  const application = call.instance.store.get('oauthApplications', id)
  // A public client has no secret.
  const isProven = application !== null && (application.clientSecret === null || application.clientSecret === secret)
  if (isProven && (named === null || named === id)) return application
  call.note('refused: client is unknown or its secret is wrong')
  return answerOAuthError(401, 'invalid_client', 'The client is unknown, or its secret is wrong.')
}

/** null: the header speaks of something else, or is not there. One that cannot be read names nobody: the form does not stand in for it. */
function readBasic(request: Request): readonly [id: string, secret: string] | null {
  const header = request.headers.get('authorization') ?? ''
  if (!/^Basic( |$)/i.test(header)) return null
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header)?.[1]
  if (encoded === undefined) return ['', '']
  try {
    const [id = '', ...rest] = atob(encoded).split(':')
    return [decodeURIComponent(id), decodeURIComponent(rest.join(':'))]
  } catch {
    return ['', '']
  }
}

function readAccessToken(call: Call): Callers['access-token'] | Response {
  const { store } = call.instance
  const token = findOAuthToken(call, readBearer(call))
  const user = token === null ? null : store.get('users', token.subject)
  return token !== null && user !== null && !user.isBanned
    ? { token, user }
    : answerOAuthError(401, 'invalid_token', 'The access token is unknown, expired or revoked.')
}

/** The OAuth token of this text, if it is good now. */
export function findOAuthToken({ instance }: Call, text: string | null): OAuthToken | null {
  const token = instance.store.find('oauthTokens', (one) => one.token === text)
  return token !== null && toTokenStatus(token, instance.clock.nowMs()) === 'active' ? token : null
}
