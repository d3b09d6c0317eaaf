/** Verification room. */
import { fail } from '../result.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { Result } from '../result.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import type { SessionClaims } from '../wire/session-claims.ts'
import type { TokenFailure } from './failures.ts'
import type { KeySource } from './key-source.ts'
import type { Verified } from './verified.ts'

export type SessionVerdict = Result<Verified<SessionClaims>, TokenFailure>
export interface VerifyOptions {
  /** Clock difference that is forgiven, in milliseconds. Default: the policy's. */
  readonly skewMs?: number
}
export interface SessionVerifier {
  recall(token: string): PeekedToken | null
  verifyNow(token: PeekedToken, nowMs: number, options?: VerifyOptions): SessionVerdict | null
  verify(token: PeekedToken, nowMs: number, options?: VerifyOptions): Promise<SessionVerdict>
}
export function createSessionVerifier(
  _policy: TokenPolicy,
  _keys: KeySource,
  _limits: { readonly tokenCacheMaxEntries: number },
): SessionVerifier {
  return {
    recall: () => null,
    verifyNow: () => null,
    verify: () => Promise.resolve(fail({ reason: 'jwk-failed-to-resolve', message: 'Not yet.' })),
  }
}
