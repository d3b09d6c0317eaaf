/** What server code asks: who is here, in every way, and to stop. Written against the part of `auth` that both packages have. */
import { ACCEPTED_SETS } from '../../expected/accepted-sets.ts'

interface Redirects {
  readonly redirectToSignIn: (options?: object) => unknown
  readonly redirectToSignUp: (options?: object) => unknown
}
export interface EitherServer {
  readonly auth: ((options?: object) => Promise<object & Redirects>) & {
    readonly protect: (first?: unknown, second?: unknown) => Promise<unknown>
  }
  readonly getAuth: (request: never, options?: object) => object
}

/** What the application sees of the request, as `getAuth()` takes it. */
export interface SeenRequest {
  readonly headers: Headers
  readonly method: string
  readonly url: string
  readonly cookies: object
}

const ACCEPTED: readonly unknown[] = [undefined, ...ACCEPTED_SETS]
const isAdmin = (has: (params: object) => boolean): boolean => has({ role: 'org:admin' })

/** By what is asked. Each is asked in a request of its own. */
export const QUESTIONS: Readonly<Record<string, (server: EitherServer, request: SeenRequest) => unknown>> = {
  ...Object.fromEntries(
    ACCEPTED.map((acceptsToken) => [
      `auth(${JSON.stringify(acceptsToken) ?? ''})`,
      ({ auth }: EitherServer) => auth(acceptsToken === undefined ? undefined : { acceptsToken }),
    ]),
  ),
  'auth, pending or not': ({ auth }) => auth({ treatPendingAsSignedOut: false }),
  'getAuth of a request': ({ getAuth }, request) => getAuth(request as never),
  'getAuth of a Node request': ({ getAuth }, request) =>
    getAuth({ ...request, headers: Object.fromEntries(request.headers) } as never),
  'getAuth, pending or not': ({ getAuth }, request) => getAuth(request as never, { treatPendingAsSignedOut: false }),
  protect: ({ auth }) => auth.protect(),
  'protect, role': ({ auth }) => auth.protect({ role: 'org:admin' }),
  'protect, function': ({ auth }) => auth.protect(isAdmin),
  'protect, key': ({ auth }) => auth.protect({ token: 'api_key' }),
  'protect, any': ({ auth }) => auth.protect({ token: 'any' }),
  'protect, targets': ({ auth }) =>
    auth.protect({ role: 'org:owner', unauthenticatedUrl: '/welcome', unauthorizedUrl: 'https://other.test/denied' }),
  'sign in': async ({ auth }) => (await auth()).redirectToSignIn(),
  'sign in, back elsewhere': async ({ auth }) =>
    (await auth()).redirectToSignIn({ returnBackUrl: 'https://other.test/x' }),
  'sign in, not back': async ({ auth }) => (await auth()).redirectToSignIn({ returnBackUrl: null }),
  'sign up': async ({ auth }) => (await auth()).redirectToSignUp(),
}
