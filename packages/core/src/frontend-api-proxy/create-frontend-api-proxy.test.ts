import { describe, expect, it } from 'vitest'
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
    const headers = { 'content-type': 'text/plain', 'x-real-ip': '1.2.3.4', 'x-forwarded-for': '9.9.9.9, 8.8.8.8' }
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
      'x-forwarded-for': '1.2.3.4',
    })
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
    ['https://app.test/__clerk', { 'x-forwarded-host': 'public.test' }],
    ['https://app.test/__clerk', { 'x-forwarded-host': 'public.test', 'x-forwarded-proto': 'javascript' }],
    ['https://app.test/__clerk', { 'x-forwarded-host': ':::', 'x-forwarded-proto': 'https' }],
  ])('names itself %s with %j', async (expected, headers) => {
    const { proxy, calls } = setUp()
    await proxy.handle(request('/__clerk/v1', { headers }))
    expect(calls[0]?.headers.get('clerk-proxy-url')).toBe(expected)
  })

  it('passes the answer back: status, body, separate cookies, a redirect onto itself', async () => {
    const headers = new Headers({
      location: 'https://frontend-api.clerk.dev/v1/x?y=1',
      'content-encoding': 'br',
      'content-length': '99',
    })
    headers.append('set-cookie', 'a=1; Path=/')
    headers.append('set-cookie', 'b=2; Expires=Wed, 01 Jan 2031 00:00:00 GMT')
    const { proxy } = setUp({ answer: () => new Response('moved', { status: 302, headers }) })
    const response = await proxy.handle(request('/__clerk/v1'))
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('https://app.test/__clerk/v1/x?y=1')
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Expires=Wed, 01 Jan 2031 00:00:00 GMT'])
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
