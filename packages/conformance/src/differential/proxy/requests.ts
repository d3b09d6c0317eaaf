/** Requests below the path of the proxy, and what the Frontend API answers to them. */
export interface ProxyCase {
  readonly name: string
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The path of the proxy. Default `/__clerk`. */
  readonly proxyPath?: string
  readonly publishableKey?: string
  readonly secretKey?: string
  readonly answer?: keyof typeof ANSWERS
}

const UPSTREAM = 'https://frontend-api.clerk.dev'
const toKey = (host: string, type = 'live'): string => `pk_${type}_${btoa(`${host}$`).replaceAll('=', '')}`

/** By what is special about them. `broken` is no answer at all. */
export const ANSWERS = {
  plain: () => Response.json({ ok: true }, { headers: { 'x-own': '1' } }),
  cookies: () => {
    const headers = new Headers({ 'cache-control': 'private' })
    headers.append('set-cookie', '__client=a; Path=/; HttpOnly')
    headers.append('set-cookie', '__session=b; Path=/')
    return new Response('ok', { headers })
  },
  'a foreign cookie': () => new Response('ok', { headers: { 'set-cookie': 'other=1; Path=/' } }),
  'a redirect to itself': () => new Response(null, { status: 302, headers: { location: `${UPSTREAM}/v1/x?y=1#z` } }),
  'a relative redirect': () => new Response(null, { status: 303, headers: { location: '/v1/x' } }),
  'a redirect elsewhere': () => new Response(null, { status: 302, headers: { location: 'https://other.test/x' } }),
  'hop-by-hop headers': () =>
    new Response('ok', {
      headers: { connection: 'x-drop', 'x-drop': '1', 'keep-alive': 'x', 'content-encoding': 'br' },
    }),
  'an error': () => Response.json({ errors: [] }, { status: 422 }),
  nothing: () => new Response(null, { status: 204 }),
} as const

const forwarded = { 'x-forwarded-host': 'public.test', 'x-forwarded-proto': 'https' }

export const CASES: readonly ProxyCase[] = [
  { name: 'a script', path: '/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js' },
  { name: 'a query', path: '/__clerk/v1/client?a=1&b=%20c+d' },
  { name: 'the path alone', path: '/__clerk' },
  { name: 'the path and a slash', path: '/__clerk/' },
  { name: 'a path that begins alike', path: '/__clerkx/v1' },
  { name: 'another path', path: '/x/__clerk/v1' },
  { name: 'capitals', path: '/__CLERK/v1' },
  { name: 'a path of its own', path: '/auth/v1/client', proxyPath: '/auth' },
  { name: 'a path with slashes', path: '/auth/v1/client', proxyPath: '/auth//' },
  { name: 'two slashes', path: '/__clerk//evil.test/x' },
  { name: 'an at sign', path: '/__clerk/@evil.test/x' },
  { name: 'dot segments', path: '/__clerk/../x' },
  { name: 'escaped dots', path: '/__clerk/%2e%2e/x' },
  { name: 'an escaped slash', path: '/__clerk/a%2Fb' },
  { name: 'a backslash', path: '/__clerk/a%5Cb' },
  {
    name: 'a post',
    path: '/__clerk/v1/client/sign_ins',
    method: 'POST',
    body: 'a=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  { name: 'a patch', path: '/__clerk/v1/me', method: 'PATCH', body: '{}' },
  { name: 'a delete', path: '/__clerk/v1/client', method: 'DELETE' },
  {
    name: 'a preflight',
    path: '/__clerk/v1/client',
    method: 'OPTIONS',
    headers: { origin: 'https://other.test', 'access-control-request-method': 'POST' },
  },
  {
    name: 'headers of a browser',
    path: '/__clerk/v1',
    headers: {
      accept: '*/*',
      'accept-language': 'de',
      'user-agent': 'B/1',
      origin: 'https://www.app.test',
      referer: 'https://www.app.test/',
    },
  },
  {
    name: 'hop-by-hop',
    path: '/__clerk/v1',
    headers: { connection: 'x-drop', 'x-drop': '1', te: 'trailers', upgrade: 'x' },
  },
  { name: 'encodings', path: '/__clerk/v1', headers: { 'accept-encoding': 'br' } },
  {
    name: 'keys of a client',
    path: '/__clerk/v1',
    headers: { 'clerk-secret-key': 'x', 'clerk-proxy-url': 'https://evil.test' },
  },
  {
    name: 'cookies of the protocol',
    path: '/__clerk/v1',
    headers: { cookie: '__client=a; __session=b; __client_uat=1' },
  },
  {
    name: 'cookies of the application',
    path: '/__clerk/v1',
    headers: { cookie: 'own=secret; __client=a; theme=dark' },
  },
  { name: 'a bearer', path: '/__clerk/v1', headers: { authorization: 'Bearer x' } },
  { name: 'behind a proxy', path: '/__clerk/v1', headers: forwarded },
  { name: 'behind a proxy, host only', path: '/__clerk/v1', headers: { 'x-forwarded-host': 'public.test' } },
  { name: 'behind a proxy, proto only', path: '/__clerk/v1', headers: { 'x-forwarded-proto': 'http' } },
  {
    name: 'behind two proxies',
    path: '/__clerk/v1',
    headers: { 'x-forwarded-host': 'a.test, b.test', 'x-forwarded-proto': 'https, http' },
  },
  {
    name: 'an odd scheme',
    path: '/__clerk/v1',
    headers: { 'x-forwarded-host': 'public.test', 'x-forwarded-proto': 'javascript' },
  },
  { name: 'an address of the client', path: '/__clerk/v1', headers: { 'x-forwarded-for': '6.6.6.6, 7.7.7.7' } },
  { name: 'an address by another name', path: '/__clerk/v1', headers: { 'x-real-ip': '6.6.6.6' } },
  { name: 'an address as of Cloudflare', path: '/__clerk/v1', headers: { 'cf-connecting-ip': '6.6.6.6' } },
  {
    name: 'an instance of development',
    path: '/__clerk/v1',
    publishableKey: toKey('foo-bar-1.clerk.accounts.dev', 'test'),
  },
  {
    name: 'an instance of the staging',
    path: '/__clerk/v1',
    publishableKey: toKey('foo-bar-1.clerk.accountsstage.dev', 'test'),
  },
  { name: 'an instance of lcl', path: '/__clerk/v1', publishableKey: toKey('foo.bar-1.lcl.dev', 'test') },
  { name: 'no secret key', path: '/__clerk/v1', secretKey: '' },
  { name: 'no publishable key', path: '/__clerk/v1', publishableKey: '' },
  ...(Object.keys(ANSWERS) as (keyof typeof ANSWERS)[]).flatMap((answer): ProxyCase[] => [
    { name: `answered: ${answer}`, path: '/__clerk/v1/x', answer },
    { name: `answered behind a proxy: ${answer}`, path: '/__clerk/v1/x', answer, headers: forwarded },
    { name: `answered to a post: ${answer}`, path: '/__clerk/v1/x', answer, method: 'POST', body: 'a=1' },
  ]),
]
