/** The vendor's page does what it says when its examples are run with ours. */
import type { Emulator } from '@postern/emulator'
import { clerkMiddleware } from '@postern/next/server'
import { type NextFetchEvent, type NextMiddleware, NextRequest } from 'next/server.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { APP_ORIGIN, startProvider } from '../contract/start-provider.ts'
import { type HeaderMap, type Visitor, VISITORS } from '../expected/visitors.ts'
import { type Way, WAYS } from '../expected/ways.ts'

/** The examples are compiled as an application compiles them, apart from this file; see `types.test.ts`. */
type CallShape =
  | 'default'
  | 'withNothing'
  | 'withHandler'
  | 'withHandlerAndOptions'
  | 'withHandlerAndCallback'
  | 'withOptions'
  | 'asMiddleware'
type Page = Readonly<Record<CallShape, NextMiddleware>> & { readonly config?: { readonly matcher: readonly string[] } }
const load = async (name: string): Promise<Page> => import(`./page/${name}.ts`)

const { default: allRoutes } = await load('all-routes')
const callShapes = await load('call-shapes')
const { default: combine } = await load('combine')
const { default: debug } = await load('debug')
const { default: byDefault } = await load('default')
const { default: dynamicKeys } = await load('dynamic-keys')
const { default: groups } = await load('groups')
const { default: hasPermission } = await load('has-permission')
const { default: optionsByRequest } = await load('options-by-request')
const { default: organizationSync } = await load('organization-sync')
const { default: protectPermission } = await load('protect-permission')
const { default: protectSignedIn } = await load('protect-signed-in')
const { default: redirectToSignIn } = await load('redirect-to-sign-in')
const { default: tokenTypes } = await load('token-types')

let emulator: Emulator
beforeAll(async () => {
  emulator = await startProvider()
  const { publishableKey, secretKey, apiUrl, signInUrl, signUpUrl } = emulator.authOptions
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', publishableKey)
  vi.stubEnv('CLERK_SECRET_KEY', secretKey)
  vi.stubEnv('CLERK_API_URL', apiUrl)
  vi.stubEnv('NEXT_PUBLIC_CLERK_SIGN_IN_URL', signInUrl)
  vi.stubEnv('NEXT_PUBLIC_CLERK_SIGN_UP_URL', signUpUrl)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await emulator.close()
})

const event = { waitUntil: () => {} } as unknown as NextFetchEvent

/** What the router would do: `next`, `sign-in`, another location, or the status. */
async function ask(middleware: NextMiddleware, visitor: Visitor, path: string, way: Way = 'page'): Promise<string> {
  const mint: (from: Emulator) => Promise<HeaderMap> = VISITORS[visitor]
  const headers = { host: new URL(APP_ORIGIN).host, ...WAYS[way], ...(await mint(emulator)) }
  const response = await middleware(new NextRequest(new URL(path, APP_ORIGIN), { headers }), event)
  if (response === undefined || response === null) return 'next'
  const location = response.headers.get('location')
  if (location !== null) {
    const url = new URL(location, APP_ORIGIN)
    return url.pathname.startsWith('/sign-in')
      ? 'sign-in'
      : url.pathname.includes('handshake')
        ? 'handshake'
        : url.pathname
  }
  const rewrite = response.headers.get('x-middleware-rewrite')
  if (rewrite !== null && response.status === 200) return `rewrite ${new URL(rewrite, APP_ORIGIN).pathname}`
  return response.headers.get('x-middleware-next') === '1' ? 'next' : String(response.status)
}

type Row = readonly [visitor: Visitor, way: Way, path: string, answer: string]
const PUBLIC: readonly Row[] = [
  ['visitor', 'page', '/', 'next'],
  ['member', 'page', '/', 'next'],
  ['nobody', 'page', '/', 'handshake'],
]
const SIGNED_IN: readonly Row[] = [
  ...PUBLIC,
  ['visitor', 'page', '/dashboard', 'sign-in'],
  ['visitor', 'page', '/forum/topic', 'sign-in'],
  ['member', 'page', '/dashboard/x', 'next'],
  ['forged', 'page', '/dashboard', 'sign-in'],
]
const ADMIN: readonly Row[] = [
  ['admin', 'page', '/admin', 'next'],
  ['admin', 'page', '/admin/users', 'next'],
]

