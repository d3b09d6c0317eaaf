/** Bench. The script whose decisions are timed from outside: it keeps requests, and decides all of them when told to. Runs in workerd. */
import { createClerkClient } from '@clerk/backend'
import { createAuth } from '@postern/core'
import type { keys } from '../contestants.ts'

/** Keys that both sides take. */
export type Keys = typeof keys

/** One side: decides, and tells afterwards whether it saw somebody. */
interface Side {
  readonly decide: (request: Request) => unknown
  readonly hasSession: (decision: unknown) => boolean
}

/** A request to be made: its address and headers. */
export type Visit = readonly [url: string, headers: readonly (readonly [string, string])[]]

/** How often each kept request is decided, and how many decisions are under way at a time. */
export interface Run {
  readonly side: string
  readonly times: number
  readonly inFlight: number
}

/**
 * `POST /prepare` with visits makes their requests and keeps them. `POST /run` with a run decides them; the answer is whether the last
 * one had a session.
 */
export function createWorker(keys: Keys): { readonly fetch: (request: Request) => Promise<Response> } {
  const sides = createSides(keys)
  let kept: readonly Request[] = []
  return {
    fetch: async (request) => {
      if (new URL(request.url).pathname === '/prepare') {
        const visits: readonly Visit[] = await request.json()
        kept = visits.map(
          ([url, headers]) => new Request(url, { headers: headers.map(([name, value]) => [name, value]) }),
        )
        return Response.json(kept.length)
      }
      const run: Run = await request.json()
      const side = sides[run.side]
      return side === undefined ? new Response(null, { status: 404 }) : Response.json(await decideAll(side, kept, run))
    },
  }
}

async function decideAll(side: Side, requests: readonly Request[], { times, inFlight }: Run): Promise<boolean> {
  let last: unknown = null
  for (let time = 0; time < times; time++) {
    for (let start = 0; start < requests.length; start += inFlight) {
      last = (await Promise.all(requests.slice(start, start + inFlight).map(side.decide))).at(-1)
    }
  }
  return side.hasSession(last)
}

function createSides(keys: Keys): Readonly<Record<string, Side>> {
  const clerk = createClerkClient(keys)
  const auth = createAuth(keys, { log: () => {} })
  const isPass = (decision: unknown): boolean => toAuth(decision)?.isAuthenticated === true
  return {
    '@clerk/backend': {
      decide: async (request) => (await clerk.authenticateRequest(request, { acceptsToken: 'any', ...keys })).toAuth(),
      hasSession: (seen) => (seen as { readonly isAuthenticated: boolean }).isAuthenticated,
    },
    '@postern/core': { decide: (request) => auth.decide(request), hasSession: isPass },
    '@postern/core, decideNow': { decide: (request) => auth.decideNow(request), hasSession: isPass },
  }
}

function toAuth(decision: unknown): { readonly isAuthenticated: boolean } | null {
  return (decision as { readonly auth?: { readonly isAuthenticated: boolean } } | null)?.auth ?? null
}
