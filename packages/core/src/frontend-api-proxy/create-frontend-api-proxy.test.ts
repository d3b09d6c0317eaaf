import { describe, expect, it } from 'vitest'
import { toCookieSuffix } from '../settings/cookie-names.ts'
import { createFrontendApiProxy } from './create-frontend-api-proxy.ts'
import type { FrontendApiProxyKeys, FrontendApiProxyOptions } from './resolve-frontend-api-proxy.ts'

const keys = { publishableKey: `pk_live_${btoa('clerk.example.com$')}`, secretKey: 'sk_live_secret' }

interface Call {
  readonly url: string
  readonly headers: Headers
  readonly method: string | undefined
  readonly redirect: string | undefined
  readonly body: string
}
interface Setup {
  readonly options?: FrontendApiProxyOptions
  readonly keys?: FrontendApiProxyKeys
  readonly answer?: () => Response
}
const setUp = ({ options = { enabled: true }, keys: given = keys, answer = () => new Response('ok') }: Setup = {}) => {
  const calls: Call[] = []
  const proxy = createFrontendApiProxy(options, given, {
    fetch: async (input, init) => {
      const body = init?.body ? await new Response(init.body).text() : ''
      const headers = new Headers(init?.headers)
      calls.push({ url: new Request(input).url, headers, method: init?.method, redirect: init?.redirect, body })
      return answer()
    },
  })
  return { proxy, calls }
}
const request = (path: string, init?: RequestInit): Request => new Request(`https://app.test${path}`, init)
const codeOf = async (response: Response): Promise<unknown> => {
  const body: unknown = await response.json()
  return JSON.stringify(body).match(/"code":"(\w+)"/)?.[1]
}