const EXAMPLES: Readonly<Record<string, readonly [middleware: NextMiddleware, rows: readonly Row[]]>> = {
  'without a handler nothing is protected': [byDefault, [...PUBLIC, ['visitor', 'page', '/dashboard', 'next']]],
  'auth.protect()': [
    protectSignedIn,
    [...SIGNED_IN, ['visitor', 'script', '/dashboard', '404'], ['visitor', 'server action', '/dashboard', '401']],
  ],
  'isAuthenticated and redirectToSignIn()': [
    redirectToSignIn,
    [...SIGNED_IN, ['visitor', 'script', '/dashboard', 'sign-in']],
  ],
  'auth.protect((has) => …)': [
    protectPermission,
    [...PUBLIC, ...ADMIN, ['member', 'page', '/admin', '404'], ['visitor', 'page', '/admin', 'sign-in']],
  ],
  // As the page has it: without the second permission every route leads to the sign-in page.
  'has() and redirectToSignIn()': [
    hasPermission,
    [...ADMIN, ['member', 'page', '/admin', 'sign-in'], ['member', 'page', '/', 'sign-in']],
  ],
  'two groups of routes': [
    groups,
    [
      ...PUBLIC,
      ['visitor', 'page', '/organization-selector', 'sign-in'],
      ['member', 'page', '/organization-selector', 'next'],
      ['member', 'page', '/orgid/acme', 'next'],
      ['member', 'page', '/orgId/acme/memberships', '404'],
      // The page spells one route in two ways; the other list matches this path only if case is ignored (H2).
      ['admin', 'page', '/orgId/acme/domain', '400'],
    ],
  ],
  'all routes but some': [
    allRoutes,
    [
      ['visitor', 'page', '/sign-in', 'next'],
      ['visitor', 'page', '/sign-up/step', 'next'],
      ['visitor', 'page', '/', 'sign-in'],
      ['visitor', 'script', '/api/x', '404'],
      ['member', 'page', '/anything', 'next'],
    ],
  ],
  'types of tokens': [
    tokenTypes,
    [
      ['OAuth token', 'program', '/oauth', 'next'],
      ['signed OAuth token', 'program', '/oauth/x', 'next'],
      ['API key', 'program', '/oauth', '401'],
      ['API key', 'program', '/api/x', 'next'],
      ['unknown API key', 'program', '/api', '401'],
      ['member', 'program', '/api', '401'],
      ['M2M token', 'program', '/m2m', 'next'],
      ['signed M2M token', 'program', '/m2m', 'next'],
      ['visitor', 'program', '/m2m', '401'],
      ['member', 'page', '/user', 'next'],
      ['visitor', 'program', '/user', '404'],
      ['visitor', 'page', '/user', 'sign-in'],
      ['API key', 'program', '/user', '404'],
      ['member', 'page', '/any', 'next'],
      ['API key', 'program', '/any', 'next'],
      ['M2M token', 'program', '/any', 'next'],
      ['OAuth token', 'program', '/any', 'next'],
      ['visitor', 'program', '/any', '404'],
    ],
  ],
  'options by request': [optionsByRequest, PUBLIC],
  'together with next-intl': [
    combine,
    [
      ['visitor', 'page', '/', 'rewrite /en'],
      ['visitor', 'page', '/de/about', 'next'],
      ['visitor', 'page', '/dashboard/x', 'sign-in'],
      ['member', 'page', '/dashboard/x', 'rewrite /en/dashboard/x'],
    ],
  ],
  'organizations by URL': [
    organizationSync,
    [
      ['admin', 'page', '/orgs/acme', 'next'],
      ['admin', 'page', '/orgs/globex/settings', 'handshake'],
      ['admin', 'page', '/app/petstore/orgs/globex', 'handshake'],
      ['admin', 'page', '/app/petstore/v2/orgs/globex', 'next'],
      ['admin', 'page', '/me', 'handshake'],
      ['admin', 'page', '/user/x/y', 'handshake'],
      ['visitor', 'page', '/orgs/acme', 'next'],
    ],
  ],
  'a handler alone': [callShapes.withHandler, SIGNED_IN.slice(0, 4)],
  'a handler and options': [callShapes.withHandlerAndOptions, SIGNED_IN.slice(0, 4)],
  'a handler and an options callback': [callShapes.withHandlerAndCallback, SIGNED_IN.slice(0, 4)],
  'options alone': [callShapes.withOptions, PUBLIC],
  nothing: [callShapes.withNothing, PUBLIC],
  'used as the middleware itself': [callShapes.default, PUBLIC],
  'called as the middleware': [callShapes.asMiddleware, PUBLIC],
}

