/** The tokens of the comparison, each with what verification is known to say of it. */
import { fixedKeys, mintRaw, mintToken, NOW_SEC } from '../mint.ts'
import type { KnownHandshake, KnownToken } from './reading.ts'

type Members = Readonly<Record<string, unknown>>

interface Recipe {
  readonly name: string
  readonly verdict: string
  readonly header?: Members
  readonly claims?: Members
  readonly key?: 'main' | 'stranger'
}

const base: Members = {
  sub: 'user_1',
  sid: 'sess_1',
  iss: 'https://clerk.example.com',
  iat: NOW_SEC - 10,
  nbf: NOW_SEC - 20,
  exp: NOW_SEC + 50,
}

const recipes: readonly Recipe[] = [
  { name: 'good', verdict: 'ok' },
  { name: 'newer', verdict: 'ok', claims: { iat: NOW_SEC - 1, sub: 'user_2' } },
  { name: 'in acme', verdict: 'ok', claims: { org_id: 'org_1', org_slug: 'acme', org_role: 'org:admin' } },
  { name: 'pending', verdict: 'ok', claims: { sts: 'pending' } },
  { name: 'old', verdict: 'ok', claims: { iat: NOW_SEC - 1000 } },
  { name: 'expired', verdict: 'token-expired', claims: { iat: NOW_SEC - 100, exp: NOW_SEC - 50 } },
  {
    name: 'expired without sid',
    verdict: 'token-expired',
    claims: { iat: NOW_SEC - 100, exp: NOW_SEC - 50, sid: undefined },
  },
  { name: 'not active', verdict: 'token-not-active-yet', claims: { nbf: NOW_SEC + 50 } },
  { name: 'issued later', verdict: 'token-iat-in-the-future', claims: { iat: NOW_SEC + 50 } },
  { name: 'forged', verdict: 'token-invalid-signature', key: 'stranger' },
  { name: 'of a machine', verdict: 'any', claims: { sub: 'mch_1' } },
  { name: 'for OAuth', verdict: 'any', header: { typ: 'at+jwt' } },
  { name: 'from a template', verdict: 'any', header: { cat: 'cl_B7d4PD222AAA' } },
  { name: 'without issuer', verdict: 'ok', claims: { iss: undefined } },
  { name: 'of another instance', verdict: 'ok', claims: { iss: 'https://clerk.other.com' } },
  { name: 'without subject', verdict: 'token-verification-failed', claims: { sub: '' } },
]

export interface NamedToken extends KnownToken {
  readonly name: string
}

async function mintKnown({ name, verdict, header, claims, key = 'main' }: Recipe): Promise<NamedToken> {
  const payload: Members = { ...base, ...claims }
  const full: Members = { alg: 'RS256', typ: 'JWT', kid: fixedKeys[key].kid, ...header }
  const text = await mintRaw(JSON.stringify(full), JSON.stringify(payload), fixedKeys[key])
  return { name, text, verdict, header: full, payload: JSON.parse(JSON.stringify(payload)) as Members }
}

export async function mintKnownTokens(): Promise<readonly NamedToken[]> {
  const junk = { name: 'junk', text: 'no.to.ken', verdict: 'token-invalid', header: null, payload: null }
  return [...(await Promise.all(recipes.map(mintKnown))), junk]
}

const handshake = (directives: readonly string[], key: 'main' | 'stranger'): Promise<string> =>
  mintToken({ isBare: true, claims: { handshake: directives }, key: fixedKeys[key] })

/** Results of handshakes that bring a session, somebody signed out, a session that does not verify, and one that is forged. */
export async function mintKnownHandshakes(tokens: readonly NamedToken[]): Promise<readonly KnownHandshake[]> {
  const find = (name: string): string => tokens.find((token) => token.name === name)?.text ?? ''
  const lists = [
    [`__session=${find('newer')}; Path=/; Secure; SameSite=Lax`, `__client_uat=${NOW_SEC}; Path=/`],
    ['__client_uat=0; Path=/', '__session=; Path=/; Max-Age=0'],
  ]
  const good = await Promise.all(
    lists.map(async (directives) => ({ directives, text: await handshake(directives, 'main') })),
  )
  const bad = [`__session=${find('forged')}; Path=/`]
  return [
    ...good,
    { directives: bad, text: await handshake(bad, 'main') },
    { directives: null, text: await handshake(lists[0] ?? [], 'stranger') },
    { directives: null, text: 'junk' },
  ]
}
