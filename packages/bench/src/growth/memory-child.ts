/**
 * Bench. What is left in memory after many requests, no two alike. A process of its own; sends its marks.
 *
 * Arguments: what is many, `ours` or `control`, and the counts after which to look. `control` makes the same requests and reads them without us:
 * what grows there is not ours.
 */
import { createAuth, type Auth } from '@postern/core'
import { collectAll } from '../collect-garbage.ts'
import { keys, mintToken, publishableKey, secretKey, toClaims, toSignedInRequest, toSigningInput } from '../mint.ts'
import { toOurOutcome, type Outcome } from '../outcomes.ts'
import { toKeyServer } from './key-server.ts'
import { createApplication, mintForTenant, toTenantRequest } from './tenants.ts'

/** What was there after so many requests. */
export interface Mark {
  readonly count: number
  /** What is reachable, after a collection. */
  readonly heapMib: number
  /** What the process holds, its heap's free pages included. */
  readonly residentMib: number
  /** CPU time of a request since the mark before, with what it takes to make it. */
  readonly cpuUs: number
}

/** What there is many of. */
interface Subject {
  readonly auth: Auth
  readonly make: (index: number) => Request | Promise<Request>
  readonly outcome: Outcome
  /** Texts that the control keeps, the last ones, as our cache keeps its tokens. Default: none. */
  readonly kept?: number
}

const silent = { log: () => {} }

/** Names of keys that nobody has. */
export const KID_SHAPES: Readonly<Record<string, (index: number) => string>> = {
  letters: (index) =>
    index
      .toString(26)
      .padStart(8, '0')
      .replaceAll(/\d/g, (digit) => 'qrstuvwxyz'.charAt(Number(digit))),
  kid_123: (index) => `kid_${index}`,
  digits: (index) => String(index),
  long: (index) => `${'ins_2aBcDeFgHiJkLmNoPqRsTuVwXyZ'.repeat(6)}${index}`,
}

const SUBJECTS: Readonly<Record<string, () => Promise<Subject>>> = {
  tokens: async () => {
    // A signature takes 600 µs to make. Without one the token still passes through everything that could keep something of it.
    crypto.subtle.verify = () => Promise.resolve(true)
    return {
      auth: createAuth(keys, silent),
      make: (index) => toSignedInRequest(`${toSigningInput(toClaims(index))}.${toSignature()}`),
      outcome: 'signed-in',
      kept: 10_000,
    }
  },
  tenants: async () => {
    const tokens: string[] = []
    while (tokens.length < MINTED) tokens.push(await mintForTenant(tokens.length, tokens.length))
    // Who its tenant is says the header; whether the issuer is right is not what is looked at here.
    return {
      auth: createApplication(),
      make: (index) => toTenantRequest(index, tokens[index % MINTED] ?? ''),
      outcome: 'signed-out',
    }
  },
  ...Object.fromEntries(
    Object.entries(KID_SHAPES).map(([name, toKid]) => [
      `kids of ${name}`,
      async (): Promise<Subject> => {
        const auth = createAuth({ publishableKey, secretKey }, { ...silent, fetch: toKeyServer(1) })
        await auth.decide(toSignedInRequest(await mintToken(0)))
        const make = (index: number): Request =>
          toSignedInRequest(`${toSigningInput(toClaims(0), toKid(index))}.${toSignature()}`)
        return { auth, make, outcome: 'signed-out' }
      },
    ]),
  ),
}

/** Tokens that tenants share among them. */
const MINTED = 100

function toSignature(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(256))).toString('base64url')
}

/** Reads a request as anybody would who decides something by it. */
function read(request: Request): unknown {
  const { headers } = request
  const text = headers.get('authorization') ?? headers.get('cookie') ?? ''
  const payload = /eyJ[\w-]+\.(eyJ[\w-]+)/.exec(text)?.[1] ?? '{}'
  return [
    new URL(request.url).pathname,
    headers.get('accept'),
    JSON.parse(Buffer.from(payload, 'base64url').toString()),
  ]
}

/** The last texts, copied: what a cookie's value is a part of is not kept. */
function createKeeper(kept: number): (request: Request) => void {
  const texts = new Map<string, string>()
  return (request) => {
    const text = Buffer.from(/eyJ[^;]+/.exec(request.headers.get('cookie') ?? '')?.[0] ?? '').toString('latin1')
    texts.set(text.slice(-32), text)
    for (const [oldest] of texts) {
      if (texts.size <= kept) break
      texts.delete(oldest)
    }
  }
}

async function count(subject: Subject, isControl: boolean, stops: readonly number[]): Promise<readonly Mark[]> {
  const marks: Mark[] = []
  const keep = createKeeper(subject.kept ?? 0)
  let index = 0
  for (const stop of stops) {
    const before = process.cpuUsage()
    const first = index
    let last: unknown = null
    for (; index < stop; index++) {
      const request = await subject.make(index)
      last = isControl ? [read(request), keep(request)] : await subject.auth.decide(request)
    }
    const { user, system } = process.cpuUsage(before)
    if (!isControl && toOurOutcome(last) !== subject.outcome)
      throw new Error(`Request ${index} was ${toOurOutcome(last)}, and has to be ${subject.outcome}.`)
    marks.push({ count: index, ...(await look()), cpuUs: (user + system) / (index - first) })
  }
  return marks
}

async function look(): Promise<Pick<Mark, 'heapMib' | 'residentMib'>> {
  // What waits for a turn is let through, and what a first collection frees of others is collected too.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    collectAll()
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heapMib: (heapUsed + external) / 2 ** 20, residentMib: rss / 2 ** 20 }
}

const [name = '', way, ...stops] = process.argv.slice(2)
const subject = await SUBJECTS[name]?.()
if (subject === undefined) throw new Error(`Nothing is called ${name}.`)
process.send?.(await count(subject, way === 'control', stops.map(Number)))
process.disconnect()
