import { beforeAll, describe, expect, it } from 'vitest'
import {
  answerByPath,
  asPass,
  asRedirect,
  headersOf,
  liveOptions,
  silentWorld,
  toNavigation,
  toRequest,
} from '../../test/fakes.ts'
import { fakePorts, fixedKeys, jsonResponse, mintToken, NOW_SEC, type FakeWorld } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import { toCookieSuffix } from '../settings/cookie-names.ts'
import { LIVE_KEY } from '../../test/fakes.ts'

const suffix = toCookieSuffix(LIVE_KEY)
const gone = { exp: NOW_SEC - 60, iat: NOW_SEC - 120 }
let expired = ''
let fresh = ''
beforeAll(async () => {
  expired = await mintToken({ claims: gone })
  fresh = await mintToken({ claims: { sub: 'user_1', iat: NOW_SEC } })
})

const cookiesOf = (token: string): Record<string, string> => ({
  __session: token,
  __client_uat: '1',
  [`__refresh_${suffix}`]: 'refresh_1',
  theme: 'dark',
})

function provider(respond: () => Promise<Response> | Response): FakeWorld {
  const world = fakePorts()
  answerByPath(world, { '/v1/sessions/sess_1/refresh': respond })
  return world
}

describe('renew', () => {
  it('signs in with what the provider gives, and passes its cookies on', async () => {
    const directives = [`__session=${fresh}; Path=/`, 'theme=evil']
    const world = provider(() => jsonResponse({ object: 'cookies', cookies: directives }))
    const request = toNavigation('/x', {
      cookies: cookiesOf(expired),
      headers: { authorization: 'Basic abc', 'user-agent': 'b' },
    })
    const decision = asPass(await createAuth(liveOptions, world.ports).decide(request))
    expect(decision).toMatchObject({ reason: null, setCookies: [directives[0]], auth: { userId: 'user_1' } })
    expect(headersOf(decision, 'cache-control')).toEqual(['no-store'])
    expect(decision.trace).toContain('session-renewed')

    const [call] = world.fetches
    expect(world.fetches).toHaveLength(1)
    expect(call?.url).toBe('https://api.clerk.com/v1/sessions/sess_1/refresh')
    const body = JSON.parse(typeof call?.init.body === 'string' ? call.init.body : '') as {
      request_headers: Record<string, string[]>
    }
    expect(body).toMatchObject({
      format: 'cookie',
      expired_token: expired,
      refresh_token: 'refresh_1',
      request_origin: 'https://app.example.com',
    })
    expect(body.request_headers['authorization']).toBeUndefined()
    expect(body.request_headers['user-agent']).toEqual(['b'])
    expect(body.request_headers['cookie']?.[0]).not.toContain('theme')
  })

  it('shows the application the cookies that the browser gets, in the place of the old ones (in-use 10)', async () => {
    const cookies = [
      `__session=${fresh}; Path=/`,
      `__session_${suffix}=${fresh}; Path=/`,
      `__refresh_${suffix}=; Path=/; Max-Age=0`,
    ]
    const auth = createAuth(liveOptions, provider(() => jsonResponse({ object: 'cookies', cookies })).ports)
    const request = toNavigation('/x', { cookies: cookiesOf(expired) })
    const seen = `__session=${fresh}; __client_uat=1; theme=dark; __session_${suffix}=${fresh}`
    const decision = asPass(await auth.decide(request, (_auth, _request, setCookies) => setCookies))
    expect(decision.requestHeaders).toEqual({ set: [['cookie', seen]], remove: [] })
    expect(decision.guarded).toEqual(cookies)
  })

  it('leaves the cookies of a request alone whose session was not renewed (in-use 10)', async () => {
    const auth = createAuth(liveOptions, fakePorts().ports)
    const decision = asPass(await auth.decide(toNavigation('/x', { cookies: { __session: fresh, __client_uat: '1' } })))
    expect(decision.requestHeaders).toEqual({ set: [], remove: [] })
  })

  it('says that the suffixed cookies were used, only if they were', async () => {
    const world = fakePorts()
    world.respond = () => jsonResponse({ object: 'cookies', cookies: [`__session=${fresh}`] })
    const cookies = { [`__session_${suffix}`]: expired, [`__client_uat_${suffix}`]: '1', [`__refresh_${suffix}`]: 'r' }
    await createAuth(liveOptions, world.ports).decide(toNavigation('/', { cookies }))
    expect(world.fetches[0]?.url).toBe('https://api.clerk.com/v1/sessions/sess_1/refresh?suffixed_cookies=true')
  })

  it('renews for a script, which could not travel', async () => {
    const world = provider(() => jsonResponse({ object: 'cookies', cookies: [`__session=${fresh}`] }))
    const decision = await createAuth(liveOptions, world.ports).decide(toRequest('/x', { cookies: cookiesOf(expired) }))
    expect(asPass(decision).auth).toMatchObject({ userId: 'user_1' })
  })

  it.each<[string, () => Promise<Response> | Response, string]>([
    [
      'the provider knows the session as revoked',
      () => jsonResponse({ errors: [{ code: 'session_revoked' }] }, { status: 400 }),
      'session_revoked',
    ],
    [
      'the provider has an unexpected error',
      () => jsonResponse({ errors: [{ code: 'unexpected_error' }] }, { status: 500 }),
      'fetch-error',
    ],
    ['nobody answers', () => Promise.reject(new TypeError('down')), 'fetch-error'],
    ['an error has no list', () => jsonResponse({}, { status: 500 }), 'unexpected-bapi-error'],
    [
      'an error has an odd code',
      () => jsonResponse({ errors: [{ code: 'a\r\nb' }] }, { status: 400 }),
      'unexpected-bapi-error',
    ],
    ['the list is empty', () => jsonResponse({ object: 'cookies', cookies: [] }), 'unexpected-sdk-error'],
    ['there is no list', () => jsonResponse({ object: 'cookies' }), 'unexpected-sdk-error'],
    ['the new token is missing', () => jsonResponse({ cookies: ['__client_uat=1'] }), 'invalid-session-token'],
    ['the new token is junk', () => jsonResponse({ cookies: ['__session=junk'] }), 'invalid-session-token'],
    ['the new token has ended', () => jsonResponse({ cookies: [`__session=${expired}`] }), 'invalid-session-token'],
  ])('sends the browser on a handshake when %s', async (_, respond, reason) => {
    const auth = createAuth(liveOptions, provider(respond).ports)
    const decision = asRedirect(await auth.decide(toNavigation('/x', { cookies: cookiesOf(expired) })))
    expect(decision.reason).toBe(`session-token-expired-refresh-${reason}`)
    expect(decision.location.searchParams.get('__clerk_hs_reason')).toBe(decision.reason)
    expect(headersOf(decision, 'x-clerk-auth-message')[0]).toContain('(reason=token-expired, token-carrier=cookie)')
    const script = await auth.decide(toRequest('/x', { cookies: cookiesOf(expired) }))
    expect(asPass(script).reason).toBe(decision.reason)
  })

  it('does not believe a new token of another key', async () => {
    const forged = await mintToken({ key: fixedKeys.stranger })
    const world = provider(() => jsonResponse({ cookies: [`__session=${forged}`] }))
    const decision = await createAuth(liveOptions, world.ports).decide(
      toNavigation('/', { cookies: cookiesOf(expired) }),
    )
    expect(asRedirect(decision).reason).toBe('session-token-expired-refresh-invalid-session-token')
  })

  it.each<[string, Partial<Record<'method' | 'sid' | 'refresh' | 'secretKey', string | null>>, string]>([
    ['a POST', { method: 'POST' }, 'non-eligible-non-get'],
    ['no refresh token', { refresh: '' }, 'non-eligible-no-refresh-cookie'],
    ['no secret key', { secretKey: null }, 'missing-api-client'],
    ['a session without an id', { sid: '' }, 'expired-session-token-missing-sid-claim'],
    ['a session whose id leaves its path', { sid: '../x' }, 'unexpected-bapi-error'],
  ])(
    'asks nobody with %s',
    async (_, { method = 'GET', sid = 'sess_1', refresh = 'r', secretKey = 'sk_live_1' }, reason) => {
      const token = await mintToken({ claims: { ...gone, sid } })
      const world = silentWorld()
      const cookies = { ...cookiesOf(token), [`__refresh_${suffix}`]: refresh ?? '' }
      const decision = await createAuth({ ...liveOptions, secretKey }, world.ports).decide(
        toRequest('/x', { method: method ?? 'GET', cookies }),
      )
      expect(asPass(decision).reason).toBe(`session-token-expired-refresh-${reason}`)
      expect(world.fetches).toEqual([])
    },
  )

  it('renews an expired token of the header, with the refresh token of the cookies', async () => {
    const world = provider(() => jsonResponse({ cookies: [`__session=${fresh}`] }))
    const request = toRequest('/', {
      headers: { authorization: `Bearer ${expired}` },
      cookies: { [`__refresh_${suffix}`]: 'r' },
    })
    expect(asPass(await createAuth(liveOptions, world.ports).decide(request)).auth).toMatchObject({ userId: 'user_1' })
  })
})
