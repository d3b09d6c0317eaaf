/** What server code is told behind a middleware. Waits for the answer. */
import './as-next-runs.ts'
import * as ours from '@postern/next/server'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { loadVendorNext } from '../../vendor/vendor-next.ts'
import { ENCRYPTION_KEY, NO_BUDGET } from '../next-outcome.ts'
import type { Provider } from '../provider.ts'
import type { Visits } from '../next/visits.ts'
import { type EitherServer, QUESTIONS } from './questions.ts'
import { allowServerOnly, inRequest, readSeenHeaders } from './render.ts'

export interface ServerCase {
  readonly who: string
  readonly way: string
  readonly question: string
  readonly isProduction: boolean
}

export interface ServerAnswer {
  /** `told`, `stopped`, `threw`, or `not asked`: the middleware answered. */
  readonly kind: string
  /** Fields of what was told. */
  readonly auth: Readonly<Record<string, unknown>> | null
  /** Where Next is asked to send the browser, or with which status to answer. */
  readonly stop: string | null
}

allowServerOnly()
const vendor = loadVendorNext({ CLERK_ENCRYPTION_KEY: ENCRYPTION_KEY })
const event = { waitUntil: () => {} } as unknown as NextFetchEvent

/** Whose middleware, and whose server code behind it. */
export type Pair = readonly [middleware: 'vendor' | 'ours', server: 'vendor' | 'ours']

/** What applications see of each request, by middleware: one run of it serves all questions. */
export type Seen = Map<string, Promise<Headers | null>>

export async function askServer(
  [middleware, server]: Pair,
  provider: Provider,
  visits: Visits,
  seen: Seen,
  given: ServerCase,
): Promise<ServerAnswer> {
  const id = [middleware, given.who, given.way].join()
  const running = seen.get(id) ?? runMiddleware(middleware, provider, visits, given)
  seen.set(id, running)
  const found = await running
  const headers = found === null ? null : new Headers(found)
  if (headers === null) return { kind: 'not asked', auth: null, stop: null }
  const either = (server === 'ours' ? ours : vendor) as unknown as EitherServer
  try {
    const { method = 'GET', path: url = '/' } = visits.ways[given.way] ?? {}
    const request = { headers, method, url, cookies: {} }
    const told = await inRequest(headers, async () => QUESTIONS[given.question]?.(either, request))
    return { kind: 'told', auth: describeAuth(told), stop: null }
  } catch (error) {
    const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null
    return digest === null ? { kind: 'threw', auth: null, stop: null } : { kind: 'stopped', auth: null, stop: digest }
  }
}

async function runMiddleware(
  side: 'vendor' | 'ours',
  { emulator, apiUrl }: Provider,
  { ways, people }: Visits,
  { who, way, isProduction }: ServerCase,
): Promise<Headers | null> {
  const origin = isProduction ? 'https://www.app.test' : 'http://localhost:3000'
  const { method = 'GET', path = '/', headers = {} } = ways[way] ?? {}
  const init = { method, headers: { host: new URL(origin).host, ...headers, ...people[who] } }
  const proxyUrl = isProduction ? {} : { proxyUrl: emulator.url }
  const keys = { publishableKey: emulator.publishableKey, secretKey: emulator.secretKey, apiUrl, ...proxyUrl }
  const options = {
    ...keys,
    signInUrl: '/sign-in',
    ...(side === 'ours' && { encryptionKey: ENCRYPTION_KEY, ...NO_BUDGET }),
  }
  const create = (side === 'ours' ? ours.clerkMiddleware : vendor.clerkMiddleware) as (options: object) => unknown
  const run = create(options) as (request: NextRequest, event: NextFetchEvent) => unknown
  const request = new NextRequest(new URL(path, origin), init)
  // As Next's server does, before the middleware.
  for (const [name, value] of [
    ['x-forwarded-host', request.nextUrl.host],
    ['x-forwarded-proto', request.nextUrl.protocol.slice(0, -1)],
  ] as const)
    if (!request.headers.has(name)) request.headers.set(name, value)
  const response = await run(request, event)
  return response instanceof Response ? readSeenHeaders(response) : null
}

function describeAuth(told: unknown): Readonly<Record<string, unknown>> {
  const fields = Object.entries(Object(told)).filter(([, value]) => typeof value !== 'function')
  const isAbsent = (name: string, value: unknown): boolean =>
    value === undefined || value === null || (name === 'sessionId' && value === '')
  return Object.fromEntries(fields.filter(([name, value]) => !isAbsent(name, value)))
}