describe.each(Object.entries(EXAMPLES))('%s', (_, [middleware, rows]) => {
  it.each(rows)('%s, %s, %s: %s', async (visitor, way, path, answer) => {
    expect(await ask(middleware, visitor, path, way)).toBe(answer)
  })
})

describe('debug', () => {
  it('prints what was decided, and no credential', async () => {
    const lines: string[] = []
    vi.spyOn(console, 'log').mockImplementation((...texts: unknown[]) => void lines.push(texts.join(' ')))
    const { token, cookieHeader } = await emulator.mint.session({ user: 'grace' })
    const headers = { host: 'localhost:3000', cookie: cookieHeader }
    await debug(new NextRequest(`${APP_ORIGIN}/secret-page?x=1`, { headers }), event)
    vi.restoreAllMocks()
    expect(lines.join('\n')).toContain('/secret-page')
    expect(lines.join('\n')).not.toContain(token)
    expect(lines.join('\n')).not.toContain(emulator.secretKey)
  })
})

describe('dynamic keys', () => {
  const request = (host: string, headers: HeaderMap = {}): NextRequest =>
    new NextRequest(`http://${host}:3000/`, { headers: { host: `${host}:3000`, ...headers } })

  it('are refused with a coded error where they are none, as those of the page are', async () => {
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'a7'.repeat(32))
    await expect(dynamicKeys(request('one.localhost'), event)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_AUTH_/),
    })
  })

  it('want an encryption key', async () => {
    vi.stubEnv('CLERK_ENCRYPTION_KEY', '')
    // A middleware of its own: one that ran before keeps the environment that it saw for the same options.
    vi.resetModules()
    const { default: unused } = await load('dynamic-keys')
    await expect(unused(request('one.localhost'), event)).rejects.toMatchObject({
      vendorCode: 'encryption_key_missing',
    })
  })

  it('choose the instance by request', async () => {
    vi.stubEnv('CLERK_ENCRYPTION_KEY', 'a7'.repeat(32))
    const { createEmulator } = await import('@postern/emulator')
    const other = createEmulator({ secretKey: 'sk_test_other-tenant' })
    await other.listen()
    try {
      const middleware = clerkMiddleware(
        async (auth) => Response.json({ userId: (await auth()).userId }),
        (incoming) => (incoming.nextUrl.hostname.startsWith('one.') ? emulator : other).authOptions,
      )
      const [first, second] = [
        await emulator.mint.session({ user: 'ada' }),
        await other.mint.session({ user: 'grace' }),
      ]
      const whoIs = async (host: string, authorization: string): Promise<unknown> =>
        (await middleware(request(host, { authorization }), event))?.json()
      expect(await whoIs('one.localhost', first.bearer)).toEqual({ userId: 'user_ada' })
      expect(await whoIs('two.localhost', second.bearer)).toEqual({ userId: 'user_grace' })
    } finally {
      await other.close()
    }
  })
})

describe('config.matcher of the page', () => {
  it('is left as it was', async () => {
    expect((await load('default')).config?.matcher).toHaveLength(2)
  })
})
