/** What is wrong with a credential → why it is refused, once it is looked at. Every adapter and every runtime gives the same reason. */
import type { MachineTokenType } from '@postern/core'
import type { Emulator } from '@postern/emulator'
import { EXPIRED } from './answer-parts.ts'
import type { Visitor } from './visitors.ts'

/** A session token that is not what it says. */
export interface SessionFault {
  readonly name: string
  readonly reason: string
  readonly mint: (emulator: Emulator) => Promise<string>
}

/** A machine token that does not hold. */
export interface MachineFault {
  /** Who shows it. */
  readonly visitor: Visitor
  readonly type: MachineTokenType
  readonly reason: string
  /** How often the provider is asked about it where its kind is accepted. */
  readonly calls: number
}

const session =
  (options: Parameters<Emulator['mint']['session']>[0]): SessionFault['mint'] =>
  async ({ mint }) =>
    (await mint.session({ user: 'ada', ...options })).token

// prettier-ignore
export const sessionFaults: readonly SessionFault[] = [
  { name: 'alg none', reason: 'token-invalid-algorithm', mint: session({ header: { alg: 'none' } }) },
  { name: 'a foreign key', reason: 'token-invalid-signature', mint: session({ isForeign: true }) },
  { name: 'a kid that nobody knows', reason: 'jwk-kid-mismatch', mint: session({ header: { kid: 'ins_unknown' } }) },
  { name: 'a template token', reason: 'token-type-mismatch', mint: ({ mint }) => mint.templateToken() },
  { name: 'expired', reason: EXPIRED, mint: session({ expiresInSec: -30 }) },
]

// prettier-ignore
export const machineFaults: readonly MachineFault[] = [
  { visitor: 'expired API key',            type: 'api_key',     reason: 'token-invalid',             calls: 1 },
  { visitor: 'revoked API key',            type: 'api_key',     reason: 'token-invalid',             calls: 1 },
  { visitor: 'unknown API key',            type: 'api_key',     reason: 'token-invalid',             calls: 1 },
  { visitor: 'expired M2M token',          type: 'm2m_token',   reason: 'token-invalid',             calls: 1 },
  { visitor: 'revoked M2M token',          type: 'm2m_token',   reason: 'token-invalid',             calls: 1 },
  { visitor: 'unknown M2M token',          type: 'm2m_token',   reason: 'token-invalid',             calls: 1 },
  { visitor: 'expired signed M2M token',   type: 'm2m_token',   reason: 'token-verification-failed', calls: 0 },
  { visitor: 'forged M2M token',           type: 'm2m_token',   reason: 'token-verification-failed', calls: 0 },
  { visitor: 'expired OAuth token',        type: 'oauth_token', reason: 'token-invalid',             calls: 1 },
  { visitor: 'revoked OAuth token',        type: 'oauth_token', reason: 'token-invalid',             calls: 1 },
  { visitor: 'unknown OAuth token',        type: 'oauth_token', reason: 'token-invalid',             calls: 1 },
  { visitor: 'expired signed OAuth token', type: 'oauth_token', reason: 'token-verification-failed', calls: 0 },
  { visitor: 'forged OAuth token',         type: 'oauth_token', reason: 'token-verification-failed', calls: 0 },
]
