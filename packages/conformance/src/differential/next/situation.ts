/** A request, options and a handler → what the middleware of one side answers. Waits for the answer. */
import { clerkMiddleware } from '@postern/next/server'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { loadVendorNext } from '../../vendor/vendor-next.ts'
import { describeAnswer, ENCRYPTION_KEY, NO_BUDGET, type NextOutcome } from '../next-outcome.ts'
import type { Provider } from '../provider.ts'
import { handlers } from './handlers.ts'
import { listOptionSets } from './option-sets.ts'
import type { Visits } from './visits.ts'

export interface Situation {
  readonly isProduction: boolean
  readonly who: string
  readonly way: string
  readonly handler: string
  readonly options: string
}

export interface SituationOutcome extends NextOutcome {
  /** Headers of the policy, a nonce replaced by its name. */
  readonly policy: Readonly<Record<string, string>>
  /** Headers and the body of the application's own. */
  readonly own: string | null
  readonly body: string
  /** `x-clerk-redirect-to`. */
  readonly mark: string | null
  /** The cookies that the application sees: `as sent`, or what they have become. */
  readonly cookies: string
}

const vendor = loadVendorNext({ CLERK_ENCRYPTION_KEY: ENCRYPTION_KEY })
const event = { waitUntil: () => {} } as unknown as NextFetchEvent
let count = 0

type Middleware = (request: NextRequest, event: NextFetchEvent) => unknown
type Create = (handler: never, options: never) => unknown

export async function askSituation(
  side: 'vendor' | 'ours',
  provider: Provider,
  visits: Visits,
  situation: Situation,
): Promise<SituationOutcome> {
  const { emulator, apiUrl } = provider
  const proxyUrl = emulator.instanceType === 'development' ? { proxyUrl: emulator.url } : {}
  const keys = { publishableKey: emulator.publishableKey, secretKey: emulator.secretKey, apiUrl, ...proxyUrl }
  // Options of its own: what one situation brought must not be known to the next.
  const own = {
    encryptionKey: ENCRYPTION_KEY,
    machineTokenCacheInMs: 0,
    tokenCacheMaxEntries: (count += 1),
    ...NO_BUDGET,
  }
  const options = listOptionSets(side === 'ours' ? { ...keys, ...own } : keys)[situation.options]
  const create = (side === 'ours' ? clerkMiddleware : vendor.clerkMiddleware) as Create
  const middleware = create(handlers[situation.handler] as never, options as never) as Middleware
  const request = toRequest(visits, situation)
  return situation.way === 'fetch in a page of Next'
    ? inPageOfNext(() => ask(middleware, request))
    : ask(middleware, request)
}

/** As `next start` runs a proxy: the global `fetch` is Next's own, and says that a page is rendered. */
async function inPageOfNext<T>(run: () => Promise<T>): Promise<T> {
  const marks = { __nextPatched: true, __nextGetStaticStore: () => ({ getStore: () => ({ page: '/' }) }) }
  Object.assign(globalThis.fetch, marks)
  try {
    return await run()
  } finally {
    for (const name of Object.keys(marks)) Reflect.deleteProperty(globalThis.fetch, name)
  }
}

function toRequest({ ways, people }: Visits, { isProduction, who, way }: Situation): NextRequest {
  const origin = isProduction ? 'https://www.app.test' : 'http://localhost:3000'
  const { method = 'GET', path = '/', headers = {} } = ways[way] ?? {}
  const init = { method, headers: { host: new URL(origin).host, ...headers, ...people[who] } }
  return new NextRequest(new URL(path, origin), init)
}

async function ask(middleware: Middleware, request: NextRequest): Promise<SituationOutcome> {
  const url = new URL(request.url)
  try {
    const returned = await middleware(request, event)
    const response = returned instanceof Response ? returned : new Response(null)
    const { headers } = response
    const described = describeAnswer(response, url)
    return {
      ...described,
      policy: describePolicy(headers, described.handedOver !== null),
      own: headers.get('x-own'),
      body: await response.text(),
      mark: headers.get('x-clerk-redirect-to'),
      cookies: describeCookies(headers, request.headers.get('cookie')),
    }
  } catch (error) {
    return toThrown(error)
  }
}

function toThrown(error: unknown): SituationOutcome {
  const none = {
    location: null,
    status: null,
    hasMessage: false,
    challenge: null,
    cacheControl: null,
    handedOver: null,
  }
  const nothing = { setCookies: [], policy: {}, own: null, body: '', mark: null, cookies: 'as sent' }
  // Texts for developers are no part of the protocol.
  const isOwn = error instanceof Error && error.message === 'broken'
  return { answer: isOwn ? 'threw the application’s error' : 'threw', reason: null, ...none, ...nothing }
}

function describeCookies(headers: Headers, sent: string | null): string {
  const seen = headers.get('x-middleware-request-cookie')
  if (seen === null || seen === (sent ?? '')) return 'as sent'
  // Renewed tokens are minted for each side.
  return seen.replaceAll(/=[^;]*/g, '')
}

/** @param goesOn Whether an application is asked: only then do its request headers matter. */
function describePolicy(headers: Headers, goesOn: boolean): Readonly<Record<string, string>> {
  const nonces = [...(headers.get('content-security-policy') ?? '').matchAll(/'nonce-([^']+)'/g)].map(
    ([, nonce]) => nonce,
  )
  const names = /^(?:x-middleware-request-)?(?:content-security-policy(?:-report-only)?|reporting-endpoints|x-nonce)$/
  const found = [...headers].filter(([name]) => names.test(name) && (goesOn || !name.startsWith('x-middleware-')))
  const plain = (value: string): string =>
    nonces.reduce<string>((text, nonce) => text.replaceAll(nonce ?? '', 'NONCE'), value)
  return Object.fromEntries(found.map(([name, value]) => [name, plain(value)]))
}
