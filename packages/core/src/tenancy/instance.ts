/**
 * Tenancy room. Settings + Ports → everything that is derived once and kept for as long as the instance lives. Does not wait.
 *
 * Two instances with different keys share nothing. `find-instance.ts` says who shares one.
 */
import { peekToken, type PeekedToken } from '../credentials/peek-token.ts'
import type { Verified } from '../claims/verified.ts'
import { createProviderMemory, type ProviderMemory } from '../provider/provider-memory.ts'
import { createIdentityProvider, type IdentityProvider } from '../provider/identity-provider.ts'
import { createTokenInspector, type TokenInspector } from '../provider/token-inspector.ts'
import { createNonceRedeemer, type NonceRedeemer } from '../provider/directives.ts'
import { createRecent, type Recent } from '../foundation/create-recent.ts'
import type { AuthEvent, Ports } from '../foundation/ports.ts'
import type { HandshakeCause } from '../handshake/redemption-rules.ts'
import { createFactsFinder, type SessionFacts } from '../session/session-facts.ts'
import type { KeyPolicy, Settings } from '../settings/settings.ts'
import { toKeySource } from '../verification/key-source.ts'
import { createKeys, type Keys } from '../verification/keys.ts'
import { createHandshakeVerifier, type HandshakeVerifier } from '../verification/handshake-verifier.ts'
import { createMachineVerifier, type MachineVerifier } from '../verification/machine-verifier.ts'
import { createSessionVerifier, type SessionVerifier } from '../verification/session-verifier.ts'
import type { SessionClaims } from '../wire/claims.ts'

/** What a browser's last handshake came to, as far as the next one would end alike. */
export interface LastRedemption {
  /** In development: why it could not be redeemed, or only with a clock forgiven. Null where it could, and in production. */
  readonly failure: { readonly cause: HandshakeCause; readonly atMs: number } | null
  /** A cookie that it set and that is larger than browsers keep; its name and value together. Null where there was none. */
  readonly oversized: { readonly name: string; readonly bytes: number; readonly atMs: number } | null
}

/** What costs a call or a verification to have, and is shared by all settings that have the same keys. */
export interface Vault {
  readonly keys: Keys
  readonly memory: ProviderMemory
}

/** What does not depend on who asks. The process keeps it. */
export interface Prepared {
  readonly settings: Settings
  readonly provider: IdentityProvider
  readonly memory: ProviderMemory
  readonly sessions: SessionVerifier
  /** Takes a token apart, unverified; one that was verified before is found as it was. */
  readonly peek: (token: string) => PeekedToken | null
  /** What a session is asked about, worked out once for each token that is remembered. */
  readonly findFacts: (claims: Verified<SessionClaims>) => SessionFacts
  readonly handshakes: HandshakeVerifier
  readonly machines: MachineVerifier
  readonly inspector: TokenInspector
  readonly nonces: NonceRedeemer
  /** What the last handshake of a browser came to, by what that browser carries. Bounded, and told to no other browser. */
  readonly lastRedemption: Recent<LastRedemption>
  /** Names of the keys that are there, as far as they are known. */
  readonly kids: () => readonly string[]
}

/** The same for one caller. */
export interface Instance extends Prepared {
  /** The caller's own. */
  readonly ports: Ports
  /** Tells the caller's log. */
  readonly report: (event: AuthEvent) => void
  /** The same, once for the keys of this instance: for what will not change from one request to the next. */
  readonly reportOnce: ReportOnce
}

/** @param id What is told, where an event can have several causes. Default: the event's name. */
export type ReportOnce = (event: AuthEvent, id?: string) => void

/** Prepares the keys of an instance. */
export function createVault(policy: KeyPolicy, ports: Ports): Vault {
  return { keys: createKeys(toKeySource(policy), ports), memory: createProviderMemory() }
}

/** Prepares an instance. @param ports Shared by all who will ask. */
export function createPrepared(settings: Settings, ports: Ports, vault: Vault): Prepared {
  const { memory } = vault
  const provider = createIdentityProvider(settings, ports, memory.findBudget(settings.calls))
  const { tokenCacheMaxEntries } = settings
  const sessions = createSessionVerifier(settings.tokens, vault.keys, { tokenCacheMaxEntries })
  return {
    settings,
    provider,
    memory,
    sessions,
    peek: (token) => sessions.find(token) ?? peekToken(token, sessions.findHeader),
    findFacts: createFactsFinder(),
    handshakes: createHandshakeVerifier(settings.tokens, vault.keys),
    machines: createMachineVerifier(settings.tokens, vault.keys),
    inspector: createTokenInspector(settings, provider, ports, memory),
    nonces: createNonceRedeemer(settings.secretKey, provider, memory),
    lastRedemption: createRecent(),
    kids: vault.keys.kids,
  }
}
