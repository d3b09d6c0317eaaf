import { describe, expect, it } from 'vitest'
import {
  fakePorts,
  fixedKeys,
  keyPolicy,
  mintToken,
  NOW_MS,
  NOW_SEC,
  tokenPolicy,
  type FakeWorld,
  type MintOptions,
} from '../../test/mint.ts'
import { peekToken } from '../credentials/peek-token.ts'
import { toKeySource } from './key-source.ts'
import { createKeys } from './keys.ts'
import { begin } from '../foundation/soon.ts'
import { createMachineVerifier, type MachineVerdict } from './machine-verifier.ts'
import type { TokenPolicy } from '../settings/settings.ts'
import type { MachineJwtType } from '../wire/token-types.ts'

const times = { exp: NOW_SEC + 60, iat: NOW_SEC, nbf: NOW_SEC - 10, iss: 'https://clerk.example.com' }
const m2mClaims = { ...times, sub: 'mch_1', jti: 'mt_1' }
const oauthClaims = { ...times, sub: 'user_1', jti: 'oat_1', client_id: 'client_1', scope: 'read write' }
const m2m: MintOptions = { isBare: true, header: { cat: 'cl_B7d4PD333AAA' }, claims: m2mClaims }
const oauth: MintOptions = { isBare: true, header: { cat: undefined, typ: 'at+jwt' }, claims: oauthClaims }

async function verify(
  options: MintOptions,
  type: MachineJwtType,
  policy: Partial<TokenPolicy> = {},
  world: FakeWorld = fakePorts(),
): Promise<MachineVerdict> {
  const verifier = createMachineVerifier({ ...tokenPolicy, ...policy }, createKeys(toKeySource(keyPolicy), world.ports))
  const peeked = peekToken(await mintToken(options))
  if (peeked === null) throw new Error('The test minted a token that does not parse.')
  return begin(verifier.verify(peeked, type, NOW_MS))
}

async function judge(options: MintOptions, type: MachineJwtType, policy: Partial<TokenPolicy> = {}): Promise<string> {
  const verdict = await verify(options, type, policy)
  return verdict.ok ? 'ok' : verdict.failure.reason
}

describe('createMachineVerifier: M2M', () => {
  it('gives the facts of a bare token', async () => {
    expect(await verify(m2m, 'm2m_token')).toEqual({
      ok: true,
      value: {
        tokenType: 'm2m_token',
        id: 'mt_1',
        subject: 'mch_1',
        scopes: [],
        expirationMs: times.exp * 1_000,
        claims: null,
      },
    })
  })

  it.each([
    ['scopes', { scopes: 'a  b', aud: 'c' }, ['a', 'b']],
    ['aud, where there are no scopes', { aud: ['c', 'd'] }, ['c', 'd']],
    ['one aud', { aud: 'c' }, ['c']],
  ])('reads scopes from %s, and leaves them in the claims', async (_name, extra, scopes) => {
    const verdict = await verify({ ...m2m, claims: { ...m2mClaims, ...extra } }, 'm2m_token')
    expect(verdict).toMatchObject({ ok: true, value: { scopes, claims: extra } })
  })

  const header = (change: object): MintOptions => ({ ...m2m, header: { ...m2m.header, ...change } })
  const claims = (change: object): MintOptions => ({ ...m2m, claims: { ...m2mClaims, ...change } })
  it.each([
    ['no cat', header({ cat: undefined }), 'ok'],
    ['the cat of sessions', header({ cat: 'cl_B7d4PD111AAA' }), 'token-invalid'],
    ['the neutral cat', header({ cat: 'cl_I7d4PD111III' }), 'token-invalid'],
    ['crit', header({ crit: ['x'] }), 'token-invalid'],
    ['another typ', header({ typ: 'at+jwt' }), 'token-verification-failed'],
    ['alg none', header({ alg: 'none' }), 'token-verification-failed'],
    ['an unknown kid', header({ kid: 'x' }), 'token-verification-failed'],
    [
      'a signature of another',
      { ...header({ kid: 'ins_main' }), key: fixedKeys.stranger },
      'token-verification-failed',
    ],
    ['a person as subject', claims({ sub: 'user_1' }), 'token-verification-failed'],
    ['no subject', claims({ sub: undefined }), 'token-verification-failed'],
    ['exp in the past', claims({ exp: NOW_SEC - 6 }), 'token-verification-failed'],
    ['no exp', claims({ exp: undefined }), 'token-verification-failed'],
    ['nbf in the future', claims({ nbf: NOW_SEC + 6 }), 'token-verification-failed'],
  ])('judges a token with %s', async (_name, options, outcome) => {
    expect(await judge(options, 'm2m_token')).toBe(outcome)
  })

  it('checks the audience, but neither parties nor issuers', async () => {
    const policy = { authorizedParties: ['https://app.example.com'], issuers: ['https://other.example'] }
    expect(await judge(m2m, 'm2m_token', policy)).toBe('ok')
    expect(await judge(m2m, 'm2m_token', { audiences: ['api'] })).toBe('token-verification-failed')
    expect(await judge(claims({ aud: 'api' }), 'm2m_token', { audiences: ['api'] })).toBe('ok')
  })
})

