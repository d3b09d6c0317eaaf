/** Session tokens that are not what they say. */
import { createHmac } from 'node:crypto'
import { sessionFaults } from '../../expected/credential-faults.ts'
import type { Case, Chapter } from '../case.ts'
import { toCookiesWith } from '../../expected/visitors.ts'
import type { World } from '../world.ts'
import { isHidden } from './answers.ts'

export type SessionOptions = NonNullable<Parameters<World['dev']['mint']['session']>[0]>
type MakeToken = (world: World) => Promise<string>

/** The token of a session that is minted with these options. */
export const session =
  (options: SessionOptions): MakeToken =>
  async ({ dev }) =>
    (await dev.mint.session({ user: 'ada', ...options })).token
const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
/** A good token, one part of it replaced. */
const tampered =
  (change: (parts: readonly [string, string, string]) => readonly string[]): MakeToken =>
  async ({ dev }) => {
    const [header = '', payload = '', signature = ''] = (await dev.mint.session({ user: 'ada' })).token.split('.')
    return change([header, payload, signature]).join('.')
  }
const reread = (part: string): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString())
const admin = (payload: string): string => encode({ ...reread(payload), sub: 'user_root' })
/** A good token under a header that says more, or less. Headers are judged before signatures. */
export const withHeader = (change: Readonly<Record<string, unknown>>): MakeToken =>
  tampered(([header, payload, signature]) => [encode({ ...reread(header), ...change }), payload, signature])
/** Signed with the public key as if it were a secret. */
const confused: MakeToken = async ({ dev }) => {
  const [, payload = ''] = (await dev.mint.session({ user: 'ada' })).token.split('.')
  const head = encode({ alg: 'HS256', typ: 'JWT' })
  return `${head}.${payload}.${createHmac('sha256', dev.jwtKey).update(`${head}.${payload}`).digest('base64url')}`
}

type HostileRow = readonly [name: string, make: MakeToken, reason: string]
/** One of the faults that every adapter is asked about too. */
function toRow(name: string): HostileRow {
  const fault = sessionFaults.find((one) => one.name === name)
  if (fault === undefined) throw new RangeError(`no fault is called ${name}`)
  return [name, ({ dev }) => fault.mint(dev), fault.reason]
}

/** Every token is tried in the header and in the cookie, by a script on a protected page: it is nobody there, for this reason. */
// prettier-ignore
const HOSTILE: readonly HostileRow[] = [
  toRow('alg none'),
  ['alg none without signature, header changed', tampered(([header, payload]) => [encode({ ...reread(header), alg: 'none' }), admin(payload), '']), 'token-invalid-algorithm'],
  ['alg HS256 with the public key', confused, 'token-invalid-algorithm'],
  ['alg ES256', withHeader({ alg: 'ES256' }), 'token-invalid-algorithm'],
  ['alg missing', withHeader({ alg: undefined }), 'token-invalid-algorithm'],
  ['another payload', tampered(([header, payload, signature]) => [header, admin(payload), signature]), 'token-invalid-signature'],
  ['another signature', tampered(([header, payload, signature]) => [header, payload, signature.replace(/^.{8}/, 'AAAAAAAA')]), 'token-invalid-signature'],
  ['no signature', tampered(([header, payload]) => [header, payload, '']), 'token-invalid-signature'],
  toRow('a foreign key'),
  toRow('a kid that nobody knows'),
  ['no kid', session({ header: { kid: undefined } }), 'jwk-kid-mismatch'],
  ['a kid that is a path', session({ header: { kid: '../../etc/passwd' } }), 'jwk-kid-mismatch'],
  ['a key of its own', session({ header: { jwk: { kty: 'oct', k: 'AAAA' } }, isForeign: true }), 'token-invalid-signature'],
  ['a critical header', withHeader({ crit: ['exp'] }), 'token-invalid'],
  ['an unencoded payload', withHeader({ b64: false }), 'token-invalid'],
  ['another typ', session({ header: { typ: 'text' } }), 'token-invalid'],
  ['two parts', tampered(([header, payload]) => [header, payload]), 'token-invalid'],
  ['four parts', tampered(([header, payload, signature]) => [header, payload, signature, 'x']), 'token-invalid'],
  ['a payload that is no JSON', tampered(([header, , signature]) => [header, encode('text'), signature]), 'token-invalid'],
  ['a payload that is a list', tampered(([header, , signature]) => [header, encode([1]), signature]), 'token-invalid'],
  ['members twice', tampered(([header, , signature]) => [header, encode('{"sub":"user_a","sub":"user_b"}'), signature]), 'token-invalid'],
  ['base64 of the other alphabet', tampered(([header, payload, signature]) => [header, `${payload.slice(0, -2)}+/`, signature]), 'token-invalid'],
  ['17 kB', session({ claims: { padding: 'x'.repeat(13_000) } }), 'token-invalid'],
  ['text', async () => 'text', 'token-invalid'],
  toRow('a template token'),
  ['a signed M2M token', async ({ dev }) => (await dev.mint.m2mToken({ format: 'jwt' })).token, 'token-type-mismatch'],
  ['a signed OAuth token', async ({ dev }) => (await dev.mint.oauthToken({ format: 'jwt' })).token, 'token-type-mismatch'],
  toRow('expired'),
  ['not valid yet', session({ claims: { nbf: 4_000_000_000 } }), 'session-token-nbf'],
  ['from the future', session({ issuedAgoSec: -600, claims: { nbf: 1 } }), 'session-token-iat-in-the-future'],
  ['no exp', session({ claims: { exp: undefined } }), 'token-verification-failed'],
  ['exp that is text', session({ claims: { exp: '4000000000' } }), 'token-verification-failed'],
  ['no sub', session({ claims: { sub: undefined } }), 'token-verification-failed'],
  ['sub that is a number', session({ claims: { sub: 7 } }), 'token-verification-failed'],
  ['an empty sub', session({ claims: { sub: '' } }), 'token-verification-failed'],
  ['azp that is a list', session({ claims: { azp: ['http://app.test'] } }), 'token-verification-failed'],
]

const hostile: readonly Case[] = HOSTILE.flatMap(
  ([name, make, reason]) =>
    [
      {
        name: `${name}, in the header`,
        visitor: async (world: World) => ({ authorization: `Bearer ${await make(world)}` }),
        way: 'script',
        path: '/dashboard',
        expected: isHidden(reason),
      },
      {
        name: `${name}, in the cookie`,
        visitor: async (world: World) => toCookiesWith(await make(world), world.dev, { clientUatSec: 1 }),
        way: 'script',
        path: '/dashboard',
        expected: isHidden(reason),
      },
    ] satisfies Case[],
)

export const hostileChapter: Chapter = { title: 'Session tokens that are refused', cases: hostile }