describe('createFrontendApiProxy', () => {
  describe('matches', () => {
    it.each([
      [true, '/__clerk'],
      [true, '/__clerk/v1/client'],
      [false, '/__clerkx'],
      [false, '/x/__clerk'],
      [false, '/__CLERK/v1'],
    ])('is %s for %s', (expected, path) => {
      expect(setUp().proxy.matches(new URL(path, 'https://app.test'))).toBe(expected)
    })

    it('is false when not enabled, or not for this URL', () => {
      const url = new URL('https://app.test/__clerk/v1')
      expect(setUp({ options: {} }).proxy.matches(url)).toBe(false)
      expect(setUp({ options: { enabled: ({ hostname }) => hostname === 'x.test' } }).proxy.matches(url)).toBe(false)
      expect(setUp({ options: { enabled: ({ hostname }) => hostname === 'app.test' } }).proxy.matches(url)).toBe(true)
    })

    it.each(['/auth?x=1', '/auth#x', '//auth', '/a/../b', 'https://proxy.example.com/c', '/a b', '/\\x'])(
      'throws for the path %s, which no request would be below (B5)',
      (path) => {
        expect(() => setUp({ options: { enabled: true, path } })).toThrow(/ERR_AUTH_PROXY_INVALID/)
      },
    )

    it.each([
      ['/api/auth/', '/api/auth/x'],
      ['api/auth', '/api/auth'],
      ['/', '/__clerk/x'],
    ])('follows the path option %s', (path, pathname) => {
      expect(setUp({ options: { enabled: true, path } }).proxy.matches(new URL(pathname, 'https://app.test'))).toBe(
        true,
      )
    })
  })

  it('sends path, query, method and body on, with the headers of a proxy', async () => {
    const { proxy, calls } = setUp()
    const headers = {
      'content-type': 'text/plain',
      'accept-language': 'de',
      'user-agent': 'Browser/1',
      'x-own': 'kept',
    }
    await proxy.handle(request('/__clerk/v1/client?x=1', { method: 'POST', body: 'hello', headers }))
    expect(calls[0]).toMatchObject({
      url: 'https://frontend-api.clerk.dev/v1/client?x=1',
      method: 'POST',
      body: 'hello',
    })
    expect(calls[0]?.redirect).toBe('manual')
    expect(Object.fromEntries(calls[0]?.headers ?? [])).toMatchObject({
      'clerk-proxy-url': 'https://app.test/__clerk',
      'clerk-secret-key': 'sk_live_secret',
      'content-type': 'text/plain',
      'accept-encoding': 'identity',
      'x-forwarded-host': 'app.test',
      'x-forwarded-proto': 'https',
      'accept-language': 'de',
      'user-agent': 'Browser/1',
      'x-own': 'kept',
    })
    expect(calls[0]?.headers.has('x-forwarded-for')).toBe(false)
  })

  it('drops the headers of one connection and those it names', async () => {
    const { proxy, calls } = setUp()
    await proxy.handle(
      request('/__clerk/v1', { headers: { te: 'trailers', 'x-drop': '1', connection: 'x-drop, bad name' } }),
    )
    expect(calls[0]?.headers.has('te')).toBe(false)
    expect(calls[0]?.headers.has('x-drop')).toBe(false)
    expect(calls[0]?.headers.has('connection')).toBe(false)
  })

  it('replaces keys that a client sent', async () => {
    const { proxy, calls } = setUp()
    await proxy.handle(
      request('/__clerk/v1', { headers: { 'clerk-secret-key': 'x', 'clerk-proxy-url': 'https://evil.test' } }),
    )
    expect(calls[0]?.headers.get('clerk-secret-key')).toBe('sk_live_secret')
    expect(calls[0]?.headers.get('clerk-proxy-url')).toBe('https://app.test/__clerk')
  })

  it.each([
    ['https://public.test/__clerk', { 'x-forwarded-host': 'public.test', 'x-forwarded-proto': 'https' }],
    ['https://public.test/__clerk', { 'x-forwarded-host': 'user:pw@public.test', 'x-forwarded-proto': 'https,http' }],
    ['https://public.test/__clerk', { 'x-forwarded-host': 'public.test' }],
    ['http://app.test/__clerk', { 'x-forwarded-host': 'app.test', 'x-forwarded-proto': 'HTTP, https' }],
    ['https://app.test/__clerk', { 'x-forwarded-host': '' }],
    ['https://app.test/__clerk', { 'x-forwarded-host': 'public.test/evil', 'x-forwarded-proto': 'data' }],
    ['https://app.test/__clerk', { 'x-forwarded-host': 'public.test', 'x-forwarded-proto': 'javascript' }],
    ['https://app.test/__clerk', { 'x-forwarded-host': ':::', 'x-forwarded-proto': 'https' }],
  ])('names itself %s with %j', async (expected, headers) => {
    const { proxy, calls } = setUp()
    await proxy.handle(request('/__clerk/v1', { headers }))
    expect(calls[0]?.headers.get('clerk-proxy-url')).toBe(expected)
    const { protocol, host } = new URL(expected)
    expect(calls[0]?.headers.get('x-forwarded-host')).toBe(host)
    expect(calls[0]?.headers.get('x-forwarded-proto')).toBe(protocol.slice(0, -1))
  })

  it('believes only the listed origins about itself (H12)', async () => {
    const authorizedParties = ['https://www.shop.test', 'https://*.preview.test']
    const headers = { location: 'https://frontend-api.clerk.dev/v1/x' }
    const answer = (): Response => new Response(null, { status: 302, headers })
    const { proxy, calls } = setUp({ keys: { ...keys, authorizedParties }, answer })
    const told: [string | null | undefined, string | null][] = []
    for (const host of [
      'www.shop.test',
      'a.preview.test',
      'evil.test',
      'www.shop.test.evil.test',
      'www.shop.test:444',
    ]) {
      const forged = { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' }
      const response = await proxy.handle(request('/__clerk/v1', { headers: forged }))
      told.push([calls.at(-1)?.headers.get('x-forwarded-host'), response.headers.get('location')])
    }
    const own = ['app.test', 'https://app.test/__clerk/v1/x']
    expect(told).toEqual([
      ['www.shop.test', 'https://www.shop.test/__clerk/v1/x'],
      ['a.preview.test', 'https://a.preview.test/__clerk/v1/x'],
      own,
      own,
      own,
    ])
  })

  it('answers 500 for origins that no browser sends (H12)', async () => {
    const { proxy, calls } = setUp({ keys: { ...keys, authorizedParties: ['https://shop.test/path'] } })
    expect((await proxy.handle(request('/__clerk/v1'))).status).toBe(500)
    expect(calls).toEqual([])
  })

  it.each([
    'x-forwarded-for',
    'x-real-ip',
    'cf-connecting-ip',
    'cf-connecting-ipv6',
    'true-client-ip',
    'x-client-ip',
    'client-ip',
    'x-cluster-client-ip',
    'fastly-client-ip',
    'fly-client-ip',
    'x-nf-client-connection-ip',
    'x-vercel-forwarded-for',
    'x-envoy-external-address',
    'x-appengine-user-ip',
    'x-azure-clientip',
    'x-remote-addr',
    'x-originating-ip',
    'x-original-forwarded-for',
    'forwarded',
    'forwarded-for',
    'x-forwarded',
    'x-forwarded-port',
    'x-forwarded-server',
    'x-forwarded-prefix',
    'x-original-host',
    'x-rewrite-url',
    'via',
    'authorization',
    'proxy-authorization',
    'x-amzn-oidc-data',
    'x-goog-iap-jwt-assertion',
    'x-ms-token-aad-access-token',
    'cf-access-jwt-assertion',
    'x-vercel-oidc-token',
    'x_forwarded_for',
    'clerk_secret_key',
    'clerk_proxy_url',
    'x_real_ip',
    'x.forwarded.for',
  ])('does not pass on what a client says in %s (H12)', async (name) => {
    const { proxy, calls } = setUp()
    await proxy.handle(request('/__clerk/v1', { headers: { [name]: '6.6.6.6' } }))
    expect([...(calls[0]?.headers ?? [])].filter(([, value]) => value.includes('6.6.6.6'))).toEqual([])
  })

  it.each([
    ['x-real-ip', { 'x-real-ip': '1.2.3.4', 'x-forwarded-for': '6.6.6.6', 'cf-connecting-ip': '6.6.6.6' }, '1.2.3.4'],
    ['X-Forwarded-For', { 'x-forwarded-for': '6.6.6.6, 9.9.9.9,1.2.3.4 ' }, '1.2.3.4'],
    ['true-client-ip', { 'true-client-ip': '2001:db8::1' }, '2001:db8::1'],
    ['true-client-ip', { 'x-real-ip': '6.6.6.6' }, null],
    ['true-client-ip', { 'true-client-ip': 'unknown; evil' }, null],
    ['', { 'x-real-ip': '6.6.6.6' }, null],
  ])('names the client by the header %s that the platform vouches for (H12)', async (name, headers, address) => {
    const { proxy, calls } = setUp({ options: { enabled: true, clientAddressHeader: name } })
    await proxy.handle(request('/__clerk/v1', { headers }))
    expect(calls[0]?.headers.get('x-forwarded-for')).toBe(address)
  })

  it('knows Cloudflare Workers by what the runtime puts beside a request (H12)', async () => {
    const { proxy, calls } = setUp()
    const given = request('/__clerk/v1', { headers: { 'cf-connecting-ip': '1.2.3.4' } })
    Object.defineProperty(given, 'cf', { value: { colo: 'FRA' } })
    await proxy.handle(given)
    expect(calls[0]?.headers.get('x-forwarded-for')).toBe('1.2.3.4')
  })

  it('passes on only the cookies of the protocol, and of this instance (H12)', async () => {
    const { proxy, calls } = setUp()
    const suffix = toCookieSuffix(keys.publishableKey)
    const own = ['__session=a', `__session_${suffix}=b`, '__client=c', `__client_${suffix}=d`, 'clerk_active_context=e']
    const others = [
      'theme=dark',
      'app_session=secret',
      '__session_12345678=x',
      '__Host-auth=y',
      'session=__client=z',
      '__client',
    ]
    const cookie = own
      .flatMap((pair, index) => [others[index], pair])
      .concat(others[5] ?? '')
      .join('; ')
    await proxy.handle(request('/__clerk/v1', { headers: { cookie } }))
    expect(calls[0]?.headers.get('cookie')).toBe(own.join('; '))
    await proxy.handle(request('/__clerk/v1', { headers: { cookie: 'theme=dark' } }))
    expect(calls[1]?.headers.has('cookie')).toBe(false)
  })

  it.each([
    ['as the plain cookie says it', 'Bearer a.b.c', '__session=a.b.c', 'Bearer a.b.c'],
    ['as the suffixed cookie says it', 'Bearer a.b.c', `__session=old; __session_SUFFIX=a.b.c`, 'Bearer a.b.c'],
    ['that no cookie holds', 'Bearer a.b.c', '__session=x.y.z', null],
    ['without any cookie', 'Bearer a.b.c', '', null],
    ['that only another instance holds', 'Bearer a.b.c', '__session_12345678=a.b.c', null],
    ['that is empty, as the cookie is', 'Bearer ', '__session=', null],
    ['of another scheme', 'Basic a.b.c', '__session=a.b.c', null],
    ['that begins as the cookie does', 'Bearer a.b', '__session=a.b.c', null],
    ['that ends as the cookie does', 'Bearer b.c', '__session=a.b.c', null],
    ['that runs over two cookies', 'Bearer a.b.c; __client=d', '__session=a.b.c; __client=d', null],
    ['where no token is and a cookie says so', 'Bearer ;', '__session=undefined', null],
  ])('passes on a session token %s or not (H12)', async (_name, authorization, cookie, passed) => {
    const { proxy, calls } = setUp()
    const headers = { authorization, cookie: cookie.replace('SUFFIX', toCookieSuffix(keys.publishableKey)) }
    await proxy.handle(request('/__clerk/api_keys', { headers }))
    expect(calls[0]?.headers.get('authorization') ?? null).toBe(passed)
  })

  it('lets the Frontend API set no other cookies (H12)', async () => {
    const headers = new Headers()
    for (const line of [
      '__client=c; Path=/; HttpOnly',
      '__client_uat=1',
      'app_session=evil; Path=/',
      '__session_12345678=x',
      '=y',
      '__client',
    ])
      headers.append('set-cookie', line)
    const response = await setUp({ answer: () => new Response('ok', { headers }) }).proxy.handle(request('/__clerk/v1'))
    expect(response.headers.getSetCookie()).toEqual(['__client=c; Path=/; HttpOnly', '__client_uat=1', '__client'])
  })

  it('sends on no header that a connection names, its own ones included (H12)', async () => {
    const { proxy, calls } = setUp()
    const headers = { connection: 'keep-alive, clerk-secret-key, x-drop', 'x-drop': '1', 'clerk-secret-key': 'x' }
    await proxy.handle(request('/__clerk/v1', { headers }))
    expect(calls[0]?.headers.get('clerk-secret-key')).toBe('sk_live_secret')
    expect(calls[0]?.headers.has('x-drop')).toBe(false)
  })

  it('passes the answer back: status, body, separate cookies, a redirect onto itself', async () => {
    const headers = new Headers({
      location: 'https://frontend-api.clerk.dev/v1/x?y=1',
      'content-encoding': 'br',
      'content-length': '99',
    })
    headers.append('set-cookie', '__client=1; Path=/')
    headers.append('set-cookie', '__client_uat=2; Expires=Wed, 01 Jan 2031 00:00:00 GMT')
    const { proxy } = setUp({ answer: () => new Response('moved', { status: 302, headers }) })
    const response = await proxy.handle(request('/__clerk/v1'))
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('https://app.test/__clerk/v1/x?y=1')
    expect(response.headers.getSetCookie()).toEqual([
      '__client=1; Path=/',
      '__client_uat=2; Expires=Wed, 01 Jan 2031 00:00:00 GMT',
    ])
    expect(response.headers.has('content-encoding')).toBe(false)
    expect(response.headers.has('content-length')).toBe(false)
    expect(await response.text()).toBe('moved')
  })

  it('leaves a redirect to another host alone', async () => {
    const answer = (): Response =>
      new Response(null, { status: 302, headers: { location: 'https://accounts.example.com/x' } })
    const response = await setUp({ answer }).proxy.handle(request('/__clerk/v1'))
    expect(response.headers.get('location')).toBe('https://accounts.example.com/x')
  })

  it('passes an answer without a body back', async () => {
    const response = await setUp({ answer: () => new Response(null, { status: 204 }) }).proxy.handle(
      request('/__clerk/v1'),
    )
    expect(response.status).toBe(204)
  })

  it('hands the answer on while it is still being written', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const response = await setUp({ answer: () => new Response(readable) }).proxy.handle(request('/__clerk/v1'))
    const reader = response.body?.getReader()
    const first = reader?.read()
    await writer.write(new TextEncoder().encode('first'))
    expect(new TextDecoder().decode((await first)?.value)).toBe('first')
    await Promise.all([writer.close(), reader?.read()])
  })

  it.each([
    [500, 'proxy_configuration_error', '/__clerk/v1', { keys: { ...keys, secretKey: '' } }],
    [500, 'proxy_configuration_error', '/__clerk/v1', { keys: { ...keys, frontendApiUrl: 'http://evil.test' } }],
    [500, 'proxy_configuration_error', '/__clerk/v1', { keys: { ...keys, frontendApiUrl: 'no url' } }],
    [400, 'proxy_path_mismatch', '/other', {}],
  ] satisfies [number, string, string, Setup][])('answers %i %s for %s', async (status, code, path, setup) => {
    const { proxy, calls } = setUp(setup)
    const response = await proxy.handle(request(path))
    expect(response.status).toBe(status)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await codeOf(response)).toBe(code)
    expect(calls).toEqual([])
  })

  it('answers 502 when the Frontend API cannot be reached, and says nothing else', async () => {
    const { proxy } = setUp({
      answer: () => {
        throw new Error('sk_live_secret at 10.0.0.1')
      },
    })
    const response = await proxy.handle(request('/__clerk/v1'))
    expect(response.status).toBe(502)
    expect(await response.text()).not.toContain('sk_live')
  })

  it.each([
    ['http://127.0.0.1:4000/v1', { publishableKey: `pk_test_${btoa('127.0.0.1:4000$')}`, secretKey: 'sk_test_x' }],
    [
      'https://frontend-api.clerkstage.dev/v1',
      { publishableKey: `pk_test_${btoa('a-b-1.clerk.accountsstage.dev$')}`, secretKey: 's' },
    ],
    ['https://fapi.test/base/v1', { ...keys, frontendApiUrl: 'https://fapi.test/base/' }],
  ])('asks %s for its keys', async (url, given) => {
    const { proxy, calls } = setUp({ keys: given })
    await proxy.handle(request('/__clerk/v1'))
    expect(calls[0]?.url).toBe(url)
  })

  it('stays on the target host for every path', async () => {
    const { proxy, calls } = setUp()
    await proxy.handle(request('/__clerk//evil.test/x'))
    await proxy.handle(request('/__clerk/@evil.test'))
    expect(calls.map(({ url }) => new URL(url).host)).toEqual(['frontend-api.clerk.dev', 'frontend-api.clerk.dev'])
  })
})
