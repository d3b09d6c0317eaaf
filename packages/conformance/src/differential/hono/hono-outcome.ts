/** What a Hono application answers to a case, behind the vendor's middleware or ours. Waits for the answer. */
import * as vendor from '@clerk/hono'
import { createClerkMiddleware, getAuth } from '@postern/hono'
import { Hono, type MiddlewareHandler } from 'hono'
import type { Case } from '../case.ts'
import type { Provider } from '../provider.ts'
import { type EitherGetAuth, ROUTES } from './hono-routes.ts'

export interface HonoCase extends Case {
  readonly route: string
}

export interface HonoOutcome {
  readonly status: number
  readonly location: string | null
  /** The header that says who is here: nothing where somebody is. */
  readonly authStatus: string | null
  readonly reason: string | null
  readonly hasMessage: boolean
  readonly setCookies: readonly string[]
  readonly cacheControl: string | null
  readonly own: string | null
  readonly body: unknown
  readonly calls: readonly string[]
}

function toOptions({ emulator, apiUrl }: Provider, { options }: Case) {
  const { acceptsToken: _, ...rest } = structuredClone(options)
  return { publishableKey: emulator.publishableKey, secretKey: emulator.secretKey, apiUrl, ...rest }
}

export function askVendorHono(provider: Provider, given: HonoCase): Promise<HonoOutcome> {
  const create = () => vendor.clerkMiddleware(toOptions(provider, given) as never)
  return ask(provider, given, create as never, vendor.getAuth as unknown as EitherGetAuth)
}

export function askOurHono(provider: Provider, given: HonoCase): Promise<HonoOutcome> {
  // A fetch of its own: what one case brought must not be known to the next.
  const clerkMiddleware = createClerkMiddleware({ log: () => {}, fetch: (input, init) => fetch(input, init) })
  const create = () => clerkMiddleware({ ...toOptions(provider, given), machineTokenCacheInMs: 0 })
  return ask(provider, given, create as never, getAuth as unknown as EitherGetAuth)
}

async function ask(
  provider: Provider,
  { url, method, headers, route }: HonoCase,
  create: () => MiddlewareHandler,
  read: EitherGetAuth,
): Promise<HonoOutcome> {
  const app = new Hono()
  app.use((c, next) => create()(c, next))
  ROUTES[route]?.(read, app)
  const response = await app.fetch(new Request(url, { method, headers }), {})
  const text = await response.text()
  const own = response.headers
  return {
    status: response.status,
    location: own.get('location'),
    authStatus: own.get('x-clerk-auth-status'),
    reason: own.get('x-clerk-auth-reason'),
    hasMessage: own.has('x-clerk-auth-message'),
    setCookies: own.getSetCookie(),
    cacheControl: own.get('cache-control'),
    own: own.get('x-own'),
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
    calls: provider.takeCalls(),
  }
}
