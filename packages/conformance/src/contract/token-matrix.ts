/**
 * Every kind of token × everything that can be wrong with it × every set that a route may accept: the status, the reason, the auth object
 * and how often the provider is asked.
 *
 * @see issue 4; protocol.md 8-11, 15.5; rulings.md D11
 */
import type { AcceptsToken, TokenType } from '@postern/core'
import type { Emulator } from '@postern/emulator'
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
const random = (): string => crypto.randomUUID().replaceAll('-', '')
const EXPIRED_SESSION = 'session-token-expired-refresh-non-eligible-no-refresh-cookie'
const good = { isGood: true, reason: null } as const
const bad = (reason: string): { readonly isGood: false; readonly reason: string } => ({ isGood: false, reason })

// prettier-ignore
export const proofs: readonly Proof[] = [
  { name: 'a session', type: 'session_token', ...good, calls: 0, mint: ({ mint }) => presentSession(mint.session()) },
  { name: 'an expired session', type: 'session_token', ...bad(EXPIRED_SESSION), calls: 0, mint: ({ mint }) => presentSession(mint.session({ expiresInSec: -30 })) },
  { name: 'a forged session', type: 'session_token', ...bad('token-invalid-signature'), calls: 0, mint: ({ mint }) => presentSession(mint.session({ isForeign: true })) },
  { name: 'a session that was revoked while its token lives', type: 'session_token', ...good, calls: 0, mint: async ({ mint, control }) => { const session = await mint.session(); control.revokeSession(session.sessionId); return presentSession(session) } },
  { name: 'a session under an unknown key', type: 'session_token', ...bad('jwk-kid-mismatch'), calls: 0, mint: ({ mint }) => presentSession(mint.session({ header: { kid: 'ins_unknown' } })) },
  { name: 'an unsigned session', type: 'session_token', ...bad('token-invalid-algorithm'), calls: 0, mint: ({ mint }) => presentSession(mint.session({ header: { alg: 'none' } })) },
  { name: 'a malformed session', type: 'session_token', ...bad('token-invalid'), calls: 0, mint: async () => made('a.b.c') },
  { name: 'a session during an outage', type: 'session_token', ...bad('jwk-remote-failed-to-load'), calls: 0, isOutage: true, mint: ({ mint }) => presentSession(mint.session()) },
  { name: 'a template token', type: 'session_token', ...bad('token-type-mismatch'), calls: 0, mint: async ({ mint }) => made(await mint.templateToken()) },

  { name: 'an API key', type: 'api_key', ...good, calls: 1, mint: ({ mint }) => presentApiKey(mint.apiKey()) },
  { name: 'an expired API key', type: 'api_key', ...bad('token-invalid'), calls: 1, mint: ({ mint }) => presentApiKey(mint.apiKey({ expiresInSec: -1 })) },
  { name: 'a revoked API key', type: 'api_key', ...bad('token-invalid'), calls: 1, mint: async ({ mint, control }) => { const key = await mint.apiKey(); control.revokeApiKey(key.id); return made(key.secret) } },
  { name: 'an unknown API key', type: 'api_key', ...bad('token-invalid'), calls: 1, mint: async () => made(`ak_${random()}`) },
  { name: 'a malformed API key', type: 'api_key', ...bad('token-invalid'), calls: 0, mint: async () => made('ak_not%20a*key') },
  { name: 'an API key that is too long', type: 'api_key', ...bad('token-invalid'), calls: 0, mint: async () => made(`ak_${'a'.repeat(5000)}`) },
  { name: 'an API key during an outage', type: 'api_key', ...bad('provider-unavailable'), calls: 1, isOutage: true, mint: ({ mint }) => presentApiKey(mint.apiKey()) },

  { name: 'an opaque M2M token', type: 'm2m_token', ...good, calls: 1, mint: ({ mint }) => presentM2MToken(mint.m2mToken()) },
  { name: 'an expired M2M token', type: 'm2m_token', ...bad('token-invalid'), calls: 1, mint: ({ mint }) => presentM2MToken(mint.m2mToken({ expiresInSec: -1 })) },
  { name: 'a revoked M2M token', type: 'm2m_token', ...bad('token-invalid'), calls: 1, mint: async ({ mint, control }) => { const { id, token } = await mint.m2mToken(); control.revokeM2MToken(id); return made(token) } },
  { name: 'an unknown M2M token', type: 'm2m_token', ...bad('token-invalid'), calls: 1, mint: async () => made(`mt_${random()}`) },
  { name: 'a malformed M2M token', type: 'm2m_token', ...bad('token-invalid'), calls: 0, mint: async () => made('mt_not%20a*token') },
  { name: 'an M2M token during an outage', type: 'm2m_token', ...bad('provider-unavailable'), calls: 1, isOutage: true, mint: ({ mint }) => presentM2MToken(mint.m2mToken()) },
  { name: 'a signed M2M token', type: 'm2m_token', ...good, calls: 0, mint: ({ mint }) => presentM2MToken(mint.m2mToken({ format: 'jwt' })) },
  { name: 'a forged M2M token', type: 'm2m_token', ...bad('token-verification-failed'), calls: 0, mint: ({ mint }) => presentM2MToken(mint.m2mToken({ format: 'jwt', isForeign: true })) },
  { name: 'an expired signed M2M token', type: 'm2m_token', ...bad('token-verification-failed'), calls: 0, mint: ({ mint }) => presentM2MToken(mint.m2mToken({ format: 'jwt', expiresInSec: -60 })) },
  { name: 'a machine’s token of another category', type: 'm2m_token', ...bad('token-invalid'), calls: 0, mint: async ({ mint }) => made(await mint.token({ sub: 'mch_worker', exp: 4_000_000_000 }, { header: { cat: 'cl_B7d4PD111AAA' } })) },

  { name: 'an opaque OAuth token', type: 'oauth_token', ...good, calls: 1, mint: ({ mint }) => presentOAuthToken(mint.oauthToken()) },
  { name: 'an expired OAuth token', type: 'oauth_token', ...bad('token-invalid'), calls: 1, mint: async ({ mint }) => made((await mint.oauthToken({ expiresInSec: -1 })).token) },
  { name: 'a revoked OAuth token', type: 'oauth_token', ...bad('token-invalid'), calls: 1, mint: async ({ mint, control }) => { const { token } = await mint.oauthToken(); control.revokeOAuthToken(token); return made(token) } },
  { name: 'an unknown OAuth token', type: 'oauth_token', ...bad('token-invalid'), calls: 1, mint: async () => made(`oat_${random()}`) },
  { name: 'a malformed OAuth token', type: 'oauth_token', ...bad('token-invalid'), calls: 0, mint: async () => made('oat_not%20a*token') },
  { name: 'an OAuth token during an outage', type: 'oauth_token', ...bad('provider-unavailable'), calls: 1, isOutage: true, mint: ({ mint }) => presentOAuthToken(mint.oauthToken()) },
  { name: 'a signed OAuth token', type: 'oauth_token', ...good, calls: 0, mint: ({ mint }) => presentOAuthToken(mint.oauthToken({ format: 'jwt' })) },
  { name: 'a forged OAuth token', type: 'oauth_token', ...bad('token-verification-failed'), calls: 0, mint: ({ mint }) => presentOAuthToken(mint.oauthToken({ format: 'jwt', isForeign: true })) },
  { name: 'an expired signed OAuth token', type: 'oauth_token', ...bad('token-verification-failed'), calls: 0, mint: async ({ mint }) => made((await mint.oauthToken({ format: 'jwt', expiresInSec: -60 })).token) },
  { name: 'an OAuth token that is signed as an M2M token', type: 'oauth_token', ...bad('token-invalid'), calls: 0, mint: async ({ mint }) => made(await mint.token({ sub: 'user_ada', exp: 4_000_000_000 }, { header: { typ: 'at+jwt', cat: 'cl_B7d4PD333AAA' } })) },
]

/** What routes accept. */
export const acceptedSets: readonly AcceptsToken[] = [
  'session_token',
  'api_key',
  'm2m_token',
  'oauth_token',
  'any',
  ['session_token', 'api_key'],
  ['m2m_token', 'oauth_token'],
  ['session_token', 'm2m_token', 'oauth_token'],
]

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
