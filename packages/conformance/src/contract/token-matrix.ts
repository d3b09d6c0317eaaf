/**
 * Every kind of token × everything that can be wrong with it × every set that a route may accept: the status, the reason and how often
 * the provider is asked.
 *
 * @see issue 4; protocol.md 8-10, 15.5; decisions.md D11
 */
import type { AcceptsToken, TokenType } from '@postern/core'
import type { Emulator } from '@postern/emulator'

/** One credential in the Authorization header. */
export interface Proof {
  readonly name: string
  readonly type: TokenType
  readonly isGood: boolean
  /** Why it is not good, once it is looked at; null when it is. */
  readonly reason: string | null
  /** Calls to the provider when a route accepts its kind, without those for keys. */
  readonly calls: number
  readonly isOutage?: boolean
  readonly mint: (emulator: Emulator) => Promise<string>
}

const bare = (bearer: string): string => bearer.replace(/^Bearer /, '')
const EXPIRED_SESSION = 'session-token-expired-refresh-non-eligible-no-refresh-cookie'
const good = { isGood: true, reason: null } as const
const bad = (reason: string): { readonly isGood: false; readonly reason: string } => ({ isGood: false, reason })

// prettier-ignore
export const proofs: readonly Proof[] = [
  { name: 'a session', type: 'session_token', ...good, calls: 0, mint: async ({ mint }) => (await mint.session()).token },
  { name: 'an expired session', type: 'session_token', ...bad(EXPIRED_SESSION), calls: 0, mint: async ({ mint }) => (await mint.session({ expiresInSec: -30 })).token },
  { name: 'a forged session', type: 'session_token', ...bad('token-invalid-signature'), calls: 0, mint: async ({ mint }) => (await mint.session({ isForeign: true })).token },
  { name: 'a session under an unknown key', type: 'session_token', ...bad('jwk-kid-mismatch'), calls: 0, mint: async ({ mint }) => (await mint.session({ header: { kid: 'ins_unknown' } })).token },
  { name: 'an unsigned session', type: 'session_token', ...bad('token-invalid-algorithm'), calls: 0, mint: async ({ mint }) => (await mint.session({ header: { alg: 'none' } })).token },
  { name: 'a malformed session', type: 'session_token', ...bad('token-invalid'), calls: 0, mint: async () => 'a.b.c' },
  { name: 'a session during an outage', type: 'session_token', ...bad('jwk-remote-failed-to-load'), calls: 0, isOutage: true, mint: async ({ mint }) => (await mint.session()).token },
  { name: 'a template token', type: 'session_token', ...bad('token-type-mismatch'), calls: 0, mint: ({ mint }) => mint.templateToken() },

  { name: 'an API key', type: 'api_key', ...good, calls: 1, mint: async ({ mint }) => bare((await mint.apiKey()).bearer) },
  { name: 'an expired API key', type: 'api_key', ...bad('token-invalid'), calls: 1, mint: async ({ mint }) => bare((await mint.apiKey({ expiresInSec: -1 })).bearer) },
  { name: 'a revoked API key', type: 'api_key', ...bad('token-invalid'), calls: 1, mint: async ({ mint, control }) => { const key = await mint.apiKey(); control.revokeApiKey(key.id); return bare(key.bearer) } },
  { name: 'an unknown API key', type: 'api_key', ...bad('token-invalid'), calls: 1, mint: async () => 'ak_nobodyknowsthiskey0000000000' },
  { name: 'a malformed API key', type: 'api_key', ...bad('token-invalid'), calls: 0, mint: async () => 'ak_not%20a*key' },
  { name: 'an API key that is too long', type: 'api_key', ...bad('token-invalid'), calls: 0, mint: async () => `ak_${'a'.repeat(5000)}` },
  { name: 'an API key during an outage', type: 'api_key', ...bad('unexpected-error'), calls: 1, isOutage: true, mint: async ({ mint }) => bare((await mint.apiKey()).bearer) },

  { name: 'an opaque M2M token', type: 'm2m_token', ...good, calls: 1, mint: async ({ mint }) => bare((await mint.m2mToken()).bearer) },
  { name: 'an expired M2M token', type: 'm2m_token', ...bad('token-invalid'), calls: 1, mint: async ({ mint }) => bare((await mint.m2mToken({ expiresInSec: -1 })).bearer) },
  { name: 'an unknown M2M token', type: 'm2m_token', ...bad('token-invalid'), calls: 1, mint: async () => 'mt_nobodyknowsthistoken00000000' },
  { name: 'an M2M token during an outage', type: 'm2m_token', ...bad('unexpected-error'), calls: 1, isOutage: true, mint: async ({ mint }) => bare((await mint.m2mToken()).bearer) },
  { name: 'a signed M2M token', type: 'm2m_token', ...good, calls: 0, mint: async ({ mint }) => bare((await mint.m2mToken({ format: 'jwt' })).bearer) },
  { name: 'a forged M2M token', type: 'm2m_token', ...bad('token-verification-failed'), calls: 0, mint: async ({ mint }) => bare((await mint.m2mToken({ format: 'jwt', isForeign: true })).bearer) },
  { name: 'an expired signed M2M token', type: 'm2m_token', ...bad('token-verification-failed'), calls: 0, mint: async ({ mint }) => bare((await mint.m2mToken({ format: 'jwt', expiresInSec: -60 })).bearer) },

  { name: 'an opaque OAuth token', type: 'oauth_token', ...good, calls: 1, mint: async ({ mint }) => bare((await mint.oauthToken()).bearer) },
  { name: 'a revoked OAuth token', type: 'oauth_token', ...bad('token-invalid'), calls: 1, mint: async ({ mint, control }) => { const { token, bearer } = await mint.oauthToken(); control.revokeOAuthToken(token); return bare(bearer) } },
  { name: 'an unknown OAuth token', type: 'oauth_token', ...bad('token-invalid'), calls: 1, mint: async () => 'oat_nobodyknowsthistoken0000000' },
  { name: 'an OAuth token during an outage', type: 'oauth_token', ...bad('unexpected-error'), calls: 1, isOutage: true, mint: async ({ mint }) => bare((await mint.oauthToken()).bearer) },
  { name: 'a signed OAuth token', type: 'oauth_token', ...good, calls: 0, mint: async ({ mint }) => bare((await mint.oauthToken({ format: 'jwt' })).bearer) },
  { name: 'a forged OAuth token', type: 'oauth_token', ...bad('token-verification-failed'), calls: 0, mint: async ({ mint }) => bare((await mint.oauthToken({ format: 'jwt', isForeign: true })).bearer) },
  { name: 'an OAuth token that is signed as an M2M token', type: 'oauth_token', ...bad('token-invalid'), calls: 0, mint: ({ mint }) => mint.token({ sub: 'user_ada', exp: 4_000_000_000 }, { header: { typ: 'at+jwt', cat: 'cl_B7d4PD333AAA' } }) },
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
export function toExpectedStatus(proof: Proof, accepted: AcceptsToken): 200 | 401 | 404 {
  const isAccepted = isAmong(proof.type, accepted)
  if (isAccepted && proof.isGood) return 200
  if (isAccepted) return proof.type === 'session_token' ? 404 : 401
  return accepted === 'session_token' ? 404 : 401
}

export function isAmong(type: TokenType, accepted: AcceptsToken): boolean {
  return accepted === 'any' || accepted === type || (Array.isArray(accepted) && accepted.includes(type))
}
