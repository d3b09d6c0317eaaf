/** Every kind of token that a request of the differential test may carry. Minted once per instance. */
import type { Emulator, MintSessionOptions } from '@postern/emulator'
import { NOW_MS } from './provider.ts'

const NOW_SEC = NOW_MS / 1000

/** A token by name, and a refresh token where its session has one. */
export interface NamedToken {
  readonly name: string
  readonly token: string
  readonly refreshToken: string | null
  readonly iatSec: number
}

/** Sessions, by what is special about them. */
const SESSIONS: Readonly<Record<string, MintSessionOptions>> = {
  good: { user: 'ada', org: 'acme' },
  'good, globex': { user: 'ada', org: 'globex' },
  'good, personal': { user: 'ada', org: null },
  'good, v1': { user: 'ada', org: 'acme', claimsVersion: 1 },
  'good, issued earlier': { user: 'grace', issuedAgoSec: 20, expiresInSec: 40 },
  pending: { user: 'edsger' },
  actor: { user: 'ada', actor: 'user_grace' },
  'expired, 4 s': { user: 'ada', expiresInSec: -4 },
  'expired, 5 s': { user: 'ada', expiresInSec: -5 },
  'expired, 6 s': { user: 'ada', expiresInSec: -6 },
  'expired long ago': { user: 'ada', expiresInSec: -7200 },
  'expired, no sid': { user: 'ada', expiresInSec: -60, claims: { sid: undefined } },
  'expired, sid with a path': { user: 'ada', expiresInSec: -60, claims: { sid: '../x' } },
  'nbf in 4 s': { user: 'ada', claims: { nbf: NOW_SEC + 4 } },
  'nbf in 6 s': { user: 'ada', claims: { nbf: NOW_SEC + 6 } },
  'iat in 5 s': { user: 'ada', claims: { iat: NOW_SEC + 5 } },
  'iat in 6 s': { user: 'ada', claims: { iat: NOW_SEC + 6 } },
  'fractional exp': { user: 'ada', claims: { exp: NOW_SEC - 4.5 } },
  foreign: { user: 'ada', isForeign: true },
  'alg none': { user: 'ada', header: { alg: 'none' } },
  'alg HS256': { user: 'ada', header: { alg: 'HS256' } },
  'no iss': { user: 'ada', claims: { iss: undefined } },
  'iss empty': { user: 'ada', claims: { iss: '' } },
  'other iss': { user: 'ada', claims: { iss: 'https://clerk.other.test' } },
  'iss over http': { user: 'ada', claims: {} },
  'no sid': { user: 'ada', claims: { sid: undefined } },
  'no azp': { user: 'ada', azp: null },
  'other azp': { user: 'ada', azp: 'https://evil.test' },
  'no sub': { user: 'ada', claims: { sub: undefined } },
  'sub of a number': { user: 'ada', claims: { sub: 7 } },
  'no exp': { user: 'ada', claims: { exp: undefined } },
  'exp as text': { user: 'ada', claims: { exp: '1' } },
  'no iat': { user: 'ada', claims: { iat: undefined } },
  'iat as text': { user: 'ada', claims: { iat: 'x' } },
  'nbf as text': { user: 'ada', claims: { nbf: 'x' } },
  'aud one': { user: 'ada', claims: { aud: 'one' } },
  'aud list': { user: 'ada', claims: { aud: ['zero', 'one'] } },
  'aud other': { user: 'ada', claims: { aud: ['zero'] } },
  'aud odd': { user: 'ada', claims: { aud: { one: 1 } } },
  'typ at+jwt': { user: 'ada', header: { typ: 'at+jwt' } },
  'typ other': { user: 'ada', header: { typ: 'other' } },
  'no typ': { user: 'ada', header: { typ: undefined } },
  'cat template': { user: 'ada', header: { cat: 'cl_B7d4PD222AAA' } },
  'cat m2m': { user: 'ada', header: { cat: 'cl_B7d4PD333AAA' } },
  'cat info': { user: 'ada', header: { cat: 'cl_I7d4PD111III' } },
  'cat unknown': { user: 'ada', header: { cat: 'whatever' } },
  'no cat': { user: 'ada', header: { cat: undefined } },
  'kid unknown': { user: 'ada', header: { kid: 'ins_nobody' } },
  'no kid': { user: 'ada', header: { kid: undefined } },
  'sub of a machine': { user: 'ada', claims: { sub: 'mch_reports' } },
  'fea malformed': { user: 'ada', org: 'acme', claims: { fea: 'nocolon' } },
  'sts odd': { user: 'ada', claims: { sts: 'odd' } },
  'fva odd': { user: 'ada', claims: { fva: 'odd' } },
}

