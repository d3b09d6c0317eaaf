/**
 * The headers of the request that server code is running for. Waits for Next.
 *
 * @see protocol.md 15.11
 */
import { AuthError } from '@postern/core'

/**
 * @param load Replaced in tests. The module is imported when asked for: it may not be loaded where the Pages Router renders.
 * @throws AuthError `ERR_AUTH_CACHED_SCOPE` where what is made is kept for other people; everything else that Next throws as it is, since some
 *   of it is control flow.
 */
export async function readNextHeaders(
  load: () => Promise<{ headers(): Promise<Headers> }> = () => import('next/headers.js'),
): Promise<Headers> {
  const next = await load()
  try {
    return await next.headers()
  } catch (error) {
    if (!isCachedScope(error)) throw error
    throw new AuthError(
      'ERR_AUTH_CACHED_SCOPE',
      'auth() was called inside of "use cache" or unstable_cache(), whose result is kept and shown to others. Call it outside, and pass what is needed, such as the user id, as an argument.',
      { cause: error },
    )
  }
}

/** Next has no code for it that is public; its text names the directive or the function. */
function isCachedScope(error: unknown): boolean {
  return (
    error instanceof Error &&
    /inside (of )?(a function cached with )?[`"]*(use cache|unstable_cache)/.test(error.message)
  )
}
