/** Compiled, never run: what `auth()` and `auth.protect()` resolve to. A line after `@ts-expect-error` must not compile. */
import type {
  ApiKeyAuth,
  AuthObject,
  InvalidTokenAuth,
  NoApiKeyAuth,
  OAuthAuth,
  SignedInAuth,
  SignedOutAuth,
} from '../../src/session/auth-object.ts'
import type { AuthHandle, AuthRedirects, HandleOptions } from '../../src/session/auth-handle.ts'
import type { ProtectOptions } from '../../src/session/auth-handle.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
function expectType<T extends true>(): T | undefined {
  return undefined
}

declare const auth: AuthHandle

/** `auth()`. */
export async function readsAuth(): Promise<void> {
  const session = await auth()
  expectType<Mutual<typeof session, (SignedInAuth | SignedOutAuth) & AuthRedirects>>()
  if (session.isAuthenticated) {
    expectType<Same<typeof session.userId, string>>()
    expectType<Same<typeof session.orgId, string | undefined>>()
  } else {
    expectType<Same<typeof session.userId, null>>()
    session.redirectToSignIn({ returnBackUrl: null })
  }
  // @ts-expect-error -- a session has no scopes
  void session.scopes

  const apiKey = await auth({ acceptsToken: 'api_key' })
  expectType<Mutual<typeof apiKey, ApiKeyAuth | NoApiKeyAuth>>()
  if (apiKey.isAuthenticated) expectType<Same<typeof apiKey.subject, string>>()
  // @ts-expect-error -- machines are not sent to a sign-in page
  apiKey.redirectToSignIn()

  const either = await auth({ acceptsToken: ['session_token', 'api_key'] })
  if (either.tokenType === 'session_token') {
    if (!either.isAuthenticated) either.redirectToSignUp({ returnBackUrl: new URL('https://app.test/') })
    else expectType<Same<typeof either.sessionId, string>>()
  } else if (either.tokenType === 'api_key') {
    if (either.isAuthenticated) expectType<Same<typeof either.name, string>>()
    else expectType<Same<typeof either.name, null>>()
  } else {
    expectType<Mutual<typeof either, InvalidTokenAuth>>()
  }

  const any = await auth({ acceptsToken: 'any' })
  if (any.tokenType === 'session_token') any.redirectToSignIn()
  if (any.tokenType === 'oauth_token' && any.isAuthenticated) expectType<Mutual<typeof any, OAuthAuth>>()
  const widened: AuthObject = any
  void widened

  const pending = await auth({ treatPendingAsSignedOut: false })
  if (pending.isAuthenticated) expectType<Same<typeof pending.userId, string>>()

  // @ts-expect-error -- no such kind of token
  await auth({ acceptsToken: 'cookie' })
}

/** What an application takes by inference is the session's (T4). */
export async function infersTheSession(handle: typeof auth): Promise<void> {
  expectType<Mutual<Awaited<ReturnType<typeof handle>>, (SignedInAuth | SignedOutAuth) & AuthRedirects>>()
  expectType<Mutual<Awaited<ReturnType<typeof handle.protect>>, SignedInAuth>>()
  // Options that are not known when compiling may bring any kind back.
  const later: HandleOptions = { acceptsToken: 'api_key' }
  const unknownKind = await auth(later)
  expectType<Mutual<typeof unknownKind.tokenType, AuthObject['tokenType']>>()
  const absent = await auth(undefined)
  expectType<Same<typeof absent.tokenType, 'session_token'>>()
}

/** Whoever is authenticated has an id: no `null` is left to ask for (in-use 21). */
export async function narrowsIds(): Promise<void> {
  const session = await auth()
  if (session.isAuthenticated) {
    const ids: readonly [string, string] = [session.sessionId, session.userId]
    void ids
  } else {
    expectType<Same<typeof session.sessionId, null>>()
  }
  const { sessionId }: { readonly sessionId: string } = await auth.protect()
  void sessionId
  const machine = await auth({ acceptsToken: 'm2m_token' })
  if (machine.isAuthenticated) expectType<Same<typeof machine.machineId, string>>()
  const grant = await auth.protect({ token: ['oauth_token', 'm2m_token'] })
  if (grant.tokenType === 'oauth_token') expectType<Same<typeof grant.userId, string>>()
  else expectType<Same<typeof grant.machineId, string>>()
}

/** `redirectToSignIn` ends control flow. */
export async function narrowsAfterRedirect(): Promise<string> {
  const session = await auth()
  if (!session.isAuthenticated) return session.redirectToSignIn()
  return session.userId
}

/** `auth.protect()`. */
export async function protects(): Promise<void> {
  const signedIn = await auth.protect()
  expectType<Mutual<typeof signedIn, SignedInAuth>>()
  const permitted = await auth.protect({ permission: 'org:posts:edit' }, { unauthorizedUrl: '/denied' })
  expectType<Mutual<typeof permitted, SignedInAuth>>()

  const merged = await auth.protect({ role: 'org:admin', unauthenticatedUrl: new URL('https://app.test/in') })
  expectType<Mutual<typeof merged, SignedInAuth>>()

  const asked = await auth.protect((has) => has({ role: 'org:admin' }) || has({ permission: 'org:posts:edit' }))
  expectType<Mutual<typeof asked, SignedInAuth>>()
  await auth.protect(async (has) => Promise.resolve(has({ plan: 'gold' })), { token: 'session_token' })

  const key = await auth.protect({ token: 'api_key' })
  expectType<Mutual<typeof key, ApiKeyAuth>>()
  const either = await auth.protect({ token: ['session_token', 'api_key'] })
  expectType<Mutual<typeof either, SignedInAuth | ApiKeyAuth>>()
  const second = await auth.protect({ organization: 'acme' }, { token: ['session_token', 'oauth_token'] })
  expectType<Mutual<typeof second, SignedInAuth | OAuthAuth>>()
  const byPredicate = await auth.protect(() => true, { token: 'oauth_token' })
  expectType<Mutual<typeof byPredicate, OAuthAuth>>()
  const firstWins = await auth.protect({ token: 'api_key' }, { token: 'oauth_token' })
  expectType<Mutual<typeof firstWins, ApiKeyAuth>>()
  const any = await auth.protect({ token: 'any' })
  expectType<Mutual<typeof any, Extract<AuthObject, { isAuthenticated: true }>>>()

  const later: ProtectOptions = { unauthorizedUrl: '/denied' }
  const unknownKind = await auth.protect(later)
  expectType<Same<typeof unknownKind.isAuthenticated, true>>()

  // @ts-expect-error -- a misspelt key would drop a condition
  await auth.protect({ roles: 'org:admin' })
  // @ts-expect-error -- a missing value must not read as "no condition"
  await auth.protect({ role: undefined })
  // @ts-expect-error -- no such kind of token
  await auth.protect({ token: 'apikey' })
  // @ts-expect-error -- a predicate answers yes or no
  await auth.protect(() => 'yes')
}
