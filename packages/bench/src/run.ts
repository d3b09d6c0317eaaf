/**
 * Bench. Side by side with the peers, as ratios of one run: absolute times of a shared machine mean nothing.
 *
 * `npm run bench`
 */
import { jwtVerify } from 'jose'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { apps, checkHonesty, countVerifications, ours, peer, uncached } from './contestants.ts'
import { measureMatcher, OURS, PEER } from './matcher.ts'
import { measure, toContestant, type Figure, type Plan } from './measure.ts'
import { mintToken, publicKey, toHandshakeRequest, toSignedInRequest, toSignedOutRequest } from './mint.ts'
import { print, printGoals, toCell, toRatio } from './report.ts'
import { measureSizes } from './sizes.ts'

const CORE = '@postern/core'
const BACKEND = '@clerk/backend'
const plan: Plan = { rounds: 15, batch: 256, inFlight: 64 }
const long: Plan = { ...plan, batch: 1024 }

await checkHonesty()
const fresh = await measureNewTokens()
print('New token, 64 in flight', fresh, 'raw subtle.verify')
const seen = await mintToken(0)
const toSeen = (): Request => toSignedInRequest(seen)
await ours.decide(toSeen())
const repeated = await measureBoth(toSeen)
print('Seen token', repeated, CORE)
const out = await measureBoth(toSignedOutRequest)
print('Signed out', out, CORE)
const trip = await measureBoth(toHandshakeRequest)
print('Handshake redirect', trip, CORE)
const hono = await measure(
  [
    toContestant('open route', toSeen, (request: Request) => apps.open.fetch(request)),
    toContestant('@clerk/hono', toSeen, (request: Request) => apps.peer.fetch(request)),
    toContestant('@postern/hono', toSeen, (request: Request) => apps.ours.fetch(request)),
  ],
  long,
)
print('Hono in process, seen token', hono, 'open route')

const few = await measureMatcher(10)
print('Matcher, far miss, 10 patterns (200 matches a run)', few, OURS)
const many = await measureMatcher(1_000)
print('Matcher, far miss, 1000 patterns (200 matches a run)', many, OURS)

console.log('\nGarbage per request')
const flags = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256']
spawnSync(process.execPath, [...flags, join(import.meta.dirname, 'garbage.ts')], { stdio: 'inherit' })

console.log('\nBundle, brotli')
for (const [name, kib] of await measureSizes()) console.log(`  ${toCell(name)} ${kib.toFixed(1).padStart(9)} KiB`)

const oneToken = await countVerifications((request) => ours.decide(request), await mintToken(1e9))
const peerOneToken = await countVerifications(peer, await mintToken(1e9 + 1))
console.log(`\n20 parallel requests with one new token: ${oneToken} checked, ${BACKEND} ${peerOneToken}`)

printGoals([
  { name: 'new token ÷ raw verify', value: toRatio(fresh, CORE, 'raw subtle.verify'), gate: 2.2, isAtMost: true },
  { name: 'new token: peer ÷ ours', value: toRatio(fresh, BACKEND, CORE), gate: 9, isAtMost: false },
  { name: 'seen token: peer ÷ ours', value: toRatio(repeated, BACKEND, CORE), gate: 120, isAtMost: false },
  { name: 'signed out: peer ÷ ours', value: toRatio(out, BACKEND, CORE), gate: 40, isAtMost: false },
  { name: 'handshake: peer ÷ ours', value: toRatio(trip, BACKEND, CORE), gate: 15, isAtMost: false },
  { name: '20 requests, one new token: verifies', value: oneToken, gate: 1, isAtMost: true },
  { name: 'matcher at 1,000 patterns: peer ÷ ours', value: toRatio(many, PEER, OURS), gate: 500, isAtMost: false },
  { name: 'matcher: 1,000 patterns ÷ 10', value: toCpuUs(many) / toCpuUs(few), gate: 2, isAtMost: true },
])

function measureNewTokens(): Promise<readonly Figure[]> {
  const toNew = async (serial: number): Promise<Request> => toSignedInRequest(await mintToken(serial))
  return measure(
    [
      toContestant('raw subtle.verify', mintToken, verifyRaw),
      toContestant('jose jwtVerify', mintToken, (token: string) => jwtVerify(token, publicKey)),
      toContestant(BACKEND, toNew, peer),
      toContestant(CORE, toNew, (request: Request) => ours.decide(request)),
      toContestant(`${CORE}, cache off`, toNew, (request: Request) => uncached.decide(request)),
    ],
    plan,
  )
}

function measureBoth(make: () => Request): Promise<readonly Figure[]> {
  return measure(
    [
      toContestant(BACKEND, make, peer),
      toContestant(CORE, make, (request: Request) => ours.decide(request)),
      toContestant(`${CORE}, decideNow`, make, (request: Request) => ours.decideNow(request)),
    ],
    long,
  )
}

function verifyRaw(token: string): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const data = new TextEncoder().encode(`${header}.${payload}`)
  return crypto.subtle.verify('RSASSA-PKCS1-v1_5', publicKey, Buffer.from(signature, 'base64url'), data)
}

function toCpuUs(figures: readonly Figure[]): number {
  return figures.find(({ name }) => name === OURS)?.cpuUs ?? Number.NaN
}
