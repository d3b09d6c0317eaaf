/**
 * `clerkClient()` and `createClerkClient()`: calls to the provider's Backend API. Waits for Next's headers, and for calls.
 *
 * @see record 024
 */
import { mergeOptions, type AuthOptions, type Ports } from '@postern/core'
import type { BackendClient, BackendClientOptions } from '@postern/core/backend-client'
import { createBackendClient } from '@postern/core/backend-client'
import { createHandoverError } from './create-handover-error.ts'
import type { NextHeaders } from './create-next-headers.ts'
import { createNextHeaders } from './create-next-headers.ts'
import { readEnvironment } from '../middleware/environment.ts'
import { readKeysAtHand } from '../middleware/keys-at-hand.ts'
import { readHandover } from './read-handover.ts'

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
