/**
 * Every kind of token × everything that can be wrong with it × every set that a route may accept: the status, the reason, the auth object
 * and how often the provider is asked.
 *
 * @see protocol.md 8-11, 15.5; rulings.md D11
 */
import type { AcceptsToken, TokenType } from '@postern/core'
import type { Emulator } from '@postern/emulator'
import { ACCEPTED_SETS } from '../expected/accepted-sets.ts'
import { machineFaults, sessionFaults } from '../expected/credential-faults.ts'
import { type HeaderMap, VISITORS } from '../expected/visitors.ts'
import { presentApiKey, presentM2MToken, presentOAuthToken, presentSession, type Presented } from './present-token.ts'

/** One credential in the Authorization header. */
export interface Proof {
  readonly name: string
  readonly type: TokenType
  readonly isGood: boolean
  /** Why it is not good, once it is looked at; null when it is. */
  readonly reason: string | null
  /** Calls to the provider when a route accepts its kind, without those for keys. */
  readonly calls: number
  /** The provider answers nothing but errors. */
  readonly isOutage?: boolean
  /** A new one each time, so that nobody remembers it. */
  readonly mint: (emulator: Emulator) => Promise<Presented>
}

/** A text that the provider never gave anybody. */
const made = (token: string): Presented => ({ token, seen: {} })
const good = { isGood: true, reason: null } as const
const bad = (reason: string): { readonly isGood: false; readonly reason: string } => ({ isGood: false, reason })

const faultySessions = sessionFaults.map(({ name, reason, mint }): Proof => ({
  name: `a session token: ${name}`,
  type: 'session_token',
  ...bad(reason),
  calls: 0,
  mint: async (emulator) => made(await mint(emulator)),
}))
const faultyMachines = machineFaults.map(({ visitor, type, reason, calls }): Proof => ({
  name: `${/^[aeu]/.test(visitor) ? 'an' : 'a'} ${visitor}`,
  type,
  ...bad(reason),
  calls,
  mint: async (emulator) => {
    const headers: HeaderMap = await VISITORS[visitor](emulator)
    return made(headers['authorization']?.slice('Bearer '.length) ?? '')
  },
}))

// prettier-ignore
export const proofs: readonly Proof[] = [
  { name: 'a session', type: 'session_token', ...good, calls: 0, mint: ({ mint }) => presentSession(mint.session()) },
  { name: 'a session that was revoked while its token lives', type: 'session_token', ...good, calls: 0, mint: async ({ mint, control }) => { const session = await mint.session(); control.revokeSession(session.sessionId); return presentSession(session) } },
  { name: 'a malformed session', type: 'session_token', ...bad('token-invalid'), calls: 0, mint: async () => made('a.b.c') },
  { name: 'a session during an outage', type: 'session_token', ...bad('jwk-remote-failed-to-load'), calls: 0, isOutage: true, mint: ({ mint }) => presentSession(mint.session()) },

  { name: 'an API key', type: 'api_key', ...good, calls: 1, mint: ({ mint }) => presentApiKey(mint.apiKey()) },
  { name: 'a malformed API key', type: 'api_key', ...bad('token-invalid'), calls: 0, mint: async () => made('ak_not%20a*key') },
  { name: 'an API key that is too long', type: 'api_key', ...bad('token-invalid'), calls: 0, mint: async () => made(`ak_${'a'.repeat(5000)}`) },
  { name: 'an API key during an outage', type: 'api_key', ...bad('provider-unavailable'), calls: 1, isOutage: true, mint: ({ mint }) => presentApiKey(mint.apiKey()) },

  { name: 'an opaque M2M token', type: 'm2m_token', ...good, calls: 1, mint: ({ mint }) => presentM2MToken(mint.m2mToken()) },
  { name: 'a malformed M2M token', type: 'm2m_token', ...bad('token-invalid'), calls: 0, mint: async () => made('mt_not%20a*token') },
  { name: 'an M2M token during an outage', type: 'm2m_token', ...bad('provider-unavailable'), calls: 1, isOutage: true, mint: ({ mint }) => presentM2MToken(mint.m2mToken()) },
  { name: 'a signed M2M token', type: 'm2m_token', ...good, calls: 0, mint: ({ mint }) => presentM2MToken(mint.m2mToken({ format: 'jwt' })) },
  { name: 'a machine’s token of another category', type: 'm2m_token', ...bad('token-invalid'), calls: 0, mint: async ({ mint }) => made(await mint.token({ sub: 'mch_worker', exp: 4_000_000_000 }, { header: { cat: 'cl_B7d4PD111AAA' } })) },

  { name: 'an opaque OAuth token', type: 'oauth_token', ...good, calls: 1, mint: ({ mint }) => presentOAuthToken(mint.oauthToken()) },
  { name: 'a malformed OAuth token', type: 'oauth_token', ...bad('token-invalid'), calls: 0, mint: async () => made('oat_not%20a*token') },
  { name: 'an OAuth token during an outage', type: 'oauth_token', ...bad('provider-unavailable'), calls: 1, isOutage: true, mint: ({ mint }) => presentOAuthToken(mint.oauthToken()) },
  { name: 'a signed OAuth token', type: 'oauth_token', ...good, calls: 0, mint: ({ mint }) => presentOAuthToken(mint.oauthToken({ format: 'jwt' })) },
  { name: 'an OAuth token that is signed as an M2M token', type: 'oauth_token', ...bad('token-invalid'), calls: 0, mint: async ({ mint }) => made(await mint.token({ sub: 'user_ada', exp: 4_000_000_000 }, { header: { typ: 'at+jwt', cat: 'cl_B7d4PD333AAA' } })) },

  ...faultySessions,
  ...faultyMachines,
]

