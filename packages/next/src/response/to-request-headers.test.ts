import { NextRequest, NextResponse } from 'next/server.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NOW_MS, PUBLISHABLE_KEY, SECRET_KEY } from '../../test/session.ts'
import { readClientPolicy } from '../middleware/next-request-headers.ts'
import { readEnvironment } from '../middleware/environment.ts'
import { resolveMiddleware } from '../middleware/middleware-setup.ts'
import { toRequestHeaders, type RequestToTell, toPassResponse } from './to-request-headers.ts'

beforeEach(() => {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', PUBLISHABLE_KEY)
  vi.stubEnv('CLERK_SECRET_KEY', SECRET_KEY)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

const tell = async (setCookies: readonly string[], seen: Record<string, string>): Promise<string | undefined> => {
  const told: RequestToTell = {
    request: new NextRequest('https://app.test/x', { headers: { host: 'app.test', cookie: '__session=old' } }),
    clientPolicy: readClientPolicy(new Headers()),
    setup: resolveMiddleware({ options: {}, environment: readEnvironment() }),
    nowMs: NOW_MS,
    setCookies,
    machine: null,
    trace: [],
    handover: {
      status: 'signed-out',
      reason: 'session-token-missing',
      message: '',
      token: null,
      clerkUrl: 'https://app.test/x',
      publishableKey: PUBLISHABLE_KEY,
      secretKey: SECRET_KEY,
      frontendApiHost: 'clerk.example.com',
      isDevelopment: true,
      reader: { isPage: true, isServerAction: false, isPrefetch: false, isRouterFetch: false },
      mark: null,
    },
  }
  return (await toRequestHeaders(new Headers(seen), [], told)).get('cookie')
}

describe('toRequestHeaders', () => {
  it('puts renewed cookies into the header that the handler gave in place of the client’s (in-use 10)', async () => {
    const seen = { cookie: 'own=1; __session=old; theme=dark' }
    expect(await tell(['__session=new; Path=/', '__client_uat=5; Path=/'], seen)).toBe(
      'own=1; __session=new; theme=dark; __client_uat=5',
    )
  })

  it('takes deleted cookies away, and the header with the last (in-use 10)', async () => {
    expect(await tell(['__session=; Max-Age=0'], { cookie: '__session=old' })).toBeUndefined()
  })

  it('leaves the header to the letter where nothing is set (in-use 10)', async () => {
    expect(await tell([], { cookie: 'a=1;;b ;c' })).toBe('a=1;;b ;c')
  })
})

describe('toPassResponse', () => {
  it.each<[string, readonly (readonly [name: string, value: string])[]]>([
    ['no headers', []],
    [
      'headers of a visit',
      [
        ['host', 'app.test'],
        ['cookie', 'a=1; b=2'],
        ['accept', '*/*'],
        ['x-mine', ''],
      ],
    ],
    [
      'names that objects know',
      [
        ['__proto__', 'a'],
        ['constructor', 'b'],
        ['7', 'c'],
        ['to_string', 'd'],
      ],
    ],
    [
      'headers that responses have',
      [
        ['set-cookie', 'a=1'],
        ['location', '/x'],
        ['x-middleware-next', '1'],
      ],
    ],
  ])("is Next's own for %s", (_what, entries) => {
    // Read back from where requests have them, so that they are spelt as there.
    const headers = new Headers(entries.map(([name, value]): [string, string] => [name, value]))
    const expected = NextResponse.next({ request: { headers } })
    const made = toPassResponse(new Map(headers))
    expect([...made.headers]).toEqual([...expected.headers])
    expect([made.status, made.body, made instanceof NextResponse]).toEqual([expected.status, null, true])
  })

  it('takes cookies', () => {
    const response = toPassResponse(new Map())
    response.cookies.set('theme', 'dark')
    expect(response.headers.getSetCookie()).toEqual(['theme=dark; Path=/'])
  })
})