describe('createMachineVerifier: OAuth', () => {
  it('gives the facts', async () => {
    const act = { sub: 'agent_1' }
    const verdict = await verify({ ...oauth, claims: { ...oauthClaims, aud: 'api', act } }, 'oauth_token')
    expect(verdict).toEqual({
      ok: true,
      value: {
        tokenType: 'oauth_token',
        id: 'oat_1',
        subject: 'user_1',
        scopes: ['read', 'write'],
        expirationMs: times.exp * 1_000,
        clientId: 'client_1',
        audiences: ['api'],
        actor: act,
      },
    })
  })

  it('prefers the list scp, and gives empty facts where there are none', async () => {
    const odd = { scp: ['a', 1], jti: 7, client_id: undefined, act: 'x' }
    expect(await verify({ ...oauth, claims: { ...oauthClaims, ...odd } }, 'oauth_token')).toMatchObject({
      value: { scopes: ['a'], id: '', clientId: '', actor: undefined, audiences: [] },
    })
  })

  const header = (change: object): MintOptions => ({ ...oauth, header: { ...oauth.header, ...change } })
  it.each([
    ['the long typ', header({ typ: 'application/at+jwt' }), 'ok'],
    ['an unknown cat', header({ cat: 'cl_NEW' }), 'ok'],
    ['no typ', header({ typ: undefined }), 'token-verification-failed'],
    ['the typ of sessions', header({ typ: 'JWT' }), 'token-verification-failed'],
    ['the cat of sessions', header({ cat: 'cl_B7d4PD111AAA' }), 'token-invalid'],
    ['a machine as subject', { ...oauth, claims: { ...oauthClaims, sub: 'mch_1' } }, 'token-verification-failed'],
  ])('judges a token with %s', async (_name, options, outcome) => {
    expect(await judge(options, 'oauth_token')).toBe(outcome)
  })

  it.each([
    ['the string', 'api', 'ok'],
    ['a list with it', ['x', 'api'], 'ok'],
    ['none', undefined, 'token-verification-failed'],
    ['a list with an empty member', ['api', ''], 'token-verification-failed'],
    ['another', 'web', 'token-verification-failed'],
  ])('with the audience option judges aud %s', async (_name, aud, outcome) => {
    expect(await judge({ ...oauth, claims: { ...oauthClaims, aud } }, 'oauth_token', { audiences: ['api'] })).toBe(
      outcome,
    )
  })

  it('tells the inner failure in the message, and no status', async () => {
    expect(await verify({ ...oauth, claims: { ...oauthClaims, exp: 1 } }, 'oauth_token')).toEqual({
      ok: false,
      failure: { reason: 'token-verification-failed', message: 'The token has expired.', status: null },
    })
  })

  it('is a failed verification when the provider refuses the secret key', async () => {
    const world = fakePorts()
    world.respond = () => new Response('{"errors":[{"code":"clerk_key_invalid"}]}', { status: 401 })
    expect(await verify(oauth, 'oauth_token', {}, world)).toMatchObject({
      failure: { reason: 'token-verification-failed' },
    })
  })
})
