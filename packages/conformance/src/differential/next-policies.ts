/** Handlers that the middleware of both sides is given. Written against the part of the handle that both have. */
import { NextResponse } from 'next/server.js'

interface Redirects {
  readonly redirectToSignIn: (options?: { returnBackUrl?: string | URL | null }) => unknown
  readonly redirectToSignUp: (options?: { returnBackUrl?: string | URL | null }) => unknown
}
type Has = (params: Readonly<Record<string, unknown>>) => boolean
export interface EitherAuth {
  (): Promise<Redirects & { readonly isAuthenticated: boolean; readonly userId: string | null; readonly has: Has }>
  readonly protect: (first?: unknown, second?: unknown) => Promise<unknown>
}
export type EitherHandler = (auth: EitherAuth, request: Request) => Promise<Response | undefined>

const asks =
  (...args: readonly unknown[]): EitherHandler =>
  async (auth) => {
    await auth.protect(...(args as [unknown?, unknown?]))
    return undefined
  }

/** By what they ask. */
export const policies: Readonly<Record<string, EitherHandler>> = {
  nothing: async () => undefined,
  protect: asks(),
  'protect, role': asks({ role: 'org:admin' }),
  'protect, role without prefix': asks({ role: 'admin' }),
  'protect, permission': asks({ permission: 'org:posts:manage' }),
  'protect, role and permission': asks({ role: 'org:member', permission: 'org:posts:read' }),
  'protect, feature': asks({ feature: 'posts' }),
  'protect, plan': asks({ plan: 'org:pro' }),
  'protect, reverification': asks({ reverification: 'strict' }),
  'protect, function': asks((has: Has) => has({ permission: 'org:admin:example1' })),
  'protect, targets': asks({
    unauthenticatedUrl: 'http://localhost:3000/welcome',
    unauthorizedUrl: 'http://localhost:3000/denied',
  }),
  'protect, role and targets': asks({ role: 'org:owner' }, { unauthorizedUrl: 'https://other.test/denied' }),
  'protect, mixed': asks({ role: 'org:owner', unauthorizedUrl: 'https://other.test/denied' }),
  'protect, key': asks({ token: 'api_key' }),
  'protect, m2m': asks({ token: 'm2m_token' }),
  'protect, oauth': asks({ token: 'oauth_token' }),
  'protect, any': asks({ token: 'any' }),
  'protect, list': asks({ token: ['session_token', 'api_key'] }),
  'protect, key and permission': asks({ permission: 'org:posts:read' }, { token: 'api_key' }),
  'redirect to sign in': async (auth) => void (await auth()).redirectToSignIn() as undefined,
  'redirect to sign in, back elsewhere': async (auth) =>
    void (await auth()).redirectToSignIn({ returnBackUrl: 'https://other.test/x' }) as undefined,
  'redirect to sign in, not back': async (auth) =>
    void (await auth()).redirectToSignIn({ returnBackUrl: null }) as undefined,
  'redirect to sign up': async (auth) => void (await auth()).redirectToSignUp() as undefined,
  'own answer': async (auth) => Response.json({ userId: (await auth()).userId }),
  'own redirect': async () => NextResponse.redirect('http://localhost:3000/elsewhere', 302),
  'own headers': async () => {
    const response = NextResponse.next({ request: { headers: new Headers({ 'x-own': '1' }) } })
    response.cookies.set('own', '1')
    return response
  },
  'own rewrite': async (_, request) => NextResponse.rewrite(new URL('/other?y=1', request.url)),
}
