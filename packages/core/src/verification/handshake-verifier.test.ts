import { describe, expect, it } from 'vitest'
import {
  fakePorts,
  fixedKeys,
  keyPolicy,
  mintToken,
  NOW_MS,
  NOW_SEC,
  tokenPolicy,
  type MintOptions,
} from '../../test/mint.ts'
import { toKeySource } from './key-source.ts'
import { createKeys } from './keys.ts'
import { begin } from '../foundation/soon.ts'
import { createHandshakeVerifier, type HandshakeVerdict } from './handshake-verifier.ts'

const DIRECTIVES = ['__session=abc; Path=/', '__client_uat=1; Path=/']

async function verify(token: string, skewMs?: number): Promise<HandshakeVerdict> {
  const verifier = createHandshakeVerifier(tokenPolicy, createKeys(toKeySource(keyPolicy), fakePorts().ports))
  return begin(verifier.verify(token, NOW_MS, skewMs === undefined ? {} : { skewMs }))
}

async function judge(options: MintOptions, skewMs?: number): Promise<string> {
  const verdict = await verify(await mintToken({ isBare: true, claims: { handshake: DIRECTIVES }, ...options }), skewMs)
  return verdict.ok ? 'ok' : verdict.failure.reason
}

describe('createHandshakeVerifier', () => {
  it('gives the directives, verbatim', async () => {
    const token = await mintToken({ isBare: true, claims: { handshake: DIRECTIVES } })
    expect(await verify(token)).toEqual({ ok: true, value: { handshake: DIRECTIVES } })
  })

  it.each([
    ['no list', { handshake: 'x' }, []],
    ['an empty list', { handshake: [] }, []],
    ['odd items', { handshake: ['a=b', 1, null, ['c=d']] }, ['a=b']],
  ])('gives what is a directive in a token with %s', async (_name, claims, handshake) => {
    expect(await verify(await mintToken({ isBare: true, claims }))).toEqual({ ok: true, value: { handshake } })
  })

  it.each([
    ['4 s ago', NOW_SEC - 4, undefined, 'ok'],
    ['6 s ago', NOW_SEC - 6, undefined, 'token-expired'],
    ['an hour ago, with a day of skew', NOW_SEC - 3_600, 86_400_000, 'ok'],
    ['a string', 'later', undefined, 'token-verification-failed'],
    ['null', null, undefined, 'token-verification-failed'],
  ])('judges exp %s', async (_name, exp, skewMs, outcome) => {
    expect(await judge({ claims: { handshake: DIRECTIVES, exp } }, skewMs)).toBe(outcome)
  })

  it.each([
    ['the cat of templates', { header: { cat: 'cl_B7d4PD222AAA' } }, 'token-invalid'],
    ['the cat of machines', { header: { cat: 'cl_B7d4PD333AAA' } }, 'token-invalid'],
    ['no cat', { header: { cat: undefined } }, 'ok'],
    ['another typ', { header: { typ: 'at+jwt' } }, 'token-invalid'],
    ['alg none', { header: { alg: 'none' } }, 'token-invalid-algorithm'],
    ['an unknown kid', { header: { kid: 'x' } }, 'jwk-kid-mismatch'],
    ['a signature of another', { header: { kid: 'ins_main' }, key: fixedKeys.stranger }, 'token-invalid-signature'],
  ])('judges a token with %s', async (_name, options, outcome) => {
    expect(await judge(options)).toBe(outcome)
  })

  it('refuses a session token, which is signed with the same key', async () => {
    expect(await verify(await mintToken({}))).toMatchObject({ ok: false, failure: { reason: 'token-invalid' } })
  })

  it('refuses what is no token', async () => {
    for (const text of ['', 'x', 'a.b.c', '{}', 'é'.repeat(10)]) {
      expect(await verify(text)).toMatchObject({ ok: false, failure: { reason: 'token-invalid' } })
    }
  })
})
