/**
 * Corridor. A session at hand → its `getToken`. Waits only for a token that the provider has to mint.
 *
 * @see protocol.md 11.1
 */
import { mintSessionToken } from '../provider/renew-session.ts'
import type { Instance } from '../tenancy/instance.ts'
import type { GetToken } from '../session/auth-object.ts'

/** @param session The session's id, null or undefined when its token names none, and the token itself. */
export function createGetToken(
  { settings, provider }: Instance,
  session: { readonly sessionId: string | null | undefined; readonly token: string },
): GetToken {
  return async (options) => {
    const { sessionId, token } = session
    if (sessionId === null || sessionId === undefined || sessionId === '') return null
    const template = options?.template ?? null
    const expiresInSec = options?.expiresInSeconds ?? null
    if (template === null && expiresInSec === null) return token
    return mintSessionToken({ sessionId, template, expiresInSec }, settings.secretKey, provider)
  }
}
