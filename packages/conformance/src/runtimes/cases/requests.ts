/** Bodies, responses and the Frontend-API proxy: what an adapter must leave alone. */
import { SESSION_COOKIES } from '../../expected/answer-parts.ts'
import type { Case, Chapter } from '../case.ts'
import { isHidden, passesSignedOut, travels } from './answers.ts'

const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const megabyte = new Uint8Array(1 << 20).fill(97)
const POST = { method: 'POST', visitor: 'member', way: 'script' } as const
const MULTIPART = '--b\r\ncontent-disposition: form-data; name="name"\r\n\r\nAda\r\n--b--\r\n'

// prettier-ignore
const bodies: readonly Case[] = [
  { name: 'JSON is read by the application', ...POST, path: '/json', body: '{"text":"ü","n":[1,2]}', headers: json, expected: { status: 200, body: { read: { text: 'ü', n: [1, 2] } } } },
  { name: 'JSON comes back byte for byte', ...POST, path: '/echo', body: '{"text":  "ü"}', headers: json, expected: { status: 200, body: '{"text":  "ü"}' } },
  { name: 'a form', ...POST, path: '/form', body: 'name=Ada+Lovelace', headers: form, expected: { status: 200, body: { name: 'Ada Lovelace' } } },
  { name: 'a form of parts', ...POST, path: '/form', body: MULTIPART, headers: { 'content-type': 'multipart/form-data; boundary=b' }, expected: { status: 200, body: { name: 'Ada' } } },
  { name: 'a megabyte', ...POST, path: '/count', body: megabyte, expected: { status: 200, body: { bytes: 1 << 20 } } },
  { name: 'a megabyte of a protected page', ...POST, path: '/dashboard', visitor: 'visitor', body: megabyte, expected: isHidden('session-token-and-uat-missing') },
  { name: 'an empty body', ...POST, path: '/count', body: '', expected: { status: 200, body: { bytes: 0 } } },
  { name: 'PUT', ...POST, method: 'PUT', path: '/echo', body: 'put', expected: { status: 200, body: 'put' } },
  { name: 'PATCH', ...POST, method: 'PATCH', path: '/echo', body: 'patch', expected: { status: 200, body: 'patch' } },
  { name: 'a body beside a machine token', method: 'POST', visitor: 'API key', path: '/echo', body: 'hello', expected: { status: 200, body: 'hello' } },
  { name: 'a body beside headers that are removed', method: 'POST', visitor: 'member', path: '/echo', body: 'hello', headers: { 'x-clerk-auth-token': 'x' }, expected: { status: 200, body: 'hello' } },
]

// prettier-ignore
const responses: readonly Case[] = [
  { name: 'status, headers and cookies of the application stay', visitor: 'member', path: '/cookies', expected: { status: 201, reason: null, body: 'own body', setCookies: ['one', 'two'], headers: { 'x-own': 'yes', 'cache-control': 'public, max-age=60' } } },
  { name: 'why nobody is signed in is added', visitor: 'visitor', path: '/cookies', expected: { status: 201, reason: 'session-token-and-uat-missing', body: 'own body', setCookies: ['one', 'two'], headers: { 'cache-control': 'public, max-age=60' } } },
  { name: 'cookies of a renewal stay apart from the application’s', visitor: 'expired', path: '/cookies', expected: { status: 201, body: 'own body', setCookies: ['one', 'two', ...SESSION_COOKIES], headers: { 'cache-control': 'no-store' } } },
  { name: 'a redirect of the application', visitor: 'member', path: '/moved', expected: { status: 302, location: '{app}/elsewhere' } },
  { name: 'a redirect of the application for a visitor', visitor: 'visitor', path: '/moved', expected: { status: 302, location: '{app}/elsewhere', reason: 'session-token-and-uat-missing' } },
  { name: 'a response without a body', visitor: 'visitor', path: '/empty', expected: { status: 204, body: '', reason: 'session-token-and-uat-missing' } },
  { name: 'a not-found page of the application', visitor: 'visitor', path: '/missing', expected: { status: 404, body: 'own not-found page', reason: 'session-token-and-uat-missing' } },
  { name: 'a stream', visitor: 'visitor', path: '/stream', expected: { status: 200, body: 'one two three', reason: 'session-token-and-uat-missing' } },
  { name: 'a mistake of the application', visitor: 'member', path: '/throws', expected: { status: 500, body: { code: 'RangeError' } } },
]

const STRANGER = { isSuffixed: false, hasBrowser: false }
// prettier-ignore
const proxies: readonly Case[] = [
  { name: 'the Frontend API under the application', site: 'proxy', path: '/__clerk/v1/environment', expected: { status: 200 } },
  { name: 'the Frontend API under another path', site: 'proxy elsewhere', path: '/auth/v1/environment', expected: { status: 200 } },
  { name: 'the status of the Frontend API', site: 'proxy', path: '/__clerk/v1/nothing', expected: { status: 501 } },
  { name: 'a POST to the Frontend API', site: 'proxy', method: 'POST', path: '/__clerk/v1/dev_browser', body: '', expected: { status: 200, setCookies: ['__client_*'], body: { object: 'dev_browser' } } },
  { name: 'a path that begins alike is the application’s', site: 'proxy', way: 'script', path: '/__clerkish', expected: passesSignedOut('dev-browser-missing') },
  { name: 'handshakes go through the proxy', site: 'proxy', way: 'page', path: '/a', expected: travels('/a', 'dev-browser-missing', { ...STRANGER, place: '{app}/__clerk' }) },
  { name: 'handshakes go through the proxy, wherever it is', site: 'proxy elsewhere', way: 'page', path: '/a', expected: travels('/a', 'dev-browser-missing', { ...STRANGER, place: '{app}/auth' }) },
  { name: 'without the option there is no proxy', way: 'script', path: '/__clerk/v1/environment', expected: passesSignedOut('dev-browser-missing') },
]

export const requestChapters: readonly Chapter[] = [
  { title: 'Bodies of requests', cases: bodies },
  { title: 'Responses of the application', cases: responses },
  { title: 'The Frontend API under the application', cases: proxies },
]
