/**
 * Options of the middleware for Next over the environment: absent values, empty texts, keys.
 *
 * @see protocol.md 1.7, 15.2; rulings.md D12
 */
import { clerkMiddleware } from '@postern/next/server'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { loadVendorNext } from '../../vendor/vendor-next.ts'
import { compareKind, holdStill, letGo } from '../compare-kind.ts'
import { listStale } from '../difference.ts'
import { startMachineProvider } from '../machine/machine-provider.ts'
import { createOwnKey, SESSION_HEADER, SOUND_CLAIMS } from '../own-key.ts'
import { allowedSetupDifferences, type SetupAnswer, type SetupCase } from './allowed-setup-differences.ts'

const PUBLISHABLE_KEY = 'pk_live_Y2xlcmsuYXBwLnRlc3Qk'
const NAMES = ['publishableKey', 'secretKey', 'signInUrl', 'signUpUrl', 'domain', 'proxyUrl', 'isSatellite', 'audience']
const OPTIONS: Readonly<Record<string, object>> = {
  none: {},
  ...Object.fromEntries(
    NAMES.flatMap((name): [string, object][] => [
      [`${name} undefined`, { [name]: undefined }],
      [`${name} null`, { [name]: null }],
      [`${name} empty`, { [name]: '' }],
    ]),
  ),
  'its own secret key': { secretKey: 'sk_live_own' },
  'another secret key': { secretKey: 'sk_live_other' },
  'its own publishable key': { publishableKey: PUBLISHABLE_KEY },
  'another sign-in page': { signInUrl: 'https://accounts.test/in' },
  debug: { debug: true },
  'a clock skew': { clockSkewInMs: 1000 },
  'a page after sign-in': { afterSignInUrl: '/in' },
  'organization patterns': { organizationSyncOptions: { organizationPatterns: ['/orgs/:slug'] } },
}
const WAYS = ['page', 'fetch'] as const
const PEOPLE = ['nobody', 'somebody'] as const
const HANDLERS: Readonly<Record<string, ((auth: { protect: () => Promise<unknown> }) => Promise<void>) | undefined>> = {
  'no handler': undefined,
  protect: async (auth) => void (await auth.protect()),
}

type Middleware = (request: NextRequest, event: NextFetchEvent) => unknown
type Create = (...args: readonly unknown[]) => unknown

async function ask(create: Create, token: string, given: SetupCase): Promise<SetupAnswer> {
  const headers: Record<string, string> = { host: 'www.app.test' }
  if (given.who === 'somebody') headers['authorization'] = `Bearer ${token}`
  Object.assign(
    headers,
    given.way === 'page' ? { accept: 'text/html', 'sec-fetch-dest': 'document' } : { accept: '*/*' },
  )
  const handler = HANDLERS[given.handler]
  const options = OPTIONS[given.options]
  try {
    const middleware = create(...(handler === undefined ? [options] : [handler, options])) as Middleware
    const event = { waitUntil: () => {} } as unknown as NextFetchEvent
    const response = await middleware(new NextRequest('https://www.app.test/dashboard', { headers }), event)
    const { status, headers: answered } = response instanceof Response ? response : new Response(null)
    const rewrite = answered.get('x-middleware-rewrite') ?? ''
    return {
      answer: /\/(clerk_\d+|_not-found|_error)$/.test(rewrite) ? 'not-found' : String(status),
      location: answered.get('location'),
      authStatus: answered.get('x-middleware-request-x-clerk-auth-status'),
      hasRequestData: (answered.get('x-middleware-request-x-clerk-request-data') ?? '') !== '',
    }
  } catch {
    return { answer: 'threw', location: null, authStatus: null, hasRequestData: false }
  }
}

function* listCases(): Generator<SetupCase> {
  for (const options of Object.keys(OPTIONS))
    for (const way of WAYS)
      for (const who of PEOPLE) for (const handler of Object.keys(HANDLERS)) yield { options, way, who, handler }
}

describe('options over the environment', () => {
  beforeAll(holdStill)
  afterAll(() => {
    vi.unstubAllEnvs()
    letGo()
  })

  it('are read alike, more than 200 situations (U3)', async () => {
    const provider = await startMachineProvider()
    const key = createOwnKey()
    provider.set({ status: 200, contentType: 'application/json', body: JSON.stringify({ keys: [key.jwk] }) })
    const environment = {
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: PUBLISHABLE_KEY,
      CLERK_SECRET_KEY: 'sk_live_own',
      CLERK_API_URL: provider.apiUrl,
      NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in',
    }
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    const vendor = loadVendorNext(environment)
    const token = key.sign(SESSION_HEADER, SOUND_CLAIMS)
    const run = await compareKind<SetupCase, SetupAnswer>({
      cases: listCases(),
      askVendor: (given) => ask(vendor.clerkMiddleware as Create, token, given),
      askOurs: (given) => ask(clerkMiddleware as Create, token, given),
      differences: allowedSetupDifferences,
      describe: (given) => given,
    })
    await provider.close()
    expect(run.unexplained).toEqual([])
    expect(run.compared).toBeGreaterThan(200)
    expect(listStale(allowedSetupDifferences, run.met)).toEqual([])
  })
})
