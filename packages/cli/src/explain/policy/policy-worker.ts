/**
 * A thread of its own in which a policy is asked: with the variables of its application, at the moment in question, without a network.
 * Waits for the policy.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import type { AuthEvent } from '@postern/core'
import { createOfflineFetch, type Wanted } from '../offline-fetch.ts'
import { toRequest } from '../request/recorded-request.ts'
import { toPlace, type Outcome } from '../verdict.ts'
import { PORTS_KEY } from './ports-key.ts'
import type { PolicyAnswer, PolicyQuestion } from './policy-messages.ts'

type Callable = (...args: readonly unknown[]) => unknown

const isCallable = (value: unknown): value is Callable => typeof value === 'function'
const toRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? Object.fromEntries(Object.entries(value))
    : {}

// Whoever started this thread made it so.
const question = workerData as PolicyQuestion
const events: AuthEvent[] = []
const wanted: Wanted[] = []

/** What the policy finds in place of the world. */
function prepare({ nowMs, keySet }: PolicyQuestion): void {
  const fetch = createOfflineFetch(keySet, (call) => wanted.push(call))
  const clock = { nowMs: () => nowMs }
  class FixedDate extends Date {
    constructor(...args: readonly unknown[]) {
      // The constructor has many forms; what it is given goes on as it is.
      super(...((args.length === 0 ? [nowMs] : args) as [number]))
    }
    static override now(): number {
      return nowMs
    }
  }
  Object.assign(globalThis, { fetch, Date: FixedDate, AsyncLocalStorage })
  Object.assign(globalThis, {
    [Symbol.for(PORTS_KEY)]: { fetch, clock, log: (event: AuthEvent) => events.push(event) },
  })
  // Whatever calls out past `fetch`.
  Socket.prototype.connect = () => {
    throw new Error('There is no network here.')
  }
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) console[name] = () => {}
}

async function ask({ file, module, url, method, headers }: PolicyQuestion): Promise<PolicyAnswer> {
  const { policy, NextRequest } = toRecord(await import(module))
  const exported = toRecord(policy)
  const main = exported['default'] ?? exported['proxy'] ?? exported['middleware']
  const request = toRequest({ method, url, headers })
  const handler = isCallable(main) ? main : (toRecord(main)['fetch'] ?? exported['fetch'] ?? readMethod(main, 'fetch'))
  if (!isCallable(handler)) return { kind: 'no-export' }
  const isNext = isCallable(main) && isClass(NextRequest)
  if (isNext && isSkipped(file, { config: exported['config'], url, headers: Object.fromEntries(request.headers) }))
    return { kind: 'not-run' }
  const given = isNext ? new NextRequest(request) : request
  const response = await Reflect.apply(handler, main, [
    given,
    { waitUntil: () => {}, passThroughOnException: () => {} },
  ])
  return { kind: 'answered', shape: isNext ? 'next' : 'fetch', outcome: toOutcome(response, url), events, wanted }
}

/** Asks Next's own function for tests, as the application has it installed. It knows nothing of next.config, and says so nowhere. */
function isSkipped(file: string, question: Readonly<Record<string, unknown>>): boolean {
  try {
    const doesMatch: unknown = toRecord(createRequire(file)('next/experimental/testing/server'))[
      'unstable_doesMiddlewareMatch'
    ]
    const isAsked = isCallable(doesMatch) && doesMatch({ nextConfig: {}, ...question })
    if (isAsked === false) return isCallable(doesMatch)
  } catch {
    events.push(UNASKED)
  }
  return false
}

const UNASKED: AuthEvent = {
  level: 'warn',
  event: 'matcher-not-asked',
  message:
    'This Next cannot be asked about config.matcher without a build. The answer holds where the matcher lets the path through.',
}

const readMethod = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

function isClass(value: unknown): value is new (request: Request) => Request {
  return typeof value === 'function'
}

/** By what Next reads of a response; a fetch handler's own is told by its status. */
function toOutcome(response: unknown, base: string): Outcome {
  if (!(response instanceof Response)) return { kind: 'pass', status: null, location: null }
  const { status, headers } = response
  const location = headers.get('location')
  if (location !== null && status >= 300 && status < 400)
    return { kind: 'redirect', status, location: toPlace(location, base) }
  const decided = events.findLast(({ event }) => event === 'decision')?.details?.['kind']
  if (headers.has('x-middleware-next')) return { kind: 'pass', status: null, location: null }
  if (decided === 'deny') return { kind: 'deny', status: toDenied(events) ?? status, location: null }
  return { kind: decided === 'pass' && status < 400 ? 'pass' : 'other', status, location: null }
}

/** Next answers a hidden page by a rewrite, whose own status is 200. */
function toDenied(told: readonly AuthEvent[]): number | null {
  const message = told.findLast(({ event }) => event === 'decision')?.message ?? ''
  const status = /deny (\d{3})/.exec(message)?.[1]
  return status === undefined ? null : Number(status)
}

function toThrown(error: unknown): PolicyAnswer {
  const { name, code, message } =
    error instanceof Error
      ? Object.assign({ code: '' }, { name: error.name, message: error.message }, error)
      : { name: typeof error, code: '', message: '' }
  const isOurs = name === 'AuthError'
  return { kind: 'threw', code: isOurs ? String(code) : name, message: isOurs ? message : '' }
}

prepare(question)
parentPort?.postMessage(await ask(question).catch(toThrown))
