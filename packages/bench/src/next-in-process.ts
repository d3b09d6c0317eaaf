/**
 * Bench. Next's middleware called in one Node process, without its server: what each adds to a request beyond what Next itself asks for it.
 * An empty proxy is the floor of the peer, who rewrites; a bare `NextResponse.next({ request: { headers } })` is ours, since nothing can be
 * told to server code in any other way.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { clerkMiddleware } from '@postern/next/server'
import { NextRequest, NextResponse, type NextFetchEvent, type NextMiddleware } from 'next/server.js'
import { against, keys } from './contestants.ts'
import type { Findings } from './findings.ts'
import { toGoal } from './goals.ts'
import { measure, toContestant, type Figure, type Plan } from './measure.ts'
import { mintToken, publishableKey, secretKey, toSignedInRequest } from './mint.ts'
import { print, say, toBestRatio, toRatio } from './report.ts'

type Proxy = (request: NextRequest) => unknown

const EMPTY = 'empty proxy'
const BARE = 'NextResponse.next({ request: { headers } })'
const PEER = '@clerk/nextjs'
const OURS = '@postern/next'
const BEFORE = `${OURS}, before`
const plan: Plan = { rounds: 25, batch: 256, inFlight: 64 }
/** Where a seen token is measured nobody waits for its signature. */
const FIRST_SEEN = 5e9
/** Tokens of other parts are no news: the process remembers whom it verified. */
const FIRST_NEW = 6e9

/** Prints what a request takes. Waits. Judged is what ours adds, as a share of what the peer's does. */
export async function measureNextInProcess(): Promise<Findings> {
  const proxies = await createProxies()
  say('Next in process: new tokens')
  const fresh = await measureProxies(proxies, (serial) => mintToken(FIRST_NEW + serial))
  const scenes = [print('Next in process, new token, 64 in flight', fresh, BARE)]
  say('Next in process: one token')
  const seen = await mintToken(FIRST_SEEN)
  const repeated = await measureProxies(proxies, () => seen)
  scenes.push(print('Next in process, one token', repeated, BARE))
  const goals = [
    toGoal('Next in process, new token: share of peer, %', toShare(fresh, toRatio), toShare(fresh, toBestRatio)),
    toGoal('Next in process, one token: share of peer, %', toShare(repeated, toRatio), toShare(repeated, toBestRatio)),
  ]
  return { scenes, goals }
}

function measureProxies(
  proxies: ReadonlyMap<string, Proxy>,
  toToken: (serial: number) => string | Promise<string>,
): Promise<readonly Figure[]> {
  const prepare = async (serial: number): Promise<NextRequest> => toNextRequest(await toToken(serial))
  return measure(
    [...proxies].map(([name, proxy]) =>
      toContestant(name, prepare, proxy, { isRight: (answer) => isRight(name, answer) }),
    ),
    plan,
  )
}

function toNextRequest(token: string): NextRequest {
  return new NextRequest(toSignedInRequest(token))
}

/** All but the floors read keys from the environment first, as applications have them. */
async function createProxies(): Promise<ReadonlyMap<string, Proxy>> {
  Object.assign(process.env, { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey })
  // Next does that for what it runs.
  Object.assign(globalThis, { AsyncLocalStorage })
  const options = { authorizedParties: keys.authorizedParties, jwtKey: keys.jwtKey }
  // Its ES modules import `next/server`, which plain Node does not find.
  const peer = createRequire(import.meta.url)('@clerk/nextjs/server') as {
    readonly clerkMiddleware: typeof clerkMiddleware
  }
  return new Map<string, Proxy>([
    [EMPTY, () => {}],
    [BARE, ({ headers }) => NextResponse.next({ request: { headers } })],
    [PEER, toProxy(peer.clerkMiddleware(options))],
    [OURS, toProxy(clerkMiddleware(options))],
    ...(against === null ? [] : [[BEFORE, toProxy((await load(against)).clerkMiddleware(options))] as const]),
  ])
}

/** The same of another checkout of this workspace. */
async function load(folder: string): Promise<{ readonly clerkMiddleware: typeof clerkMiddleware }> {
  const server = pathToFileURL(resolve(folder, 'packages/next/dist/server.js')).href
  return (await import(server)) as { readonly clerkMiddleware: typeof clerkMiddleware }
}

function toProxy(middleware: NextMiddleware): Proxy {
  // What is left to do after the answer is done by nobody here.
  const event = { waitUntil: () => {} } as unknown as NextFetchEvent
  return (request) => middleware(request, event)
}

/** Both tell server code who is signed in, and neither floor does. */
function isRight(name: string, answer: unknown): boolean {
  const status = answer instanceof Response ? answer.headers.get('x-middleware-request-x-clerk-auth-status') : null
  return status === (name === EMPTY || name === BARE ? null : 'signed-in')
}

/** What ours adds to its floor, in per cent of what the peer adds to its own. */
function toShare(figures: readonly Figure[], to: typeof toRatio): number {
  const [mine, theirs, empty] = [OURS, PEER, EMPTY].map((name) => to(figures, name, BARE))
  return (100 * ((mine ?? Number.NaN) - 1)) / ((theirs ?? Number.NaN) - (empty ?? Number.NaN))
}
