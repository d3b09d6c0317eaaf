/** Verification room. */
import { fail } from '../result.ts'
import type { M2MFacts, OAuthFacts } from '../credentials/machine-facts.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { Result } from '../result.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import type { MachineFailure } from './failures.ts'
import type { KeySource } from './key-source.ts'
import type { Verified } from './verified.ts'

export type MachineVerdict = Result<Verified<M2MFacts | OAuthFacts>, MachineFailure>
export interface MachineVerifier {
  verify(token: PeekedToken, type: 'm2m_token' | 'oauth_token', nowMs: number): Promise<MachineVerdict>
}
export function createMachineVerifier(_policy: TokenPolicy, _keys: KeySource): MachineVerifier {
  return {
    verify: () => Promise.resolve(fail({ reason: 'token-verification-failed', message: 'Not yet.', status: null })),
  }
}
