/** Bench. Many new tokens at the same time. A process of its own; argument: how many. Sends what that took. */
import { createAuth, type Auth } from '@postern/core'
import { ageInputs, collectAll } from '../collect-garbage.ts'
import { keys, signClaims, toClaims, toSignedInRequest } from '../mint.ts'
import { toOurOutcome } from '../outcomes.ts'

/** For one count of tokens. */
export interface Crowd {
  /** CPU time for each token, in each round. */
  readonly cpuUs: readonly number[]
  /** What is reachable while all are in the air, besides their requests. */
  readonly heldKib: number
  /** Signatures checked in one round. */
  readonly verifications: number
}

/** Rounds, each with an instance that knows nobody yet; the first is not counted. */
const ROUNDS = 4
/** Decisions that are made before, so that what is measured is compiled. */
const WARM_UP = 1_024

const size = Number(process.argv[2])
const tokens: string[] = []
while (tokens.length < Math.max(size, 64)) tokens.push(await signClaims(toClaims(tokens.length)))
const toRequests = (): readonly Request[] => tokens.slice(0, size).map(toSignedInRequest)

/** Other memory for each: how much of it is part of what an instance is found by. */
function createOne(index: number): Auth {
  return createAuth({ ...keys, tokenCacheMaxEntries: 100_000 + index }, { log: () => {} })
}

let count = 0
const { subtle } = crypto
const verify = subtle.verify.bind(subtle)
subtle.verify = (...args: Parameters<typeof verify>): Promise<boolean> => {
  count++
  return verify(...args)
}

async function timeRound(index: number): Promise<number> {
  const [auth, requests] = [createOne(index), toRequests()]
  ageInputs()
  count = 0
  const before = process.cpuUsage()
  const decisions = await Promise.all(requests.map((request) => auth.decide(request)))
  const { user, system } = process.cpuUsage(before)
  if (!decisions.every((decision) => toOurOutcome(decision) === 'signed-in'))
    throw new Error('Somebody is not signed in.')
  return (user + system) / size
}

async function weigh(): Promise<number> {
  const [auth, requests] = [createOne(ROUNDS), toRequests()]
  // What was given up before is freed in several turns.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    collectAll()
  }
  const before = process.memoryUsage()
  const all = requests.map((request) => auth.decide(request))
  collectAll()
  const after = process.memoryUsage()
  await Promise.all(all)
  return (after.heapUsed + after.external - before.heapUsed - before.external) / 1_024
}

const warm = createAuth({ ...keys, tokenCacheMaxEntries: 0 }, { log: () => {} })
for (let index = 0; index < WARM_UP; index++) await warm.decide(toSignedInRequest(tokens[index % tokens.length] ?? ''))
const cpuUs: number[] = []
for (let index = 0; index < ROUNDS; index++) cpuUs.push(await timeRound(index))
const verifications = count
const crowd: Crowd = { cpuUs: cpuUs.slice(1), heldKib: await weigh(), verifications }
process.send?.(crowd)
process.disconnect()
