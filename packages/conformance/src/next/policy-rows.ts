/** Who asks the application of `fixtures/next-matrix` for what, and what comes back on every Next and runtime. */

export type Visitor = 'stranger' | 'visitor' | 'grace' | 'ada' | 'bearer' | 'forged' | 'api key' | 'm2m'

/** How the browser or program asks. */
export const WAYS = {
  page: { method: 'GET', headers: { accept: 'text/html', 'sec-fetch-dest': 'document' } },
  script: { method: 'GET', headers: { accept: '*/*', 'sec-fetch-dest': 'empty' } },
  json: { method: 'GET', headers: { accept: 'application/json', 'sec-fetch-dest': 'empty' } },
  head: { method: 'HEAD', headers: { accept: '*/*' } },
  // As a browser asks before a page of another site may send its request.
  preflight: {
    method: 'OPTIONS',
    headers: { origin: 'https://web.example', 'access-control-request-method': 'POST' },
  },
  options: { method: 'OPTIONS', headers: { accept: '*/*' } },
  post: { method: 'POST', headers: { accept: '*/*' } },
  // As Next's router, and as a browser sends it.
  router: { method: 'GET', headers: { accept: '*/*', rsc: '1', 'next-url': '/' } },
  // Without `rsc`, for which Next 16 wants a parameter that only its own router can work out.
  'router in a browser': { method: 'GET', headers: { accept: '*/*', 'next-url': '/', 'sec-fetch-dest': 'empty' } },
  action: { method: 'POST', headers: { accept: 'text/x-component', 'next-action': '00', 'next-url': '/' } },
  'newer action': { method: 'POST', headers: { accept: 'text/x-component', 'next-action': '00' } },
} as const

export interface PolicyRow {
  readonly path: string
  readonly who: Visitor
  readonly way: keyof typeof WAYS
  readonly status: number
  /** Path of the redirect. Default: none. */
  readonly location?: string
  /** Part of the body. Default: not looked at. */
  readonly text?: string
  /** Answered by the application itself, whose caching is its own affair. Default false. */
  readonly isOwn?: boolean
  /** What of the field notes the row answers. Default: none. */
  readonly tag?: string
}

const HANDSHAKE = '/v1/client/handshake'

