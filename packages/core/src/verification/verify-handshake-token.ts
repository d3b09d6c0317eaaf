/** Verification room. */
import { fail } from '../result.ts'
import type { Result } from '../result.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import type { TokenFailure } from './failures.ts'
import type { KeySource } from './key-source.ts'
import type { Verified } from './verified.ts'

export type HandshakeVerdict = Result<Verified<{ readonly handshake: readonly string[] }>, TokenFailure>
export interface HandshakeVerifier {
  verify(token: string, nowMs: number, options?: { readonly skewMs?: number }): Promise<HandshakeVerdict>
}
export function createHandshakeVerifier(_policy: TokenPolicy, _keys: KeySource): HandshakeVerifier {
  return { verify: () => Promise.resolve(fail({ reason: 'jwk-failed-to-resolve', message: 'Not yet.' })) }
}
