/**
 * Every way we know of asking for a page so that the middleware reads another path than the router, or does not run at all.
 *
 * @see threats.md 34-36, 50-58
 */
import type { RawRequest } from './raw-request.ts'

/** What is protected, each with a sample path. */
export const PROTECTED_PATHS = [
  '/dashboard',
  '/static-secret',
  '/orgs/acme/settings',
  '/orgs/acme.png/settings',
  '/files/a/b',
  '/files/report.json',
  '/files/x.css',
  '/files/_next/static/x.js',
  '/admin',
  '/machine',
  '/old',
  '/old/a.png/more',
  '/static-old',
  '/api/old',
] as const

/** Spellings of one path. */
function spell(path: string, buildId: string): readonly string[] {
  const letter = path.slice(1, 2)
  const escaped = `/%${letter.charCodeAt(0).toString(16)}${path.slice(2)}`
  const parts = path.split('/')
  return [
    path,
    `${path}/`,
    `${path}?x=1`,
    `${path}?_rsc=abc`,
    `${path}.rsc`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}.prefetch.rsc`,
    `${path}.html`,
    `${path}.json`,
    `${path}.txt`,
    `/_next/data/${buildId}${path}.json`,
    `/_next/data/${buildId}${path}.json?x=1`,
    `/_next/data/other${path}.json`,
    `/en/_next/data/${buildId}${path}.json`,
    `/en/_next/data/${buildId}/en${path}.json`,
    `/_next/data/${buildId}/_next/data/${buildId}${path}.json`,
    `/_next/static/..${path}`,
    `/_next/static/../..${path}`,
    `/_next/static/%2e%2e/%2e%2e${path}`,
    `/_next/static/..%2f..${path}`,
    `/_next/static%2f..%2f..${path}`,
    `/_next/image/../..${path}`,
    `/_next/image?url=${encodeURIComponent(path)}&w=640&q=75`,
    `/_next/image?url=${encodeURIComponent(`/_next/data/${buildId}${path}.json`)}&w=640&q=75`,
    `/${path}`,
    `//${path}`,
    `/.${path}`,
    `/x/..${path}`,
    `/x/%2e%2e${path}`,
    `/x/..%2f${path.slice(1)}`,
    `\\${path.slice(1)}`,
    `/x\\..${path}`,
    path.replaceAll('/', '\\'),
    `/%5c${path.slice(1)}`,
    `/%2f${path.slice(1)}`,
    escaped,
    escaped.replace('%', '%25'),
    path.toUpperCase(),
    path.replace(/.$/, (last) => last.toUpperCase()),
    `${path};x`,
    `${path};x=.png`,
    `/;x${path}`,
    `${parts.slice(0, 2).join('/')};x/${parts.slice(2).join('/')}`,
    `${path}.`,
    `${path}..`,
    `${path}%20`,
    `${path}%00`,
    `${path}%0a`,
    `${path}%0d`,
    `${path}%e2%80%a8`,
    `${path}%`,
    `${path}#x`,
    `${path}/index`,
    `${path}/page`,
    `/index${path}`,
    `/en${path}`,
    `/default${path}`,
    `/_next${path}`,
    `/(group)${path}`,
    `/@slot${path}`,
    `http://evil.example${path}`,
    `http://localhost${path}`,
  ]
}

/** Headers that a router once listened to, or still does. */
const HEADER_SETS: readonly (readonly [name: string, of: (path: string) => Record<string, string>])[] = [
  ['rsc', () => ({ rsc: '1' })],
  ['prefetch', () => ({ rsc: '1', 'next-router-prefetch': '1' })],
  [
    'segment',
    () => ({ rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree', 'next-url': '/' }),
  ],
  [
    'page segment',
    () => ({ rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/dashboard/__PAGE__' }),
  ],
  ['data', () => ({ 'x-nextjs-data': '1' })],
  ['subrequest', () => ({ 'x-middleware-subrequest': Array(6).fill('middleware').join(':') })],
  ['subrequest, src', () => ({ 'x-middleware-subrequest': Array(6).fill('src/middleware').join(':') })],
  ['subrequest, proxy', () => ({ 'x-middleware-subrequest': Array(6).fill('proxy').join(':') })],
  ['next', () => ({ 'x-middleware-next': '1', 'x-middleware-skip': '1', 'x-middleware-invoke': '0' })],
  ['prefetch by middleware', () => ({ 'x-middleware-prefetch': '1', purpose: 'prefetch' })],
  [
    'invoke',
    (path) => ({ 'x-invoke-path': path, 'x-invoke-output': path, 'x-matched-path': path, 'x-invoke-status': '200' }),
  ],
  ['rewrite', (path) => ({ 'x-rewrite-url': path, 'x-original-url': path, 'x-nextjs-rewrite': path })],
  ['forwarded', () => ({ 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' })],
  ['action', () => ({ 'next-action': '00', accept: 'text/x-component', 'next-url': '/' })],
  ['upgrade', () => ({ connection: 'x-clerk-auth-status, cookie' })],
  ['preview', () => ({ cookie: '__prerender_bypass=1; __next_preview_data=1' })],
]
const METHODS = ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']

/** Requests for a path, none of which carries a proof. */
export function toHostileRequests(path: string, buildId: string): readonly RawRequest[] {
  const spelled = spell(path, buildId).map((target) => ({ target }))
  const methods = METHODS.map((method) => ({ method, target: path }))
  const headed = HEADER_SETS.flatMap(([, headersOf]) => [
    { target: path, headers: headersOf(path) },
    { target: '/', headers: headersOf(path) },
    { target: `/_next/static/x.js`, headers: headersOf(path) },
  ])
  const action = {
    method: 'POST',
    target: path,
    headers: { 'next-action': '00', 'content-type': 'text/plain' },
    body: '[]',
  }
  const data = { target: `/_next/data/${buildId}${path}.json`, headers: { 'x-nextjs-data': '1' } }
  const segment = { target: `${path}.segments/_full.segment.rsc`, headers: { rsc: '1', 'next-router-prefetch': '1' } }
  return [...spelled, ...methods, ...headed, action, data, segment]
}
