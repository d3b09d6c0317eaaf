import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAuth } from '../../src/guard/create-auth.ts'
import { toCookieSuffix } from '../../src/settings/cookie-names.ts'
import { DEV_KEY, LIVE_KEY } from '../fakes.ts'
import { fakePorts, jsonResponse, NOW_SEC } from '../mint.ts'
import { toAnswer, toComparable, toInstance, toWebRequest, type Variant } from './compare.ts'
import { mintKnownHandshakes, mintKnownTokens, type NamedToken } from './known.ts'
import { readAnswer, type Answer, type Incoming, type KnownHandshake } from './reading.ts'

interface Whole {
  readonly variant: Variant
  readonly incoming: Incoming
  readonly refresh: readonly string[] | string
}

let tokens: readonly NamedToken[] = []
let handshakes: readonly KnownHandshake[] = []
let nonces: Readonly<Record<string, readonly string[] | null>> = {}
beforeAll(async () => {
  tokens = await mintKnownTokens()
  handshakes = await mintKnownHandshakes(tokens)
  // One for each result, the unknown ones included.
  nonces = Object.fromEntries(handshakes.map(({ directives }, index) => [`nonce_${index}`, directives]))
})

/** There so many times as often as not. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>, odds = 2): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: Math.round(odds * 10), arbitrary }, { weight: 10, arbitrary: fc.constant(undefined) })

function present(record: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** Built when the tokens are there. */
function anyWhole(): fc.Arbitrary<Whole> {
  const session = fc.constantFrom(...tokens.map(({ text }) => text))
  const uat = fc.constantFrom(
    '0',
    '1',
    String(NOW_SEC - 100),
    String(NOW_SEC - 5),
    '99999999999',
    'junk',
    '-1',
    '1.5',
    '',
  )
  const devBrowser = fc.constantFrom('db_1', '')
  const handshake = fc.constantFrom(...handshakes.map(({ text }) => text))
  const nonce = fc.constantFrom(...Object.keys(nonces))
  const find = (name: string): string => tokens.find((token) => token.name === name)?.text ?? ''
  const cookies = fc.record({
    session: maybe(session, 4),
    suffixedSession: maybe(session),
    uat: maybe(uat, 4),
    suffixedUat: maybe(uat),
    db: maybe(devBrowser, 4),
    suffixedDb: maybe(devBrowser),
    refresh: maybe(fc.constantFrom('refresh_1')),
    count: maybe(fc.constantFrom('0', '1', '2', '3', '4', '99', '-1', '3.5', 'x', ' 3'), 1),
    handshake: maybe(handshake, 0.2),
    nonce: maybe(nonce, 0.1),
    other: maybe(fc.constant('theirs')),
  })
  const query = fc.record({
    x: fc.constant('1'),
    __clerk_db_jwt: maybe(fc.constantFrom('db_2', ''), 0.3),
    __dev_session: maybe(fc.constant('zz'), 0.2),
    __clerk_synced: maybe(fc.constantFrom('true', 'false', '1'), 0.4),
    __clerk_redirect_url: maybe(
      fc.constantFrom(
        'https://satellite.example.net/back',
        'https://partner.example.org/back?y=2',
        'http://localhost:4000/',
        'https://x.localhost/back',
        'http://app.test/back',
        'https://app.example.com/here',
        'https://evil.example/back',
        'https://user:pass@localhost/',
        'javascript:alert(1)',
        '//localhost/',
        'junk',
      ),
      0.3,
    ),
    __clerk_handshake: maybe(handshake, 0.2),
    __clerk_handshake_nonce: maybe(nonce, 0.1),
    __clerk_help: maybe(fc.constant('h'), 0.2),
  })
  const headers = fc.record({
    'sec-fetch-dest': maybe(fc.constantFrom('document', 'document', 'iframe', 'empty', 'image', ''), 4),
    accept: maybe(fc.constantFrom('text/html', 'text/html,x/y', 'application/x,text/html', '*/*')),
    referer: maybe(
      fc.constantFrom(
        'https://app.example.com/other',
        'https://satellite.example.net/x',
        'https://accounts.example.com/sign-in',
        'https://clerk.example.com/x',
        'https://app.example.com:8443/',
        'https://app.accounts.dev/',
        'https://app.clerk.accounts.dev/',
        'https://accounts.foo.lcl.dev/',
        'junk',
      ),
      1,
    ),
    authorization: maybe(
      fc.oneof(
        session.map((text) => `Bearer ${text}`),
        session,
        fc.constantFrom('Basic abc', 'bearer x.y.z', 'Bearer ', 'Bearer  x', 'ak_123', 'Bearer mt_1', 'Bearer oat_1'),
      ),
      0.3,
    ),
    'sec-purpose': maybe(fc.constantFrom('prefetch', 'prefetch;prerender', 'other'), 0.2),
    purpose: maybe(fc.constantFrom('prefetch', 'Prefetch'), 0.2),
    'x-forwarded-host': maybe(
      fc.constantFrom('front.example.com', 'front.example.com, b', 'user@front.example.com', 'a x', ''),
      0.3,
    ),
    'x-forwarded-proto': maybe(fc.constantFrom('https', 'http', 'ftp', 'https,http', ''), 0.3),
    host: maybe(fc.constantFrom('app.example.com', 'inner:8080'), 0.3),
  })
  const path = fc.constantFrom('/', '/page', '/orgs/acme', '/orgs/other/', '/me', '/me/x', '//evil.example/x')
  return fc
    .record({
      variant: fc.record({ production: fc.boolean(), isSatellite: fc.boolean(), satelliteAutoSync: fc.boolean() }),
      method: fc.constantFrom('GET', 'GET', 'GET', 'GET', 'POST', 'HEAD'),
      path,
      cookies,
      query,
      headers,
      refresh: fc.constantFrom<readonly string[] | string>(
        [`__session=${find('newer')}; Path=/`, '__client_uat=1; Path=/'],
        [`__session=${find('forged')}; Path=/`],
        'session_revoked',
      ),
    })
    .map(({ variant, method, path: pathname, cookies: c, query: q, headers: h, refresh }) => {
      const suffix = toCookieSuffix(variant.production ? LIVE_KEY : DEV_KEY)
      const search = new URLSearchParams(present(q)).toString()
      const named = present({
        __session: c.session,
        [`__session_${suffix}`]: c.suffixedSession,
        __client_uat: c.uat,
        [`__client_uat_${suffix}`]: c.suffixedUat,
        __clerk_db_jwt: c.db,
        [`__clerk_db_jwt_${suffix}`]: c.suffixedDb,
        [`__refresh_${suffix}`]: c.refresh,
        __refresh: c.other,
        // The wire trims what stands around a cookie's value.
        __clerk_redirect_count: c.count?.trim(),
        __clerk_handshake: c.handshake,
        __clerk_handshake_nonce: c.nonce,
        theme: c.other,
      })
      const incoming = {
        method,
        url: `https://app.example.com${pathname}?${search}`,
        headers: present(h),
        cookies: named,
      }
      return { variant, incoming, refresh }
    })
}

