/** Bench. Decisions in one Node process: new, seen, signed out, handshake; Hono without HTTP, matchers, garbage, sizes, single flight. */
import { jwtVerify } from 'jose'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { against, apps, before, checkHonesty, countVerifications, ours, peer, uncached } from './contestants.ts'
import { measureMatcher, OURS, PEER } from './matcher.ts'
import { measure, toContestant, type Contestant, type Figure, type Plan } from './measure.ts'
import { mintToken, publicKey, toHandshakeRequest, toSignedInRequest, toSignedOutRequest } from './mint.ts'
import { print, say, toCell, toRatio, type Goal } from './report.ts'
import { measureSizes } from './sizes.ts'

const CORE = '@postern/core'
const BACKEND = '@clerk/backend'
const BEFORE = `${CORE}, ${against ?? ''}`
const RAW = 'raw subtle.verify'
const plan: Plan = { rounds: 15, batch: 256, inFlight: 64 }
const long: Plan = { ...plan, batch: 1024 }

/** Prints what each scene takes. Waits. @returns The goals. */
export async function measureInProcess(): Promise<readonly Goal[]> {
  await checkHonesty()
  return [...(await measureDecisions()), ...(await measureMatchers()), ...measureGarbage(), ...(await measureBundles())]
}

async function measureDecisions(): Promise<readonly Goal[]> {
  say('Node: new token')
  const fresh = await measureNewTokens()
  print('New token, 64 in flight', fresh, RAW)
  const seen = await mintToken(0)
  const toSeen = (): Request => toSignedInRequest(seen)
  await ours.decide(toSeen())
  say('Node: seen token, signed out, handshake, Hono')
  const repeated = await measureBoth(toSeen)
  print('Seen token', repeated, CORE)
  const out = await measureBoth(toSignedOutRequest)
  print('Signed out', out, CORE)
  const trip = await measureBoth(toHandshakeRequest)
  print('Handshake redirect', trip, CORE)
  print('Hono in process, seen token', await measureHonoApps(toSeen), 'open route')
  const oneToken = await countVerifications((request) => ours.decide(request), await mintToken(1e9))
  const peerOneToken = await countVerifications(peer, await mintToken(1e9 + 1))
  console.log(`\n20 parallel requests with one new token: ${oneToken} checked, ${BACKEND} ${peerOneToken}`)
  const [floor, ratio] = [toRatio(fresh, CORE, RAW), toRatio(fresh, BACKEND, CORE)]
  return [
    { name: 'new token ÷ raw verify', value: floor, gate: 2.2, target: 1.9, isAtMost: true },
    { name: 'new token: peer ÷ ours', value: ratio, gate: 9, target: 12, isAtMost: false },
    {
      name: 'seen token: peer ÷ ours',
      value: toRatio(repeated, BACKEND, CORE),
      gate: 120,
      target: 250,
      isAtMost: false,
    },
    { name: 'signed out: peer ÷ ours', value: toRatio(out, BACKEND, CORE), gate: 40, target: 100, isAtMost: false },
    { name: 'handshake: peer ÷ ours', value: toRatio(trip, BACKEND, CORE), gate: 15, target: 30, isAtMost: false },
    { name: '20 requests, one new token: verifies', value: oneToken, gate: 1, target: 1, isAtMost: true },
  ]
}

async function measureMatchers(): Promise<readonly Goal[]> {
  say('Node: matchers')
  const few = await measureMatcher(10)
  print('Matcher, far miss, 10 patterns (200 matches a run)', few, OURS)
  const many = await measureMatcher(1_000)
  print('Matcher, far miss, 1000 patterns (200 matches a run)', many, OURS)
  const [ratio, growth] = [toRatio(many, PEER, OURS), toCpuUs(many) / toCpuUs(few)]
  return [
    { name: 'matcher at 1,000 patterns: peer ÷ ours', value: ratio, gate: 500, target: 2_500, isAtMost: false },
    { name: 'matcher: 1,000 patterns ÷ 10', value: growth, gate: 2, target: 1.5, isAtMost: true },
  ]
}

function measureGarbage(): readonly Goal[] {
  say('Node: garbage, in a process of its own')
  const flags = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256']
  const { stdout } = spawnSync(
    process.execPath,
    [...flags, join(import.meta.dirname, 'garbage.ts'), ...process.argv.slice(2)],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  console.log(`\nGarbage per request\n${stdout.trimEnd()}`)
  const readKib = (row: string): number => Number(new RegExp(`^ *${row} +([\\d.]+) KiB$`, 'm').exec(stdout)?.[1])
  const [fresh, seen] = [readKib(`new token, ${CORE}`), readKib(`seen token, ${CORE}`)]
  return [
    { name: 'garbage, new token, KiB', value: fresh, gate: 14, target: 6, isAtMost: true },
    { name: 'garbage, seen token, KiB', value: seen, gate: 1.5, target: 0.8, isAtMost: true },
  ]
}

async function measureBundles(): Promise<readonly Goal[]> {
  say('bundles')
  const sizes = await measureSizes()
  console.log('\nBundle, brotli')
  for (const [name, kib] of sizes) console.log(`  ${toCell(name)} ${kib.toFixed(1).padStart(9)} KiB`)
  const toGoal = (name: string, gate: number, target: number): Goal => {
    return { name: `bundle of ${name}, KiB`, value: sizes.get(name) ?? Number.NaN, gate, target, isAtMost: true }
  }
  return [
    toGoal('@postern/core, all of it', 13, 10),
    toGoal('@postern/hono', 14, 11),
    toGoal('@postern/next middleware', 17, 13),
  ]
}

function measureHonoApps(make: () => Request): Promise<readonly Figure[]> {
  return measure(
    [
      toContestant('open route', make, (request: Request) => apps.open.fetch(request)),
      toContestant('@clerk/hono', make, (request: Request) => apps.peer.fetch(request)),
      toContestant('@postern/hono', make, (request: Request) => apps.ours.fetch(request)),
    ],
    long,
  )
}

function measureNewTokens(): Promise<readonly Figure[]> {
  const toNew = async (serial: number): Promise<Request> => toSignedInRequest(await mintToken(serial))
  return measure(
    [
      toContestant(RAW, mintToken, verifyRaw),
      toContestant('jose jwtVerify', mintToken, (token: string) => jwtVerify(token, publicKey)),
      toContestant(BACKEND, toNew, peer),
      toContestant(CORE, toNew, (request: Request) => ours.decide(request)),
      ...toBefore(toNew),
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
      ...toBefore(make),
    ],
    long,
  )
}

/** The other checkout, where one was named. */
function toBefore(make: (serial: number) => Request | Promise<Request>): readonly Contestant<unknown>[] {
  return before === null ? [] : [toContestant(BEFORE, make, (request: Request) => before?.decide(request))]
}

function verifyRaw(token: string): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const data = new TextEncoder().encode(`${header}.${payload}`)
  return crypto.subtle.verify('RSASSA-PKCS1-v1_5', publicKey, Buffer.from(signature, 'base64url'), data)
}

function toCpuUs(figures: readonly Figure[]): number {
  return figures.find(({ name }) => name === OURS)?.cpuUs ?? Number.NaN
}