/** What routes accept. */
export const acceptedSets: readonly AcceptsToken[] = [...ACCEPTED_SETS, ['session_token', 'm2m_token', 'oauth_token']]

/** What a program must be told: 401 where machines are expected, else 404, so that nobody learns of pages that are not theirs. */
export function toExpectedStatus(proof: Proof, accepted: AcceptsToken): 200 | 401 | 404 | 503 {
  const isAccepted = isAmong(proof.type, accepted)
  if (isAccepted && proof.isGood) return 200
  // Nothing is known about it (in-use 18).
  if (isAccepted && proof.reason === 'provider-unavailable') return 503
  if (isAccepted) return proof.type === 'session_token' ? 404 : 401
  return accepted === 'session_token' ? 404 : 401
}

/**
 * Why it is refused: what is wrong with it, or that its kind is not asked for. Sessions are looked at wherever they come, machine tokens only
 * where somebody asks.
 */
export function toExpectedReason(proof: Proof, accepted: AcceptsToken, isUnaskedSeen: boolean): string | null {
  const isSeen = isUnaskedSeen || proof.type === 'session_token' || isAmong(proof.type, accepted)
  if (isAmong(proof.type, accepted) || (isSeen && !proof.isGood)) return proof.reason
  // What holds where it is not asked for: a program that shows it is told, a page that is not there says no more than that.
  return isSeen && accepted === 'session_token' ? 'protect-rewrite' : 'token-type-mismatch'
}

export function isAmong(type: TokenType, accepted: AcceptsToken): boolean {
  return accepted === 'any' || accepted === type || (Array.isArray(accepted) && accepted.includes(type))
}

const NOTHING: Readonly<Record<TokenType, readonly string[]>> = {
  session_token:
    'sessionClaims sessionId sessionStatus userId actor orgId orgRole orgSlug orgPermissions factorVerificationAge'.split(
      ' ',
    ),
  api_key: ['id', 'subject', 'scopes', 'name', 'claims', 'userId', 'orgId'],
  m2m_token: ['id', 'subject', 'scopes', 'claims', 'machineId'],
  oauth_token: ['id', 'subject', 'scopes', 'userId', 'clientId'],
}

/** What `auth({ acceptsToken })` says, as JSON; of a token that holds, at least this. @see protocol.md 10, 11 */
export function toExpectedAuth(proof: Proof, accepted: AcceptsToken, seen: Presented['seen']): object {
  const isAccepted = isAmong(proof.type, accepted)
  if (isAccepted && proof.isGood) return { tokenType: proof.type, isAuthenticated: true, ...seen }
  const tokenType = isAccepted ? proof.type : Array.isArray(accepted) ? null : (accepted as TokenType)
  const names = tokenType === null ? [] : NOTHING[tokenType]
  return { tokenType, isAuthenticated: false, ...Object.fromEntries(names.map((name) => [name, null])) }
}