export interface Tokens {
  readonly sessions: readonly NamedToken[]
  readonly odd: readonly NamedToken[]
  readonly machines: readonly NamedToken[]
  byName(name: string): NamedToken
}

export async function mintTokens(emulator: Emulator): Promise<Tokens> {
  const suffix = await emulator.cookieSuffix()
  const sessions: NamedToken[] = []
  for (const [name, options] of Object.entries(SESSIONS)) {
    const { token, cookies } = await emulator.mint.session(options)
    sessions.push({ name, token, refreshToken: cookies[`__refresh_${suffix}`] ?? null, iatSec: readIat(token) })
  }
  const good = sessions[0]?.token ?? ''
  const plain = (name: string, token: string): NamedToken => ({ name, token, refreshToken: null, iatSec: NOW_SEC })
  const odd = [
    plain('text', 'abc'),
    plain('three texts', 'a.b.c'),
    plain('truncated', good.slice(0, -20)),
    plain('two parts', good.split('.').slice(0, 2).join('.')),
    plain('four parts', `${good}.x`),
    plain('padded', `${good}==`),
    plain('bad signature', `${good.slice(0, -6)}AAAAAA`),
    plain('template', await emulator.mint.templateToken()),
    plain('handshake', await emulator.mint.handshakeToken()),
  ]
  return {
    sessions,
    odd,
    machines: await mintMachines(emulator, plain),
    byName: (name) => {
      const found = [...sessions, ...odd].find((token) => token.name === name)
      if (found === undefined) throw new Error(`no token is called ${name}`)
      return found
    },
  }
}

async function mintMachines({ mint, control }: Emulator, plain: (name: string, token: string) => NamedToken) {
  const revoked = await mint.apiKey()
  control.revokeApiKey(revoked.id)
  const bare = (bearer: string): string => bearer.replace(/^Bearer /, '')
  return [
    plain('api key', bare((await mint.apiKey({ subject: 'ada', scopes: ['a'], claims: { x: 1 } })).bearer)),
    plain('api key of an organization', bare((await mint.apiKey({ subject: 'acme' })).bearer)),
    plain('api key, revoked', bare(revoked.bearer)),
    plain('api key, expired', bare((await mint.apiKey({ expiresInSec: -1 })).bearer)),
    plain('api key, unknown', 'ak_nobodyknowsthiskey000000000'),
    plain('m2m', bare((await mint.m2mToken({ claims: { x: 1 } })).bearer)),
    plain('m2m, unknown', 'mt_nobodyknowsthistoken0000000'),
    plain('m2m jwt', bare((await mint.m2mToken({ format: 'jwt', claims: { x: 1 } })).bearer)),
    plain('m2m jwt, foreign', bare((await mint.m2mToken({ format: 'jwt', isForeign: true })).bearer)),
    plain('m2m jwt, expired', bare((await mint.m2mToken({ format: 'jwt', expiresInSec: -60 })).bearer)),
    plain('oauth', bare((await mint.oauthToken({ user: 'ada', scopes: ['openid'] })).bearer)),
    plain('oauth, unknown', 'oat_nobodyknowsthistoken000000'),
    plain('oauth jwt', bare((await mint.oauthToken({ user: 'ada', format: 'jwt', scopes: ['openid'] })).bearer)),
    plain('oauth jwt, audience', bare((await mint.oauthToken({ format: 'jwt', audience: ['one'] })).bearer)),
    plain('oauth jwt, foreign', bare((await mint.oauthToken({ format: 'jwt', isForeign: true })).bearer)),
    plain('oauth jwt, expired', bare((await mint.oauthToken({ format: 'jwt', expiresInSec: -60 })).bearer)),
  ]
}

function readIat(token: string): number {
  const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  const iat = typeof payload === 'object' && payload !== null && 'iat' in payload ? payload.iat : null
  return typeof iat === 'number' ? iat : NOW_SEC
}
