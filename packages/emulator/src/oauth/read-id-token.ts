/** Reads an ID token that comes back as a hint. Its end does not matter: it says who is meant, and proves nothing. */
import { compactVerify, createLocalJWKSet, decodeJwt } from 'jose'
import { type Instance, toOAuthIssuer } from '../instance.ts'

/** Of whom, for which client. */
export interface IdTokenHint {
  readonly userId: string
  readonly clientId: string
}

/** null for a token that this emulator did not sign as an ID token. @see OpenID Connect Core 1.0 §3.1.2.1; RP-Initiated Logout 1.0 §2 */
export async function readIdToken(instance: Instance, text: string): Promise<IdTokenHint | null> {
  try {
    const keys = createLocalJWKSet({ keys: instance.keyring.known().map((key) => ({ ...key })) })
    await compactVerify(text, keys)
    const { iss, sub, aud } = decodeJwt(text)
    if (iss !== toOAuthIssuer(instance) || sub === undefined || typeof aud !== 'string') return null
    return { userId: sub, clientId: aud }
  } catch {
    return null
  }
}
