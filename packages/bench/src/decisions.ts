/** Bench. Decisions in one Node process: new, seen, through a policy, signed out, handshake; Hono and a fetch handler without HTTP; single flight. */
import { jwtVerify } from 'jose'
import { against, apps, before, countVerifications, decidePolicy, handlers } from './contestants.ts'
import { LACKED, ours, peer, peerPolicy, uncached } from './contestants.ts'
import type { Findings } from './findings.ts'
import { toGoal, type Goal, type GoalName } from './goals.ts'
import { measure, toContestant, type Contestant, type Figure, type More, type Plan } from './measure.ts'
import { mintToken, publicKey, toHandshakeRequest, toSignedInRequest, toSignedOutRequest } from './mint.ts'
import { toOurOutcome, toPeerOutcome, type Outcome } from './outcomes.ts'
import { print, say, toBestRatio, toRatio } from './report.ts'

const CORE = '@postern/core'
const BACKEND = '@clerk/backend'
const BEFORE = `${CORE}, before`
const RAW = 'raw subtle.verify'
const plan: Plan = { rounds: 25, batch: 256, inFlight: 64 }
const long: Plan = { ...plan, batch: 1024 }

type Make = (serial: number) => Request | Promise<Request>

/** Prints what each scene takes. Waits. */
export async function measureDecisions(): Promise<Findings> {
  if (against !== null) console.log(`\n"before" is ${against}`)
  say('Node: new token')
  const fresh = await measureNewTokens()
  const scenes = [print('New token, 64 in flight', fresh, RAW)]
  const seen = await mintToken(0)
  const toSeen = (): Request => toSignedInRequest(seen)
  await ours.decide(toSeen())
  await before?.decide(toSeen())
  say('Node: seen token')
  const repeated = await measureBoth(toSeen, 'signed-in')
  scenes.push(print('Seen token', repeated, CORE))
  say('Node: policy')
  const policy = await measurePolicy(toSeen)
  scenes.push(print('Policy: a matcher and protect({ permission }), seen token', policy, CORE))
  say('Node: signed out, handshake, Hono')
  const out = await measureBoth(toSignedOutRequest, 'signed-out')
  scenes.push(print('Signed out', out, CORE))
  const trip = await measureBoth(toHandshakeRequest, 'handshake')
  scenes.push(print('Handshake redirect', trip, CORE))
  scenes.push(print('Hono in process, seen token', await measureHonoApps(toSeen), 'open route'))
  scenes.push(print('Fetch handler in process, seen token', await measureHandlers(toSeen), 'open handler'))
  const goals = [
    toGoal('new token ÷ raw verify', toRatio(fresh, CORE, RAW), toBestRatio(fresh, CORE, RAW)),
    toPeerGoal('new token: peer ÷ ours', fresh),
    toPeerGoal('seen token: peer ÷ ours', repeated),
    toPeerGoal('policy, seen token: peer ÷ ours', policy),
    toPeerGoal('signed out: peer ÷ ours', out),
    toPeerGoal('handshake: peer ÷ ours', trip),
    await countForOneToken(),
  ]
  return { scenes, goals }
}

function toPeerGoal(name: GoalName, figures: readonly Figure[]): Goal {
  return toGoal(name, toRatio(figures, BACKEND, CORE), toBestRatio(figures, BACKEND, CORE))
}

async function countForOneToken(): Promise<Goal> {
  const mine = await countVerifications((request) => ours.decide(request), await mintToken(1e9))
  const theirs = await countVerifications(peer, await mintToken(1e9 + 1))
  console.log(`\n20 parallel requests with one new token: ${mine} checked, ${BACKEND} ${theirs}`)
  return toGoal('20 requests, one new token: verifies', mine)
}

function measureNewTokens(): Promise<readonly Figure[]> {
  const toNew = async (serial: number): Promise<Request> => toSignedInRequest(await mintToken(serial + 1))
  return measure(
    [
      toContestant(RAW, mintToken, verifyRaw, { isRight: (answer) => answer === true }),
      toContestant('jose jwtVerify', mintToken, (token: string) => jwtVerify(token, publicKey)),
      toContestant(BACKEND, toNew, peer, expectOfPeer('signed-in')),
      toContestant(CORE, toNew, (request: Request) => ours.decide(request), expectOfUs('signed-in')),
      ...toBefore(toNew, 'signed-in'),
      toContestant(
        `${CORE}, cache off`,
        toNew,
        (request: Request) => uncached.decide(request),
        expectOfUs('signed-in'),
      ),
    ],
    plan,
  )
}

function measureBoth(make: Make, outcome: Outcome): Promise<readonly Figure[]> {
  return measure(
    [
      toContestant(BACKEND, make, peer, expectOfPeer(outcome)),
      toContestant(CORE, make, (request: Request) => ours.decide(request), expectOfUs(outcome)),
      toContestant(`${CORE}, decideNow`, make, (request: Request) => ours.decideNow(request), expectOfUs(outcome)),
      ...toBefore(make, outcome),
    ],
    long,
  )
}

async function measurePolicy(make: Make): Promise<readonly Figure[]> {
  const refused = [await decidePolicy(ours, await make(0), LACKED), await peerPolicy(await make(0), LACKED)]
  if (toOurOutcome(refused[0]) !== 'refused' || refused[1] !== null) throw new Error('A policy lets everybody in.')
  const [us, them] = [expectOfUs('signed-in'), expectOfPeer('signed-in')]
  return measure(
    [
      toContestant(BACKEND, make, (request: Request) => peerPolicy(request), them),
      toContestant(CORE, make, (request: Request) => decidePolicy(ours, request), us),
      ...(before === null
        ? []
        : [toContestant(BEFORE, make, (request: Request) => before && decidePolicy(before, request), us)]),
    ],
    long,
  )
}

/** The other checkout, where one was named. */
function toBefore(make: Make, outcome: Outcome): readonly Contestant<unknown>[] {
  if (before === null) return []
  return [toContestant(BEFORE, make, (request: Request) => before?.decide(request), expectOfUs(outcome))]
}

const isUser = async (answer: unknown): Promise<boolean> => (await (answer as Response).text()).includes('"user_')

function measureHonoApps(make: Make): Promise<readonly Figure[]> {
  return measure(
    [
      toContestant('open route', make, (request: Request) => apps.open.fetch(request)),
      toContestant('@clerk/hono', make, (request: Request) => apps.peer.fetch(request), {
        isRight: isUser,
        batch: 256,
      }),
      toContestant('@postern/hono', make, (request: Request) => apps.ours.fetch(request), { isRight: isUser }),
    ],
    long,
  )
}

function measureHandlers(make: Make): Promise<readonly Figure[]> {
  return measure(
    [
      toContestant('open handler', make, (request: Request) => handlers.open(request)),
      toContestant('@postern/fetch', make, (request: Request) => handlers.ours(request), { isRight: isUser }),
    ],
    long,
  )
}

function expectOfUs(outcome: Outcome): More {
  return { isRight: (answer) => toOurOutcome(answer) === outcome }
}

/** The peer takes so long that a quarter of the runs says as much. */
function expectOfPeer(outcome: Outcome): More {
  return { isRight: (answer) => toPeerOutcome(answer) === outcome, batch: 256 }
}

function verifyRaw(token: string): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const data = new TextEncoder().encode(`${header}.${payload}`)
  return crypto.subtle.verify('RSASSA-PKCS1-v1_5', publicKey, Buffer.from(signature, 'base64url'), data)
}