async function decide({ variant, incoming, refresh }: Whole): Promise<Answer | null> {
  const world = fakePorts()
  const answerNonce = (url: string): Response => {
    const directives = nonces[new URL(url).searchParams.get('nonce') ?? ''] ?? null
    return directives === null ? jsonResponse({ errors: [] }, { status: 404 }) : jsonResponse({ directives })
  }
  world.respond = ({ url }) =>
    url.includes('/handshake_payload')
      ? answerNonce(url)
      : typeof refresh === 'string'
        ? jsonResponse({ errors: [{ code: refresh }] }, { status: 400 })
        : jsonResponse({ object: 'cookies', cookies: refresh })
  return toAnswer(await createAuth(toInstance(variant).options, world.ports).decide(toWebRequest(incoming)))
}

describe('createAuth', () => {
  it('decides whole requests as the second reading does', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(anyWhole(), async (whole) => {
        const core = await decide(whole)
        const known = { tokens, handshakes, nonces, refresh: whole.refresh, nowSec: NOW_SEC }
        const reading = readAnswer(whole.incoming, toInstance(whole.variant).setup, known)
        seen.add(`${reading.status} ${reading.reason}`)
        expect(core).toEqual(toComparable(reading, core))
      }),
      { numRuns: 2_000 },
    )
    // The comparison is worth something only if it gets everywhere.
    expect(seen.size).toBeGreaterThan(18)
  })
})
