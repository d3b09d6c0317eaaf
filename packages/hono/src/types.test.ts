/** What the compiler must know. The assertions are of types; running them costs nothing. */
import type { ApiKeyAuth, AuthHandle, InvalidTokenAuth, NoApiKeyAuth, SignedInAuth, SignedOutAuth } from '@postern/core'
import { Hono, type Context } from 'hono'
import { describe, expectTypeOf, it } from 'vitest'
import {
  clerkMiddleware,
  createRouteMatcher,
  getAuth,
  getAuthHandle,
  protect,
  type ClerkHonoVariables,
  type ClerkMiddlewareOptions,
} from './index.ts'

declare module 'hono' {
  /** As an application declares its own variable for every context. */
  interface ContextVariableMap {
    auth: { id: number }
  }
}

/** The body is read by the compiler only. */
const never = (body: (c: Context) => unknown): void => void body

describe('types', () => {
  it('narrow getAuth by what it accepts', () => {
    never((c) => {
      expectTypeOf(getAuth(c)).toEqualTypeOf<SignedInAuth | SignedOutAuth>()
      expectTypeOf(getAuth(c, { acceptsToken: 'api_key' })).toEqualTypeOf<ApiKeyAuth | NoApiKeyAuth>()
      const either = getAuth(c, { acceptsToken: ['session_token', 'api_key'] })
      expectTypeOf(either).toEqualTypeOf<SignedInAuth | SignedOutAuth | ApiKeyAuth | NoApiKeyAuth | InvalidTokenAuth>()
      if (either.tokenType === 'api_key' && either.isAuthenticated) expectTypeOf(either.name).toEqualTypeOf<string>()
      const auth = getAuth(c)
      if (auth.isAuthenticated) expectTypeOf(auth.userId).toEqualTypeOf<string>()
      expectTypeOf(c.get('clerkAuth')({ acceptsToken: 'api_key' })).toEqualTypeOf<ApiKeyAuth | NoApiKeyAuth>()
    })
  })

  it('know the variables of a context without being told', () => {
    const app = new Hono<{ Bindings: { KEYS: string }; Variables: { own: number } }>()
    app.use(clerkMiddleware())
    app.get('/', async (c) => {
      const auth = getAuthHandle(c)
      expectTypeOf(auth).toEqualTypeOf<AuthHandle>()
      expectTypeOf(c.var.own).toEqualTypeOf<number>()
      expectTypeOf((await auth.protect({ token: 'api_key' })).tokenType).toEqualTypeOf<'api_key'>()
      return c.text(c.env.KEYS)
    })
  })

  it('have the vendor’s names, and leave `auth` to the application (T8)', () => {
    const options: ClerkMiddlewareOptions = { signInUrl: '/sign-in', frontendApiProxy: { enabled: true } }
    const app = new Hono<{ Variables: ClerkHonoVariables }>()
    app.use(clerkMiddleware(options))
    app.get('/', (c) => {
      expectTypeOf(c.var.auth).toEqualTypeOf<{ id: number }>()
      expectTypeOf(c.var.clerkAuth({ acceptsToken: 'api_key' })).toEqualTypeOf<ApiKeyAuth | NoApiKeyAuth>()
      // @ts-expect-error The application's own.
      c.set('auth', 1)
      return c.text(String(c.get('auth').id))
    })
  })

  it('take every call shape', () => {
    const isAdmin = createRouteMatcher(['/admin(.*)', /^\/x/])
    clerkMiddleware()
    clerkMiddleware({ signInUrl: '/sign-in', authorizedParties: ['https://app.example.com'] })
    clerkMiddleware((c) => ({ signInUrl: c.req.path }))
    clerkMiddleware(async (c) => ({ publishableKey: c.req.header('x-tenant') }))
    clerkMiddleware(async (auth, c) => {
      if (isAdmin(c)) await auth.protect((has) => has({ role: 'org:admin' }))
    })
    clerkMiddleware(
      async (auth, c) => {
        const { isAuthenticated, redirectToSignIn } = await auth()
        if (!isAuthenticated) return redirectToSignIn()
        return c.text('ok')
      },
      { debug: true },
    )
    clerkMiddleware(
      async (auth) => {
        await auth.protect()
      },
      (c) => ({ signInUrl: c.req.path }),
    )
    // @ts-expect-error There is no such option.
    clerkMiddleware({ signInUri: '/sign-in' })
  })

  it('take every question', () => {
    protect()
    protect({ role: 'org:admin' })
    protect({ permission: 'org:posts:read', unauthorizedUrl: '/denied' })
    protect((has) => has({ plan: 'pro' }), { unauthenticatedUrl: '/in' })
    protect({ token: ['api_key', 'session_token'] })
    // @ts-expect-error There is no such question.
    protect({ rule: 'org:admin' })
  })
})
