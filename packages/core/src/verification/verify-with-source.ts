/**
 * Verification room. Token + key source → whether a key of the source signed it. Waits for keys and crypto. Remembers nothing.
 *
 * @see protocol.md 4.2 steps 3 and 6
 */
import { begin, Later, type Soon } from '../foundation/soon.ts'
import { verifySignature } from './verify-signature.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { TokenFailure } from '../claims/token-failure.ts'
import type { Keys } from './keys.ts'

/** Null when a key of the source signed the token, else why not. The header was found without fault before. Never rejects. */
export function verifyWithSource(token: PeekedToken, keys: Keys, nowMs: number): Soon<TokenFailure | null> {
  return new Later(async () => {
    const { kid, alg } = token.header
    const name = typeof alg === 'string' ? alg : ''
    const key = await begin(keys.find(kid, nowMs, name))
    return key.ok ? verifySignature(token, key.value) : key.failure
  })
}
