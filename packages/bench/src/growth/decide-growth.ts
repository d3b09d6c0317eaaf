/** Bench. A decision as what it reads grows: patterns of organizations, keys, cookies, the token. */
import { createAuth, type Auth } from '@postern/core'
import { toContestant, type Contestant, type Plan } from '../measure.ts'
import { keys, mintToken, publishableKey, secretKey, signClaims, toClaims, toSignedInRequest } from '../mint.ts'
import { toOurOutcome } from '../outcomes.ts'
import { toKeyServer } from './key-server.ts'
import { forSizes, measureSizes, type Curve } from './curve.ts'

const plan: Plan = { rounds: 25, batch: 256, inFlight: 64 }
const silent = { log: () => {} }
const isSignedIn = { isRight: (answer: unknown): boolean => toOurOutcome(answer) === 'signed-in' }
/** Tokens of other parts are no news. */
const FIRST_NEW = 7e9

/**
 * The token that is seen names an organization; each path names the same one, or none. A path that names one is held against the patterns one by
 * one, as the first that matches decides. Waits.
 */
export async function growOrganizations(): Promise<readonly Curve[]> {
  const token = await mintToken(0)
  const measureAt = async (title: Pick<Curve, 'name' | 'mayBe'>, toPath: (count: number) => string): Promise<Curve> => {
    const contestants = new Map<number, Contestant<unknown>>()
    for (const count of [1, 10, 100, 1_000, 10_000]) {
      const organizationPatterns = Array.from({ length: count }, (_, index) => `/area${index}/:slug/(.*)`)
      const auth = createAuth({ ...keys, organizationSyncOptions: { organizationPatterns } }, silent)
      contestants.set(count, await toSeen(auth, token, (request) => withUrl(request, toPath(count))))
    }
    const few = { ...plan, rounds: 9, batch: 64 }
    return measureSizes({ ...title, grows: 'organization patterns' }, contestants, few)
  }
  const none = 'Seen token, the path names no organization'
  const own = 'Seen token, the path names its organization'
  return [
    await measureAt({ name: none, mayBe: 'flat' }, () => '/somewhere/else/entirely'),
    await measureAt({ name: own, mayBe: 'linear' }, (count) => `/area${count - 1}/acme/reports`),
  ]
}

/** The key that counts is the last one. Waits. */
export async function growKeys(): Promise<readonly Curve[]> {
  const sizes = [1, 4, 16, 64] as const
  const create = (count: number): Auth =>
    createAuth({ publishableKey, secretKey }, { ...silent, fetch: toKeyServer(count) })
  const seen = await mintToken(0)
  const repeated = new Map<number, Contestant<unknown>>()
  for (const count of sizes) repeated.set(count, await toSeen(create(count), seen))
  const fresh = forSizes(sizes, (count) => toNew(create(count)))
  // Each `fetch` port is another world, whose keys are loaded anew.
  const first = forSizes(sizes, (count) =>
    toContestant(
      '',
      () => ({ auth: create(count), request: toSignedInRequest(seen) }),
      ({ auth, request }) => auth.decide(request),
      isSignedIn,
    ),
  )
  return [
    await measureSizes({ name: 'Seen token', grows: 'keys in the set', mayBe: 'flat' }, repeated, plan),
    await measureSizes({ name: 'New token', grows: 'keys in the set', mayBe: 'flat' }, fresh, plan),
    await measureSizes(
      { name: 'First decision, which loads the set', grows: 'keys in the set', mayBe: 'linear' },
      first,
      { ...plan, batch: 32, inFlight: 1 },
    ),
  ]
}

/** Cookies of other software before ours. Waits. */
export async function growCookies(): Promise<readonly Curve[]> {
  const token = await mintToken(0)
  const auth = createAuth(keys, silent)
  const contestants = new Map<number, Contestant<unknown>>()
  for (const count of [1, 10, 50, 100, 200]) {
    const more = Array.from({ length: count }, (_, index) => `other_cookie_${index}=${'v'.repeat(20)}`).join('; ')
    contestants.set(count, await toSeen(auth, token, (request) => withCookies(request, more)))
  }
  return [
    await measureSizes(
      { name: 'Seen token', grows: 'cookies besides, of 40 bytes', mayBe: 'linear' },
      contestants,
      plan,
    ),
  ]
}

/** The least that a session of ours takes is 0.8 kB, of which the signature is 0.34. Waits. */
export async function growTokens(): Promise<readonly Curve[]> {
  const sizes = [0.8, 2, 4, 8, 16] as const
  const auth = createAuth(keys, silent)
  const repeated = new Map<number, Contestant<unknown>>()
  for (const size of sizes) repeated.set(size, await toSeen(auth, await mintSized(size, FIRST_NEW - 1)))
  const fresh = forSizes(sizes, (size) => toNew(auth, (serial) => mintSized(size, serial)))
  const grows = 'kB of token'
  return [
    await measureSizes({ name: 'Seen token', grows, mayBe: 'linear' }, repeated, plan),
    await measureSizes({ name: 'New token', grows, mayBe: 'linear' }, fresh, { ...plan, rounds: 9, batch: 64 }),
  ]
}

/** @param kb Length of the token as it is carried. */
function mintSized(kb: number, serial: number): Promise<string> {
  const { azp, exp, iat, iss, nbf, sid, sub } = toClaims(serial)
  const claims = { azp, exp, iat, iss, nbf, sid, sub, v: 2 }
  const bare = 90 + 342 + 2 + Math.ceil((JSON.stringify({ ...claims, pad: '' }).length * 4) / 3)
  return signClaims({ ...claims, pad: 'p'.repeat(Math.max(0, Math.floor(((kb * 1_000 - bare) * 3) / 4) - 2)) })
}

async function toSeen(
  auth: Auth,
  token: string,
  change: (request: Request) => Request = (request) => request,
): Promise<Contestant<unknown>> {
  const prepare = (): Request => change(toSignedInRequest(token))
  await auth.decide(prepare())
  return toContestant('', prepare, (request: Request) => auth.decide(request), isSignedIn)
}

function toNew(auth: Auth, mint: (serial: number) => Promise<string> = mintToken): Contestant<unknown> {
  const prepare = async (serial: number): Promise<Request> => toSignedInRequest(await mint(FIRST_NEW + serial))
  return toContestant('', prepare, (request: Request) => auth.decide(request), isSignedIn)
}

function withUrl(request: Request, path: string): Request {
  return new Request(new URL(path, request.url), { headers: request.headers })
}

function withCookies(request: Request, more: string): Request {
  const headers = new Headers(request.headers)
  headers.set('cookie', `${more}; ${headers.get('cookie') ?? ''}`)
  return new Request(request.url, { headers })
}
