/**
 * Corridor. Settings + Ports → everything that is derived once and kept for as long as the instance lives.
 *
 * Caches live here and nowhere else, so two instances with different keys share nothing.
 */
import { peekToken, type PeekedToken } from './credentials/peek-token.ts'
import { createIdentityProvider, type IdentityProvider } from './exchange/identity-provider.ts'
import { createTokenInspector, type TokenInspector } from './exchange/introspect-token.ts'
import { createNonceRedeemer, type NonceFailure, type NonceRedeemer } from './exchange/redeem-nonce.ts'
import type { AuthEvent, Ports } from './ports.ts'
import type { Settings } from './settings/settings.ts'
import { createKeySource, type KeySource } from './verification/key-source.ts'
import { createHandshakeVerifier, type HandshakeVerifier } from './verification/verify-handshake-token.ts'
import { createMachineVerifier, type MachineVerifier } from './verification/verify-machine-token.ts'
import { createSessionVerifier, type SessionVerifier } from './verification/verify-session-token.ts'
import type { Reason } from './wire/reasons.ts'

/** Why a handshake was not redeemed. */
export type RedemptionFailure = Reason | NonceFailure

/** What costs a call or a verification to have, and is shared by all settings that have the same keys. */
export interface Vault {
  readonly keys: KeySource
}

export interface Instance {
  readonly settings: Settings
  readonly ports: Ports
  readonly provider: IdentityProvider
  readonly sessions: SessionVerifier
  /** Takes a token apart, unverified; one that was verified before is found as it was. */
  readonly peek: (token: string) => PeekedToken | null
  readonly handshakes: HandshakeVerifier
  readonly machines: MachineVerifier
  readonly inspector: TokenInspector
  readonly nonces: NonceRedeemer
  /** Why the last development handshake could not be redeemed, or only with a clock forgiven: then another would end the same way. */
  readonly lastRedemption: { failure: { readonly reason: RedemptionFailure; readonly atMs: number } | null }
  /** Tells the log. */
  readonly report: (event: AuthEvent) => void
}

/** Prepares the keys of an instance. */
export function createVault(settings: Settings, ports: Ports): Vault {
  return { keys: createKeySource(settings.keys, ports) }
}

/** Prepares an instance. */
export function createInstance(settings: Settings, ports: Ports, vault: Vault): Instance {
  const provider = createIdentityProvider(settings, ports)
  const { tokenCacheMaxEntries } = settings
  const sessions = createSessionVerifier(settings.tokens, vault.keys, { tokenCacheMaxEntries })
  return {
    settings,
    ports,
    provider,
    sessions,
    peek: (token) => sessions.recall(token) ?? peekToken(token, sessions.recallHeader),
    handshakes: createHandshakeVerifier(settings.tokens, vault.keys),
    machines: createMachineVerifier(settings.tokens, vault.keys),
    inspector: createTokenInspector(settings, provider, ports),
    nonces: createNonceRedeemer(settings.secretKey, provider),
    lastRedemption: { failure: null },
    report: ports.log,
  }
}