export const POLICY_ROWS: readonly PolicyRow[] = [
  { path: '/', who: 'stranger', way: 'page', status: 307, location: HANDSHAKE },
  { path: '/', who: 'stranger', way: 'script', status: 200, text: 'Start of nobody' },
  { path: '/', who: 'visitor', way: 'page', status: 200, text: 'Start of nobody' },
  { path: '/', who: 'grace', way: 'page', status: 200, text: 'Start of user_grace' },
  { path: '/', who: 'bearer', way: 'script', status: 200, text: 'Start of user_ada' },
  { path: '/dashboard', who: 'visitor', way: 'page', status: 307, location: '/sign-in' },
  { path: '/dashboard', who: 'visitor', way: 'router', status: 307, location: '/sign-in' },
  { path: '/dashboard', who: 'visitor', way: 'router in a browser', status: 204 },
  { path: '/dashboard', who: 'grace', way: 'router in a browser', status: 200, text: 'TOP SECRET' },
  { path: '/dashboard', who: 'visitor', way: 'script', status: 404, text: 'Not here' },
  { path: '/dashboard', who: 'visitor', way: 'head', status: 404 },
  { path: '/dashboard', who: 'visitor', way: 'post', status: 404 },
  { path: '/dashboard', who: 'visitor', way: 'action', status: 401 },
  { path: '/dashboard', who: 'visitor', way: 'newer action', status: 401 },
  { path: '/dashboard', who: 'stranger', way: 'script', status: 404 },
  { path: '/dashboard', who: 'forged', way: 'script', status: 404 },
  { path: '/dashboard', who: 'grace', way: 'page', status: 200, text: 'TOP SECRET of user_grace' },
  { path: '/dashboard', who: 'bearer', way: 'script', status: 200, text: 'TOP SECRET of user_ada' },
  { path: '/dashboard', who: 'api key', way: 'script', status: 404 },
  // Protected by the page alone (in-use 1).
  { path: '/plain', who: 'visitor', way: 'page', status: 307, location: '/sign-in', isOwn: true },
  { path: '/plain', who: 'visitor', way: 'script', status: 404, text: 'Not here' },
  { path: '/plain', who: 'grace', way: 'page', status: 200, text: 'TOP SECRET of user_grace' },
  { path: '/static-secret', who: 'visitor', way: 'page', status: 307, location: '/sign-in' },
  { path: '/static-secret', who: 'grace', way: 'page', status: 200, text: 'TOP SECRET file' },
  { path: '/orgs/acme.png/settings', who: 'visitor', way: 'script', status: 404 },
  { path: '/orgs/acme.png/settings', who: 'grace', way: 'page', status: 200, text: 'TOP SECRET of acme.png' },
  { path: '/files/report.json', who: 'visitor', way: 'script', status: 404 },
  { path: '/files/report.json', who: 'grace', way: 'script', status: 200, text: 'TOP SECRET' },
  { path: '/files/x', who: 'grace', way: 'post', status: 200, text: 'TOP SECRET' },
  { path: '/admin', who: 'visitor', way: 'page', status: 307, location: '/sign-in' },
  { path: '/admin', who: 'grace', way: 'page', status: 404, text: 'Not here' },
  { path: '/admin', who: 'grace', way: 'router', status: 404 },
  { path: '/admin', who: 'grace', way: 'router in a browser', status: 204 },
  { path: '/admin', who: 'ada', way: 'page', status: 200, text: 'TOP SECRET of administrators' },
  { path: '/machine', who: 'stranger', way: 'script', status: 401 },
  { path: '/machine', who: 'grace', way: 'page', status: 401 },
  { path: '/machine', who: 'api key', way: 'script', status: 200, text: '"tokenType":"api_key"' },
  { path: '/machine', who: 'm2m', way: 'script', status: 200, text: '"tokenType":"m2m_token"' },
  { path: '/old', who: 'visitor', way: 'page', status: 307, location: '/sign-in' },
  { path: '/old', who: 'grace', way: 'page', status: 200, text: 'TOP SECRET of user_grace' },
  { path: '/static-old', who: 'visitor', way: 'script', status: 404 },
  { path: '/static-old', who: 'grace', way: 'page', status: 200, text: 'TOP SECRET file' },
  { path: '/api/old', who: 'visitor', way: 'script', status: 404 },
  { path: '/api/old', who: 'grace', way: 'script', status: 200, text: '"userId":"user_grace"' },
  { path: '/alias', who: 'grace', way: 'script', status: 200, text: '"userId":"user_grace"' },
  { path: '/files/report.json', who: 'visitor', way: 'json', status: 404, text: '"status":404', tag: 'in-use 23' },
  { path: '/api/old', who: 'forged', way: 'json', status: 404, text: '"reason"', tag: 'in-use 23' },
  { path: '/cors', who: 'stranger', way: 'preflight', status: 204, tag: 'in-use 6' },
  { path: '/cors', who: 'stranger', way: 'options', status: 404, tag: 'in-use 6' },
  { path: '/cors', who: 'stranger', way: 'post', status: 404, tag: 'in-use 6' },
  { path: '/cors', who: 'grace', way: 'post', status: 200, text: 'TOP SECRET', tag: 'in-use 6' },
  { path: '/rules/tried/rewrite', who: 'visitor', way: 'page', status: 307, location: '/sign-in', tag: 'in-use 5' },
  { path: '/rules/tried/rewrite', who: 'visitor', way: 'script', status: 404, tag: 'in-use 5' },
  {
    path: '/rules/tried/rewrite',
    who: 'grace',
    way: 'page',
    status: 200,
    text: 'TOP SECRET of rewritten',
    tag: 'in-use 5',
  },
  { path: '/rules/tried/cookie', who: 'visitor', way: 'page', status: 307, location: '/sign-in', tag: 'in-use 5' },
  { path: '/rules/tried/cookie', who: 'visitor', way: 'script', status: 404, tag: 'in-use 5' },
  {
    path: '/rules/tried/cookie',
    who: 'grace',
    way: 'page',
    status: 200,
    text: 'TOP SECRET of tried/cookie',
    tag: 'in-use 5',
  },
  { path: '/rules/rethrown/unstable', who: 'visitor', way: 'page', status: 307, location: '/sign-in', tag: 'W4, B1' },
  { path: '/rules/rethrown/unstable', who: 'visitor', way: 'script', status: 404, tag: 'W4, B1' },
  {
    path: '/rules/rethrown/unstable',
    who: 'grace',
    way: 'page',
    status: 200,
    text: 'TOP SECRET of rethrown',
    tag: 'W4, B1',
  },
  { path: '/rules/rethrown/digest', who: 'visitor', way: 'page', status: 307, location: '/sign-in', tag: 'W4, B1' },
  { path: '/rules/rethrown/digest', who: 'visitor', way: 'action', status: 401, tag: 'W4, B1' },
  {
    path: '/rules/rethrown/digest',
    who: 'grace',
    way: 'page',
    status: 200,
    text: 'TOP SECRET of rethrown',
    tag: 'W4, B1',
  },
  { path: '/question', who: 'visitor', way: 'page', status: 200, text: 'Welcome, stranger', tag: 'W3' },
  { path: '/question', who: 'stranger', way: 'script', status: 200, text: 'Welcome, stranger', tag: 'W3' },
  { path: '/question', who: 'grace', way: 'page', status: 307, location: '/dashboard', isOwn: true, tag: 'W3' },
  { path: '/unlisted', who: 'visitor', way: 'page', status: 307, location: '/sign-in', tag: 'in-use 4' },
  { path: '/unlisted', who: 'visitor', way: 'script', status: 404, tag: 'in-use 4' },
  { path: '/unlisted', who: 'grace', way: 'page', status: 200, text: 'TOP SECRET file', tag: 'in-use 4' },
  { path: '/x/..%2fadmin', who: 'ada', way: 'page', status: 400 },
  { path: '/none', who: 'grace', way: 'page', status: 404, text: 'Not here' },
]
