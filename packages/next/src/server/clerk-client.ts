/**
 * `clerkClient()`, `createClerkClient()` and `currentUser()`: calls to the provider's Backend API. Waits for Next's headers, and for calls.
 *
 * @see record 024
 */
import { mergeOptions, type AuthOptions, type Ports, type AuthHandle } from '@postern/core'
import {
  type BackendClient,
  type BackendClientOptions,
  createBackendClient,
  type User,
} from '@postern/core/backend-client'
import { type NextHeaders, createNextHeaders } from './create-next-headers.ts'
import { readEnvironment } from '../middleware/environment.ts'
import { readKeysAtHand } from '../middleware/keys-at-hand.ts'
import { createHandoverError, readHandover } from './read-handover.ts'
import { auth } from './auth.ts'

/** @param given Parts of the outside world to replace, and the headers of the request, for tests. */
export function createClientFunction(
  next: NextHeaders,
  ports: Partial<Pick<Ports, 'fetch' | 'clock'>> = {},
): () => Promise<BackendClient> {
  const clock = ports.clock ?? { nowMs: () => Date.now() }
  const findOptions = async (): Promise<AuthOptions> => {
    const atHand = readKeysAtHand()
    if (atHand !== null) return atHand
    const environment = readEnvironment()
    const headers = await readHeaders(next)
    const found = headers === null ? null : readHandover(headers, environment, null, clock.nowMs())
    // Another tenant's keys may be in it; those of the environment would be a guess.
    if (found?.kind === 'refused') throw createHandoverError('clerkClient()', found.why)
    return found?.kind === 'opened' ? found.options : environment.options
  }
  return async () => createBackendClient(await findOptions(), ports)
}

/**
 * A client of the provider's Backend API: `const client = await clerkClient()`, `await client.users.getUser(userId)`.
 *
 * Its keys are those of the request: what the middleware was given for it and handed over, in the middleware's own handler the options of
 * that request, else the environment's. Like `headers()` of Next's it makes a page dynamic; `createClerkClient()` does not.
 *
 * @returns The client. It holds the methods that applications use beside a middleware; `@clerk/backend` has all of them.
 * @throws AuthError `ERR_AUTH_ENCRYPTION_KEY_INVALID` where the hand-over does not open; `ERR_AUTH_CACHED_SCOPE` inside of `"use cache"`.
 */
export const clerkClient: () => Promise<BackendClient> = /* @__PURE__ */ createClientFunction(
  /* @__PURE__ */ createNextHeaders(),
)

/**
 * A client with the keys that you name, for scripts and jobs.
 *
 * @param options Laid over the environment, which is read when the first method is called.
 * @param ports `fetch`, where calls go another way.
 */
export function createClerkClient(
  options: BackendClientOptions = {},
  ports: Partial<Pick<Ports, 'fetch'>> = {},
): BackendClient {
  return createBackendClient(() => mergeOptions(readEnvironment().options, options), ports)
}

/** The headers of the request, or null where there is none: a script, a job, the Pages Router. */
async function readHeaders(next: NextHeaders): Promise<Headers | null> {
  try {
    return await next.read()
  } catch (error) {
    // Next's own words; everything else that it throws is control flow, or says what is wrong.
    if (error instanceof Error && error.message.includes('outside a request scope')) return null
    throw error
  }
}

/** @param next The headers of the request: what was found is kept as long as they are. All three are replaced in tests. */
export function createCurrentUser(
  next: NextHeaders,
  handle: AuthHandle,
  findClient: () => Promise<BackendClient>,
): () => Promise<User | null> {
  const known = new WeakMap<object, Promise<User | null>>()
  const find = async (): Promise<User | null> => {
    const { userId } = await handle()
    return userId === null ? null : (await findClient()).users.getUser(userId)
  }
  return async () => {
    const headers = await next.read()
    const before = known.get(headers)
    if (before !== undefined) return before
    const finding = find()
    known.set(headers, finding)
    // A failure is told to whoever asked, and not remembered.
    finding.catch(() => known.delete(headers))
    return finding
  }
}

/**
 * The person who is signed in, or null. One call to the Backend API for each request, however often it is asked.
 *
 * @throws What `auth()` throws; a `BackendError` when the provider does not give the person.
 */
export const currentUser: () => Promise<User | null> = /* @__PURE__ */ createCurrentUser(
  /* @__PURE__ */ createNextHeaders(),
  auth,
  clerkClient,
)
