/** Bench. Route matchers, at the far end of longer and longer lists. */
import { createRouteMatcher } from '@postern/core'
import type * as peerServer from '@clerk/nextjs/server'
import { createRequire } from 'node:module'
import { NextRequest } from 'next/server.js'
import { measure, toContestant, type Figure } from './measure.ts'
import { origin } from './mint.ts'

type PeerServer = typeof peerServer

// The peer's ES modules need a bundler; its CommonJS is what Node loads.
const { createRouteMatcher: createPeerMatcher } = createRequire(import.meta.url)('@clerk/nextjs/server') as PeerServer

export const PEER = '@clerk/nextjs createRouteMatcher'
export const OURS = '@postern/core createRouteMatcher'

/** A path that matches none of `count` patterns, 200 times a run. */
export async function measureMatcher(count: number): Promise<readonly Figure[]> {
  const patterns = Array.from({ length: count }, (_, index) => `/area${index}/section(.*)`)
  const [theirs, mine] = [createPeerMatcher(patterns), createRouteMatcher(patterns)]
  const request = new NextRequest(`${origin}/somewhere/else/entirely`)
  const loop = (match: (request: NextRequest) => boolean) => (): number => {
    let hits = 0
    for (let index = 0; index < 200; index++) if (match(request)) hits++
    return hits
  }
  return measure([toContestant(PEER, () => 0, loop(theirs)), toContestant(OURS, () => 0, loop(mine))], {
    rounds: 7,
    batch: 10,
    inFlight: 1,
  })
}
