/**
 * What nobody may see, asked for in every spelling we know, below a base path, a locale or an asset prefix as well. Pure.
 *
 * The generic spellings are those of the matrix; here are the ones that depend on the configuration, and what only a socket can say.
 */
import { toHostileRequests } from '../next/hostile-requests.ts'
import type { RawRequest } from '../next/raw-request.ts'
import { respellPath } from './respell-path.ts'

/** What a configuration of Next does to paths. */
export interface Site {
  readonly basePath: string
  readonly assetPrefix: string
  readonly locales: readonly string[]
  readonly buildId: string
}

export const PLAIN_SITE: Site = { basePath: '', assetPrefix: '', locales: [], buildId: 'x' }

/** What Next keeps for itself below a site, and what a catch-all page might be asked for there. */
function toOwnPaths({ buildId, locales }: Site): readonly string[] {
  const own = [
    '/_next/x',
    '/_next/',
    '/_next',
    '/_next/static/x',
    '/_next/static/x/',
    '/_next/static',
    '/_next/static/chunks/x.js',
    `/_next/static/${buildId}/x`,
    '/_next/image/x',
    '/_next/image/',
    '/_next/image',
    '/_next/data/x',
    `/_next/data/${buildId}`,
    `/_next/data/${buildId}/x.json`,
    `/_next/data/${buildId}/_next/x.json`,
    `/_next/data/${buildId}/_next/static/x.json`,
    `/_next/data/${buildId}/_next/data/${buildId}/x.json`,
    `/_next/data/${buildId}/index.json`,
    '/_next/webpack-hmr',
    '/_next//static/x',
    '//_next/static/x',
    '/_next/%73tatic/x',
    '/_Next/static/x',
    '/__nextjs_original-stack-frame',
    '/_not-found',
    '/_error',
    '/404',
    '/500',
    '/index',
    '/favicon.ico',
    '/robots.txt',
    '/nowhere',
    '/nowhere.png',
    '/nowhere/_next/static/x',
  ]
  // Next shows the middleware a path without this ending, and its router one with it.
  const ended = ['/_error', '/404', '/', '/docs', '/open'].map((path) => `${path}.rsc`)
  const all = [
    ...own,
    ...ended,
    '/docs.rsc?a=b',
    `/_next/data/${buildId}/_error.rsc.json`,
    `/_next/data/${buildId}/docs.rsc.json`,
  ]
  return [...all, ...[...locales, 'fr', 'DE'].flatMap((locale) => all.map((path) => `/${locale}${path}`))]
}

/** The same page by the ways that a configuration opens. */
function toSitePaths(path: string, { assetPrefix, locales, buildId }: Site): readonly string[] {
  const data = `/_next/data/${buildId}`
  const spelled = [path, `${data}${path}.json`]
  const prefixes = [...new Set([assetPrefix, '/cdn', '/base', ...locales.map((locale) => `/${locale}`), '/DE', '/fr'])]
  return prefixes.flatMap((prefix) => [
    ...spelled.map((target) => prefix + target),
    `${data}${prefix}${path}.json`,
    `${prefix}${data}${prefix}${path}.json`,
    `${prefix}${prefix}${path}`,
    `${prefix}/_next/static/..${path}`,
    `${prefix}/_next/static/../..${path}`,
    `${prefix}/_next/static/%2e%2e/%2e%2e${path}`,
    `${prefix}/_next/image?url=${encodeURIComponent(prefix + path)}&w=640&q=75`,
    `${prefix.toUpperCase()}${path}`,
    `${prefix};x${path}`,
    `${prefix}/.${path}`,
    `${prefix}/${path}`,
    `${prefix}%2f${path.slice(1)}`,
    ...['.rsc', '.segments/_tree.segment.rsc', '.prefetch.rsc'].map((ending) => prefix + path + ending),
  ])
}

/** Headers that change which page answers, or which method does. The browser's preflight carries no proof and is let on: see `PREFLIGHT`. */
const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { 'x-matched-path': '/docs' },
  { 'x-now-route-matches': '1=docs', 'x-matched-path': '/docs/[[...rest]]' },
  {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '1',
    'x-forwarded-for': '::1',
  },
  { forwarded: 'host=evil.example;proto=https', 'x-forwarded-prefix': '/docs', 'x-forwarded-uri': '/docs' },
  { 'x-http-method-override': 'OPTIONS', 'x-method-override': 'OPTIONS', 'x-http-method': 'OPTIONS' },
  { rsc: '1', 'next-router-state-tree': '%5B%22%22%2C%7B%7D%5D', 'next-url': '/docs' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_full' },
  { 'next-action': '0'.repeat(42), accept: 'text/x-component' },
  { 'x-nextjs-data': '1', 'x-middleware-prefetch': '1', purpose: 'prefetch' },
  { 'x-middleware-rewrite': '/docs', 'x-nextjs-rewritten-path': '/docs', 'x-nextjs-matched-path': '/docs' },
  { accept: 'text/html', 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' },
  { accept: 'application/json' },
]

const PREFLIGHT = { origin: 'https://web.example', 'access-control-request-method': 'GET' }
const METHODS = ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'PROPFIND']

