/** Verification room. Where keys come from. */
import { fail } from '../result.ts'
import type { Ports } from '../ports.ts'
import type { Result } from '../result.ts'
import type { KeyPolicy } from '../settings/settings.ts'
import type { TokenFailure } from './failures.ts'

/** A key that verifies signatures. One object per key for as long as the key is part of the live set. */
export interface VerificationKey {
  readonly key: CryptoKey
  /** The only algorithm that the JWK allows, or null where it names none. */
  readonly alg: string | null
  /** Identity of the key set that first brought this key. */
  readonly keySet: object
}

export interface KeySource {
  /** The key, if it is at hand and may be used without asking anybody; else null. */
  find(kid: unknown, nowMs: number, alg?: string): VerificationKey | null
  /** The key, after asking the provider if need be. */
  load(kid: unknown, nowMs: number, alg?: string): Promise<Result<VerificationKey, TokenFailure>>
  /** Whether the key is still part of the live key set, so that a token verified by it earlier may be trusted. */
  isCurrent(key: VerificationKey, nowMs: number): boolean
}

export function createKeySource(_policy: KeyPolicy, _ports: Ports): KeySource {
  return {
    find: () => null,
    load: () => Promise.resolve(fail({ reason: 'jwk-failed-to-resolve', message: 'Not yet.' })),
    isCurrent: () => false,
  }
}
