/** Verification room. The one question that verifiers ask about keys. Types only. */
import type { Result } from '../foundation/result.ts'
import type { Soon } from '../foundation/soon.ts'
import type { TokenFailure } from '../claims/token-failure.ts'
import type { VerificationKey } from './verification-key.ts'

export interface Keys {
  /**
   * The key that a token names: at once where it is imported and may be used without asking anybody; later where the provider or the
   * crypto has to be waited for. Never rejects.
   *
   * @param kid As the token's header has it; anything odd finds nothing.
   * @param alg The header's algorithm. Matters only where the JWK names none. Default RS256.
   */
  find(kid: unknown, nowMs: number, alg?: string): Soon<Result<VerificationKey, TokenFailure>>
  /** Names of the keys that are there, as far as they are known. */
  readonly kids: () => readonly string[]
  /** Whether the key is still part of the live key set, so that a token that it verified earlier may be trusted. */
  isCurrent(key: VerificationKey, nowMs: number): boolean
}