/** Requests without a proof. @param isThorough With headers and methods too, which no style of pattern changes. */
export function toProofRequests(path: string, site: Site, isThorough: boolean): readonly RawRequest[] {
  const { basePath } = site
  const generic = toHostileRequests(path, site.buildId).filter((_, at) => isThorough || at % 3 === 0)
  const targets = [path, ...respellPath(path), ...toSitePaths(path, site)].map((target) => ({ target }))
  const headed = HEADERS.flatMap((headers) => ['GET', 'POST'].map((method) => ({ method, target: path, headers })))
  const preflights = ['OPTIONS', 'GET', 'HEAD'].map((method) => ({ method, target: path, headers: PREFLIGHT }))
  const methods = METHODS.flatMap((method) => [path, path.toUpperCase()].map((target) => ({ method, target })))
  const all = [...targets, ...generic, ...(isThorough ? [...headed, ...preflights, ...methods] : [])]
  if (basePath === '') return all
  const outside = targets.filter((_, at) => isThorough || at % 5 === 0)
  return [...all.map((request) => ({ ...request, target: toBased(request.target, basePath) })), ...outside]
}

/** Names of public pages that a router does not take for them, in front of what is hidden. */
const NEARLY_OPEN = [
  'Docs',
  'DOCS',
  'dOcS',
  'Open',
  'do%63S',
  'docs%23',
  'docs%3F',
  'docs%20',
  'docs.',
  '.docs',
  'docs;x',
  '%64%6F%43s',
]
const BELOW_NEARLY = ['/projects/7', '/projects', '/admin/a', '/x', '']

/** What no public page is for, so that only a catch-all page or one with a parameter answers. */
export function toCatchAllRequests(site: Site): readonly RawRequest[] {
  const nearly = NEARLY_OPEN.flatMap((name) => BELOW_NEARLY.map((below) => `/${name}${below}`))
  const based = [...toOwnPaths(site), ...nearly].map((path) => ({ target: toBased(path, site.basePath) }))
  const paths = [site.assetPrefix, '/cdn'].flatMap((prefix) =>
    toOwnPaths(site).map((path) => ({ target: prefix + path })),
  )
  return [...based, ...paths]
}

function toBased(target: string, basePath: string): string {
  const [, origin = '', path = ''] = /^(https?:\/\/[^/]*)?(.*)$/s.exec(target) ?? []
  return `${origin}${basePath}${path}`
}

/** What a client library never says. @param headers Lines of the test itself. */
export function toRawBytes(path: string, host: string, headers: string): readonly string[] {
  const end = `${headers}connection: close\r\n\r\n`
  return [
    `GET ${path} HTTP/1.0\r\n${end}`,
    `GET ${path} HTTP/1.0\r\nhost: ${host}\r\n${end}`,
    `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nhost: evil.example\r\n${end}`,
    `GET ${path} HTTP/1.1\r\nhost: evil.example\r\n${end}`,
    `GET ${path} HTTP/1.1\r\nhost: \r\n${end}`,
    `GET http://evil.example${path} HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `GET http://${host}/docs HTTP/1.1\r\nhost: ${host}${path}\r\n${end}`,
    `GET ${path}\t HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `GET ${path}#/docs HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `GET \\${path.slice(1)} HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `GET ${path}\xc3\xa4 HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `GET ${path}\xff HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `GET ${path.slice(1)} HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `get ${path} HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `OPTIONS * HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `GET /docs HTTP/1.1\r\nhost: ${host}\r\n${headers}\r\nGET ${path} HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nexpect: 100-continue\r\n${end}`,
    `POST /docs HTTP/1.1\r\nhost: ${host}\r\n${headers}content-length: 0\r\n\r\nGET ${path} HTTP/1.1\r\nhost: ${host}\r\n${end}`,
    `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ntransfer-encoding: chunked\r\n${end}0\r\n\r\n`,
  ]
}
