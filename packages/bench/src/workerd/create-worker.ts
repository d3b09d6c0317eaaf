/** Bench. The script whose decisions are timed from outside: it keeps requests, and decides all of them when told to. Runs in workerd. */
import { createClerkClient } from '@clerk/backend'
import { createAuth } from '@postern/core'
import type { keys } from '../contestants.ts'
import { toOurOutcome, toPeerOutcome, type Outcome } from '../outcomes.ts'

/** Keys that both sides take. */
export type Keys = typeof keys

/** One side: decides, and tells afterwards what that was. */
interface Side {
  readonly decide: (request: Request) => unknown
  readonly toOutcome: (decision: unknown) => Outcome
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
 * `POST /prepare` with visits makes their requests and keeps them. `POST /run` with a run decides them; the answer says what the last
 * decision was.
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

async function decideAll(side: Side, requests: readonly Request[], { times, inFlight }: Run): Promise<Outcome> {
  let last: unknown = null
  for (let time = 0; time < times; time++) {
    for (let start = 0; start < requests.length; start += inFlight) {
      last = (await Promise.all(requests.slice(start, start + inFlight).map(side.decide))).at(-1)
    }
  }
  return side.toOutcome(last)
}

function createSides(keys: Keys): Readonly<Record<string, Side>> {
  const clerk = createClerkClient(keys)
  const auth = createAuth(keys, { log: () => {} })
  return {
    '@clerk/backend': {
      decide: async (request) => (await clerk.authenticateRequest(request, { acceptsToken: 'any', ...keys })).toAuth(),
      toOutcome: toPeerOutcome,
    },
    '@postern/core': { decide: (request) => auth.decide(request), toOutcome: toOurOutcome },
    '@postern/core, decideNow': { decide: (request) => auth.decideNow(request), toOutcome: toOurOutcome },
  }
}
