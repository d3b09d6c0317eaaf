/**
 * The headers of the request that server code is running for. Waits for Next.
 *
 * @see protocol.md 15.11
 */
import { AuthError } from '@postern/core'

/** What is asked of Next. */
export interface NextRequestApi {
  /** `headers()` of `next/headers`: the same promise for as long as one request is rendered. */
  readonly headers: () => Promise<Headers>
  /**
   * Waits until there is a request to answer. Next counts the clock as something that changes from one rendering to the next, and complains
   * where it is read while a page is rendered in advance: in the build, and for links that are prefetched.
   */
  readonly untilRequest: () => Promise<void>
}

export interface NextHeaders {
  /**
   * The headers. Afterwards the clock may be read.
   *
   * @throws AuthError `ERR_AUTH_CACHED_SCOPE` where what is made is kept for other people; everything else that Next throws as it is, since
   *   some of it is control flow.
   */
  read(): Promise<Headers>
  /** The same headers without waiting, where they were read before for this request; else null. Never throws. */
  peek(): Headers | null
}

/** @param load Replaced in tests. The modules are imported when asked for: they may not be loaded where the Pages Router renders. */
export function createNextHeaders(load: () => Promise<NextRequestApi> = loadNext): NextHeaders {
  const known = new WeakMap<Promise<Headers>, Headers>()
  let loaded: NextRequestApi | null = null
  return {
    async read() {
      loaded ??= await load()
      try {
        const given = loaded.headers()
        const headers = await given
        await loaded.untilRequest()
        known.set(given, headers)
        return headers
      } catch (error) {
        throw isCachedScope(error) ? toScopeError(error) : error
      }
    },
    peek() {
      try {
        return loaded === null ? null : (known.get(loaded.headers()) ?? null)
      } catch {
        // Control flow of Next's. Whoever reads the headers next meets it again.
        return null
      }
    },
  }
}

async function loadNext(): Promise<NextRequestApi> {
  const { headers } = await import('next/headers.js')
  const cache: { readonly io?: () => Promise<void> } = await import('next/cache.js')
  // Next has it from 16.3 on. Unlike `connection()` it may be called inside of "use cache: private".
  return { headers, untilRequest: cache.io ?? (await import('next/server.js')).connection }
}

/** Next has no code for it that is public; its text names the directive or the function. */
function isCachedScope(error: unknown): boolean {
  return (
    error instanceof Error &&
    /inside (of )?(a function cached with )?[`"]*(use cache|unstable_cache)/.test(error.message)
  )
}

function toScopeError(cause: unknown): AuthError {
  return new AuthError(
    'ERR_AUTH_CACHED_SCOPE',
    'auth() was called inside of "use cache" or unstable_cache(), whose result is kept and shown to others. Call it outside, and pass what is needed, such as the user id, as an argument.',
    { cause },
  )
}
