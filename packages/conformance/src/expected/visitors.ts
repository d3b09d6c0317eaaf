/** Who comes, as request headers. Minted by the provider of the application that is asked. */
import type { Emulator, MintedSession, MintSessionOptions } from '@postern/emulator'

export type HeaderMap = Readonly<Record<string, string>>
export type Visitor = keyof typeof VISITORS
type Mint = (emulator: Emulator) => Promise<HeaderMap>

const cookies =
  (options: MintSessionOptions): Mint =>
  async ({ mint }) => ({ cookie: (await mint.session(options)).cookieHeader })
const bearer =
  (make: (emulator: Emulator) => Promise<{ readonly bearer: string }>): Mint =>
  async (emulator) => ({ authorization: (await make(emulator)).bearer })

/** A token that the provider never gave anybody; another one each time, so that nobody remembers it. */
const unknown =
  (prefix: string): Mint =>
  async () => ({ authorization: `Bearer ${prefix}${crypto.randomUUID().replaceAll('-', '')}` })

/** A session cookie with this text in place of a token, in a browser that is otherwise known. */
export async function toCookiesWith(
  token: string,
  { mint }: Emulator,
  options: MintSessionOptions = {},
): Promise<HeaderMap> {
  const session = await mint.session({ hasRefreshToken: false, ...options })
  return { cookie: toCookieHeader(session, { session: token }) }
}

/** The cookies of a session, some of them replaced or, by null, left out. Names without their underscores and suffix. */
export function toCookieHeader(
  session: Pick<MintedSession, 'cookies'>,
  changes: Readonly<Record<string, string | null>>,
): string {
  const lines = Object.entries(session.cookies).map(([name, value]) => {
    const plain = /^__(session|client_uat|clerk_db_jwt|refresh)/.exec(name)?.[1] ?? name
    const changed = plain in changes ? changes[plain] : value
    return typeof changed === 'string' ? `${name}=${changed}` : null
  })
  return lines.filter((line) => line !== null).join('; ')
}

/** One row per kind of visitor. */
export const VISITORS = {
  nobody: async () => ({}),
  'nobody, after one trip': async () => ({ cookie: '__clerk_redirect_count=1' }),
  visitor: async ({ mint }) => ({ cookie: (await mint.visitor()).cookieHeader }),
  member: cookies({ user: 'grace', org: 'acme' }),
  admin: cookies({ user: 'ada', org: 'acme' }),
  'admin elsewhere': cookies({ user: 'ada', org: 'globex' }),
  'person without organization': cookies({ user: 'alan' }),
  pending: cookies({ user: 'edsger' }),
  impersonated: cookies({ user: 'grace', org: 'acme', actor: 'user_ada' }),
  expired: cookies({ user: 'grace', org: 'acme', expiresInSec: -30 }),
  'expired, no refresh': cookies({ user: 'grace', org: 'acme', expiresInSec: -30, hasRefreshToken: false }),
  forged: cookies({ user: 'ada', isForeign: true }),
  'session bearer': bearer(({ mint }) => mint.session({ user: 'ada', org: 'acme' })),
  'member bearer': bearer(({ mint }) => mint.session({ user: 'grace', org: 'acme' })),
  'expired bearer': bearer(({ mint }) => mint.session({ user: 'ada', expiresInSec: -30 })),
  'forged bearer': bearer(({ mint }) => mint.session({ user: 'ada', isForeign: true })),
  'API key': bearer(({ mint }) => mint.apiKey({ subject: 'ada', scopes: ['read:posts'] })),
  'API key of an organization': bearer(({ mint }) => mint.apiKey({ subject: 'acme' })),
  'expired API key': bearer(({ mint }) => mint.apiKey({ subject: 'ada', expiresInSec: -1 })),
  'revoked API key': bearer(async ({ mint, control }) => {
    const key = await mint.apiKey({ subject: 'ada' })
    control.revokeApiKey(key.id)
    return key
  }),
  'unknown API key': unknown('ak_'),
  'M2M token': bearer(({ mint }) => mint.m2mToken()),
  'expired M2M token': bearer(({ mint }) => mint.m2mToken({ expiresInSec: -1 })),
  'revoked M2M token': bearer(async ({ mint, control }) => {
    const token = await mint.m2mToken()
    control.revokeM2MToken(token.id)
    return token
  }),
  'unknown M2M token': unknown('mt_'),
  'signed M2M token': bearer(({ mint }) => mint.m2mToken({ format: 'jwt' })),
  'expired signed M2M token': bearer(({ mint }) => mint.m2mToken({ format: 'jwt', expiresInSec: -30 })),
  'forged M2M token': bearer(({ mint }) => mint.m2mToken({ format: 'jwt', isForeign: true })),
  'OAuth token': bearer(({ mint }) => mint.oauthToken({ user: 'ada' })),
  'expired OAuth token': bearer(({ mint }) => mint.oauthToken({ user: 'ada', expiresInSec: -1 })),
  'revoked OAuth token': bearer(async ({ mint, control }) => {
    const token = await mint.oauthToken({ user: 'ada' })
    control.revokeOAuthToken(token.id)
    return token
  }),
  'unknown OAuth token': unknown('oat_'),
  'signed OAuth token': bearer(({ mint }) => mint.oauthToken({ user: 'ada', format: 'jwt' })),
  'expired signed OAuth token': bearer(({ mint }) =>
    mint.oauthToken({ user: 'ada', format: 'jwt', expiresInSec: -30 }),
  ),
  'forged OAuth token': bearer(({ mint }) => mint.oauthToken({ user: 'ada', format: 'jwt', isForeign: true })),
} as const satisfies Readonly<Record<string, Mint>>
