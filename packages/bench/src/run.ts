/**
 * Bench. Side by side with the peers, as ratios of one run: absolute times of a shared machine mean nothing.
 *
 * `npm run bench`
 */
import { createClerkClient } from '@clerk/backend'
import { createRequire } from 'node:module'
import { createAuth, createRouteMatcher } from '@postern/core'
import { jwtVerify } from 'jose'
import { NextRequest } from 'next/server.js'
import { measure, type Figure, type Plan } from './measure.ts'
import {
  mintToken,
  origin,
  publicKey,
  publicKeyPem,
  publishableKey,
  secretKey,
  toHandshakeRequest,
  toSignedInRequest,
  toSignedOutRequest,
} from './mint.ts'

// The peer's ES modules need a bundler; its CommonJS is what Node loads.
const { createRouteMatcher: createPeerMatcher } = createRequire(import.meta.url)(
  '@clerk/nextjs/server',
) as typeof import('@clerk/nextjs/server')

const clerk = createClerkClient({ publishableKey, secretKey, jwtKey: publicKeyPem })
const peer = async (request: Request): Promise<unknown> =>
  (
    await clerk.authenticateRequest(request, { acceptsToken: 'any', authorizedParties: [origin], jwtKey: publicKeyPem })
  ).toAuth()
const silent = { log: () => {} }
const ours = createAuth({ publishableKey, secretKey, jwtKey: publicKeyPem, authorizedParties: [origin] }, silent)
const uncached = createAuth(
  { publishableKey, secretKey, jwtKey: publicKeyPem, authorizedParties: [origin], tokenCacheMaxEntries: 0 },
  silent,
)

const verifyRaw = (token: string): Promise<boolean> => {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const data = new TextEncoder().encode(`${header}.${payload}`)
  return crypto.subtle.verify('RSASSA-PKCS1-v1_5', publicKey, Buffer.from(signature, 'base64url'), data)
}

await checkHonesty()
const plan: Plan = { rounds: 15, batch: 256, inFlight: 64 }
const newTokens = await measure(
  [
    contestant('raw subtle.verify', mintToken, verifyRaw),
    contestant('jose jwtVerify', mintToken, (token: string) => jwtVerify(token, publicKey)),
    contestant('@clerk/backend', newRequest, peer),
    contestant('@postern/core', newRequest, (request: Request) => ours.decide(request)),
    contestant('@postern/core, cache off', newRequest, (request: Request) => uncached.decide(request)),
  ],
  plan,
)
print('New token, 64 in flight', newTokens, 'raw subtle.verify')

const seen = await mintToken(0)
await ours.decide(toSignedInRequest(seen))
print(
  'Seen token',
  await measure(
    [
      contestant('@clerk/backend', () => toSignedInRequest(seen), peer),
      contestant(
        '@postern/core',
        () => toSignedInRequest(seen),
        (request: Request) => ours.decide(request),
      ),
      contestant(
        '@postern/core, decideNow',
        () => toSignedInRequest(seen),
        (request: Request) => ours.decideNow(request),
      ),
    ],
    { ...plan, batch: 1024 },
  ),
  '@postern/core',
)
for (const [title, make] of [
  ['Signed out', toSignedOutRequest],
  ['Handshake redirect', toHandshakeRequest],
] as const) {
  const figures = await measure(
    [
      contestant('@clerk/backend', make, peer),
      contestant('@postern/core', make, (request: Request) => ours.decide(request)),
    ],
    { ...plan, batch: 1024 },
  )
  print(title, figures, '@postern/core')
}

for (const count of [10, 100, 1_000]) {
  const patterns = Array.from({ length: count }, (_, index) => `/area${index}/section(.*)`)
  const [theirs, mine] = [createPeerMatcher(patterns), createRouteMatcher(patterns)]
  const request = new NextRequest(`${origin}/somewhere/else/entirely`)
  const loop = (match: (request: NextRequest) => boolean) => (): number => {
    let hits = 0
    for (let index = 0; index < 200; index++) if (match(request)) hits++
    return hits
  }
  const figures = await measure(
    [
      contestant('@clerk/nextjs createRouteMatcher', () => 0, loop(theirs)),
      contestant('@postern/core createRouteMatcher', () => 0, loop(mine)),
    ],
    { rounds: 7, batch: 10, inFlight: 1 },
  )
  print(`Matcher, far miss, ${count} patterns (200 matches a run)`, figures, '@postern/core createRouteMatcher')
}

async function newRequest(serial: number): Promise<Request> {
  return toSignedInRequest(await mintToken(serial))
}

function contestant<I>(name: string, prepare: (index: number) => I | Promise<I>, run: (input: I) => unknown) {
  return { name, prepare, run: (input: unknown) => run(input as I) }
}

/** A bench of something that does not work measures nothing. */
async function checkHonesty(): Promise<void> {
  const request = toSignedInRequest(await mintToken(1))
  const decision = await ours.decide(request)
  const theirs = await clerk.authenticateRequest(request, {
    acceptsToken: 'any',
    authorizedParties: [origin],
    jwtKey: publicKeyPem,
  })
  const out = await ours.decide(toSignedOutRequest())
  const trip = await ours.decide(toHandshakeRequest())
  const isRight =
    decision.kind === 'pass' &&
    decision.auth.isAuthenticated &&
    theirs.status === 'signed-in' &&
    out.kind === 'pass' &&
    trip.kind === 'redirect'
  if (!isRight) throw new Error('The contestants do not agree on who is signed in.')
}

function print(title: string, figures: readonly Figure[], base: string): void {
  const floor = figures.find(({ name }) => name === base)?.cpuUs ?? Number.NaN
  console.log(`\n${title}`)
  for (const { name, cpuUs } of figures) {
    console.log(
      `  ${name.padEnd(36)} ${cpuUs.toFixed(1).padStart(9)} µs CPU  ${(cpuUs / floor).toFixed(2).padStart(8)} ×`,
    )
  }
}
