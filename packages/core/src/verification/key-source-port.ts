/** Verification room. What a verifier asks for keys. Types only. */
import type { Result } from '../foundation/result.ts'
import type { TokenFailure } from './failures.ts'
import type { VerificationKey } from './verification-key.ts'

export interface KeySource {
  /**
   * The key, if it is imported and may be used without asking anybody; else null.
   *
   * @param kid As the token's header has it; anything odd finds nothing.
   * @param alg The header's algorithm. Matters only where the JWK names none. Default RS256.
   */
  find(kid: unknown, nowMs: number, alg?: string): VerificationKey | null
  /** The key, after asking the provider if need be. Never rejects. */
  load(kid: unknown, nowMs: number, alg?: string): Promise<Result<VerificationKey, TokenFailure>>
  /** Names of the keys that are there, as far as they are known. */
  readonly kids: () => readonly string[]
  /** Whether the key is still part of the live key set, so that a token that it verified earlier may be trusted. */
  isCurrent(key: VerificationKey, nowMs: number): boolean
}
