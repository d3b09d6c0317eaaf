/** What a middleware for Next says of a case, as Next's router would understand it. */
import { clerkMiddleware } from '@postern/next/server'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { loadVendorNext } from '../vendor/vendor-next.ts'
import type { NextCase } from './allowed-next-differences.ts'
import type { Case } from './case.ts'
import { policies } from './next-policies.ts'
import type { Provider } from './provider.ts'

export const ENCRYPTION_KEY = 'a7'.repeat(32)
/** At a clock that stands still, a budget of calls per second is soon spent. */
export const NO_BUDGET = { providerCallsPerSecond: 10_000, providerCallsInFlight: 10_000 } as const
const vendor = loadVendorNext({ CLERK_ENCRYPTION_KEY: ENCRYPTION_KEY })
let cases = 0
const event = { waitUntil: () => {} } as unknown as NextFetchEvent

export interface NextOutcome {
  /** `next`, `rewrite` to another path, `not-found`, `threw`, or the status. */
  readonly answer: string
  readonly location: string | null
  readonly status: string | null
  readonly reason: string | null
  readonly hasMessage: boolean
  readonly setCookies: readonly string[]
  readonly challenge: string | null
  readonly cacheControl: string | null
  /** What the application's own `auth()` reads; null where the application is not asked. */
  readonly handedOver: Readonly<Record<string, string>> | null
}

type Middleware = (request: NextRequest, event: NextFetchEvent) => unknown

export function askVendorNext(provider: Provider, given: NextCase): Promise<NextOutcome> {
  const options = toOptions(provider, given)
  return ask(given, () => vendor.clerkMiddleware(policies[given.policy] as never, options as never) as Middleware)
}

export function askOurNext(provider: Provider, given: NextCase): Promise<NextOutcome> {
  // Options of its own: what one case brought must not be known to the next.
  const tokenCacheMaxEntries = (cases += 1)
  const own = { encryptionKey: ENCRYPTION_KEY, machineTokenCacheInMs: 0, tokenCacheMaxEntries, ...NO_BUDGET }
  const options = { ...toOptions(provider, given), ...own }
  return ask(given, () => clerkMiddleware(policies[given.policy] as never, options) as Middleware)
}

function toOptions({ emulator, apiUrl }: Provider, { options }: Case) {
  const { acceptsToken: _, ...rest } = structuredClone(options)
  return { publishableKey: emulator.publishableKey, secretKey: emulator.secretKey, apiUrl, ...rest }
}

async function ask({ url, method, headers }: Case, create: () => Middleware): Promise<NextOutcome> {
  try {
    const response = await create()(new NextRequest(url, { method, headers }), event)
    return describeAnswer(response instanceof Response ? response : new Response(null), new URL(url))
  } catch (error) {
    const nothing = {
      location: null,
      status: null,
      hasMessage: false,
      setCookies: [],
      challenge: null,
      cacheControl: null,
    }
    return {
      answer: 'threw',
      reason: error instanceof Error ? error.message.slice(0, 100) : 'unknown',
      ...nothing,
      handedOver: null,
    }
  }
}

export function describeAnswer({ status, headers }: Response, url: URL): NextOutcome {
  const rewrite = headers.get('x-middleware-rewrite')
  const target = rewrite === null ? null : new URL(rewrite, url)
  const isNowhere = target !== null && /^\/(clerk_\d+|_error)$/.test(target.pathname)
  const isSame = headers.get('x-middleware-next') === '1' || target?.href === url.href
  const goesOn = isSame || target !== null
  return {
    answer: isNowhere
      ? 'not-found'
      : isSame
        ? 'next'
        : target === null
          ? String(status)
          : `rewrite ${target.pathname}${target.search}`,
    location: toLocation(headers.get('location'), url),
    status: headers.get('x-clerk-auth-status'),
    reason: headers.get('x-clerk-auth-reason'),
    hasMessage: headers.has('x-clerk-auth-message'),
    setCookies: headers.getSetCookie(),
    challenge: headers.get('www-authenticate'),
    cacheControl: headers.get('cache-control'),
    handedOver: goesOn ? describeHandover(headers) : null,
  }
}

function toLocation(location: string | null, url: URL): string | null {
  return location === null ? null : new URL(location, url).href
}

/** The hand-over, without what is sealed differently each time, and the texts for people. */
function describeHandover(headers: Headers): Readonly<Record<string, string>> {
  const prefix = 'x-middleware-request-'
  const found = [...headers].filter(([name]) => name.startsWith(`${prefix}x-clerk-`) || name === `${prefix}x-own`)
  const shown = found.map(([name, value]) => [name.slice(prefix.length), value] as const)
  return Object.fromEntries(shown.filter(([name]) => !['x-clerk-request-data', 'x-clerk-auth-message'].includes(name)))
}
