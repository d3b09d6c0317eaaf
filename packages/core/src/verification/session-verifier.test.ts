import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  encodeText,
  fakePorts,
  fixedKeys,
  HEADER_JSON,
  keyPolicy,
  mintRaw,
  mintToken,
  NOW_MS,
  NOW_SEC,
  sessionClaims,
  signParts,
  tokenPolicy,
  toPublicJwk,
  type FakeWorld,
  type MintOptions,
} from '../../test/mint.ts'
import { peekToken, type PeekedToken } from '../credentials/peek-token.ts'
import { toKeySource } from './key-source.ts'
import { createKeys, type Keys } from './keys.ts'
import { begin, Later } from '../foundation/soon.ts'
import { createSessionVerifier, type SessionVerdict, type SessionVerifier } from './session-verifier.ts'
import type { KeyPolicy, TokenPolicy } from '../settings/settings.ts'

interface Bench {
  readonly world: FakeWorld
  readonly keys: Keys
  readonly verifier: SessionVerifier
  /** As the verifier's, begun. */
  readonly verify: (...of: Parameters<SessionVerifier['verify']>) => Promise<SessionVerdict>
}

interface BenchOptions {
  readonly policy?: Partial<TokenPolicy>
  readonly keys?: Partial<KeyPolicy>
  readonly maxEntries?: number
  readonly world?: FakeWorld
}

function bench({ policy = {}, keys: change = {}, maxEntries = 100, world = fakePorts() }: BenchOptions = {}): Bench {
  const keys = createKeys(toKeySource({ ...keyPolicy, ...change }), world.ports)
  const verifier = createSessionVerifier({ ...tokenPolicy, ...policy }, keys, { tokenCacheMaxEntries: maxEntries })
  return { world, keys, verifier, verify: async (...of) => begin(verifier.verify(...of)) }
}

function peek(token: string): PeekedToken {
  const peeked = peekToken(token)
  if (peeked === null) throw new Error('The test minted a token that does not parse.')
  return peeked
}

/** The outcome in one word: `ok` or the reason. */
async function judge(token: string, options: BenchOptions = {}, nowMs = NOW_MS, skewMs?: number): Promise<string> {
  const peeked = peekToken(token)
  if (peeked === null) return 'unreadable'
  const verdict = await bench(options).verify(peeked, nowMs, skewMs === undefined ? {} : { skewMs })
  return verdict.ok ? 'ok' : verdict.failure.reason
}

const mintAndJudge = async (mint: MintOptions, options: BenchOptions = {}): Promise<string> =>
  judge(await mintToken(mint), options)

/** Signs with HMAC under whatever bytes are given, as an attacker would who knows only the public key. */
async function mintHmac(secret: string): Promise<string> {
  const input = `${encodeText(HEADER_JSON.replace('RS256', 'HS256'))}.${encodeText(JSON.stringify(sessionClaims))}`
  const bytes = new TextEncoder().encode(secret)
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(input)))
  return `${input}.${btoa(String.fromCharCode(...mac))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')}`
}

describe('createSessionVerifier: headers', () => {
  const headers: Readonly<Record<string, readonly [header: Readonly<Record<string, unknown>>, outcome: string]>> = {
    'alg none': [{ alg: 'none' }, 'token-invalid-algorithm'],
    'alg None': [{ alg: 'None' }, 'token-invalid-algorithm'],
    'alg NONE': [{ alg: 'NONE' }, 'token-invalid-algorithm'],
    'alg nOnE': [{ alg: 'nOnE' }, 'token-invalid-algorithm'],
    'no alg': [{ alg: undefined }, 'token-invalid-algorithm'],
    'alg null': [{ alg: null }, 'token-invalid-algorithm'],
    'an empty alg': [{ alg: '' }, 'token-invalid-algorithm'],
    'alg in a list': [{ alg: ['RS256'] }, 'token-invalid-algorithm'],
    'alg with a space': [{ alg: 'RS256 ' }, 'token-invalid-algorithm'],
    'alg in lower case': [{ alg: 'rs256' }, 'token-invalid-algorithm'],
    PS256: [{ alg: 'PS256' }, 'token-invalid-algorithm'],
    ES256: [{ alg: 'ES256' }, 'token-invalid-algorithm'],
    EdDSA: [{ alg: 'EdDSA' }, 'token-invalid-algorithm'],
    'RS384 under a key of RS256': [{ alg: 'RS384' }, 'token-verification-failed'],
    'RS512 under a key of RS256': [{ alg: 'RS512' }, 'token-verification-failed'],
    crit: [{ crit: ['exp'], exp: 1 }, 'token-invalid'],
    'an empty crit': [{ crit: [] }, 'token-invalid'],
    'b64 false': [{ b64: false }, 'token-invalid'],
    'b64 true': [{ b64: true }, 'token-invalid'],
    zip: [{ zip: 'DEF' }, 'token-invalid'],
    enc: [{ enc: 'A256GCM' }, 'token-invalid'],
    'crit null': [{ crit: null }, 'token-invalid'],
    'typ in lower case': [{ typ: 'jwt' }, 'token-invalid'],
    'typ null': [{ typ: null }, 'token-invalid'],
    'typ in a list': [{ typ: ['JWT'] }, 'token-invalid'],
    'typ of an access token': [{ typ: 'at+jwt' }, 'token-invalid'],
    'no typ': [{ typ: undefined }, 'ok'],
    'no cat': [{ cat: undefined }, 'ok'],
    'the neutral cat': [{ cat: 'cl_I7d4PD111III' }, 'ok'],
    'the cat of machines': [{ cat: 'cl_B7d4PD333AAA' }, 'token-invalid'],
    'the cat of templates': [{ cat: 'cl_B7d4PD222AAA' }, 'token-invalid'],
    'an unknown cat': [{ cat: 'cl_X' }, 'token-invalid'],
    'cat null': [{ cat: null }, 'token-invalid'],
    'no kid': [{ kid: undefined }, 'jwk-kid-mismatch'],
    'an empty kid': [{ kid: '' }, 'jwk-kid-mismatch'],
    'kid in a list': [{ kid: ['ins_main'] }, 'jwk-kid-mismatch'],
    'kid with toString': [{ kid: { toString: 'ins_main' } }, 'jwk-kid-mismatch'],
    'kid __proto__': [{ kid: '__proto__' }, 'jwk-kid-mismatch'],
    'kid constructor': [{ kid: 'constructor' }, 'jwk-kid-mismatch'],
    'kid with a line end': [{ kid: 'ins_main\n' }, 'jwk-kid-mismatch'],
    'kid with a path': [{ kid: '../../etc/passwd' }, 'jwk-kid-mismatch'],
    'kid of 257 characters': [{ kid: 'k'.repeat(257) }, 'jwk-kid-mismatch'],
    'kid 0': [{ kid: 0 }, 'jwk-kid-mismatch'],
    'an unknown member': [{ foo: 'bar' }, 'ok'],
  }

  it.each(Object.entries(headers))('judges %s', async (_name, [header, outcome]) => {
    expect(await mintAndJudge({ header })).toBe(outcome)
  })

  it('refuses a bad algorithm, type or category before any key is asked for', async () => {
    const { world, verifier, verify } = bench()
    for (const header of [{ alg: 'none' }, { alg: 'HS256' }, { typ: 'x' }, { cat: 'x' }, { crit: [] }]) {
      const token = peek(await mintToken({ header }))
      expect(verifier.verify(token, NOW_MS)).toMatchObject({ ok: false })
      expect((await verify(token, NOW_MS)).ok).toBe(false)
    }
    expect(world.fetches).toEqual([])
  })

  it.each([
    ['the modulus', fixedKeys.main.jwk.n ?? ''],
    ['the JWK', JSON.stringify(toPublicJwk(fixedKeys.main))],
  ])('refuses an HMAC made with %s of the public key', async (_name, secret) => {
    expect(await judge(await mintHmac(secret))).toBe('token-invalid-algorithm')
  })

  it('never reads a key out of the token', async () => {
    const jwk = toPublicJwk(fixedKeys.stranger)
    const hostile = {
      jwk,
      jku: 'https://evil.example/jwks',
      x5u: 'https://evil.example',
      x5c: ['AAAA'],
      kid: 'ins_main',
    }
    const world = fakePorts()
    expect(await mintAndJudge({ header: hostile, key: fixedKeys.stranger }, { world })).toBe('token-invalid-signature')
    expect(world.fetches.map(({ url }) => url)).toEqual(['https://api.example.com/v1/jwks'])
  })

  it('accepts the types that the option names', async () => {
    const policy = { sessionTokenTypes: ['JWT', 'custom+jwt'] }
    expect(await mintAndJudge({ header: { typ: 'custom+jwt' } }, { policy })).toBe('ok')
  })

  it('refuses a token without a type when the option names some', async () => {
    const policy = { sessionTokenTypes: ['JWT'] }
    expect(await mintAndJudge({ header: { typ: undefined } }, { policy })).toBe('token-invalid')
  })

  it('accepts a token without a type when the option names none', async () => {
    expect(await mintAndJudge({ header: { typ: undefined } })).toBe('ok')
  })
})

describe('createSessionVerifier: signatures', () => {
  it('accepts a good token and gives its claims', async () => {
    const verdict = await bench().verify(peek(await mintToken()), NOW_MS)
    expect(verdict).toEqual({ ok: true, value: sessionClaims })
  })

  it.each(['RS256', 'RS384', 'RS512'])('accepts %s where the key names no algorithm', async (alg) => {
    const world = fakePorts({ jwks: [toPublicJwk(fixedKeys.main, { alg: undefined })] })
    expect(await mintAndJudge({ header: { alg } }, { world })).toBe('ok')
  })

  it('accepts RS512 under a key of RS512 and refuses RS256 there', async () => {
    const jwks = [toPublicJwk(fixedKeys.main, { alg: 'RS512' })]
    expect(await mintAndJudge({ header: { alg: 'RS512' } }, { world: fakePorts({ jwks }) })).toBe('ok')
    expect(await mintAndJudge({}, { world: fakePorts({ jwks }) })).toBe('token-verification-failed')
  })

  it('refuses everything under a key that is meant for another algorithm', async () => {
    const world = fakePorts({ jwks: [toPublicJwk(fixedKeys.main, { alg: 'PS256' })] })
    expect(await mintAndJudge({}, { world })).toBe('token-verification-failed')
  })

  it('accepts keys of 3072 bits and exponents of 3', async () => {
    for (const key of [fixedKeys.large, fixedKeys.weakExponent]) {
      expect(await mintAndJudge({ key }, { world: fakePorts({ jwks: [toPublicJwk(key)] }) })).toBe('ok')
    }
  })

  it('refuses keys of 1024 bits', async () => {
    const world = fakePorts({ jwks: [toPublicJwk(fixedKeys.weak), toPublicJwk(fixedKeys.main)] })
    expect(await mintAndJudge({ key: fixedKeys.weak }, { world })).toBe('jwk-kid-mismatch')
  })

  it.each([
    ['no signature', ''],
    ['a short one', 'AAAA'],
    ['zeros', 'A'.repeat(342)],
    ['a long one', 'A'.repeat(344)],
  ])('refuses %s', async (_name, signature) => {
    const token = await mintToken()
    const reason = await judge(token.slice(0, token.lastIndexOf('.') + 1) + signature)
    expect(reason).toBe('token-invalid-signature')
  })

  it('refuses a signature of another instance with the same kid', async () => {
    const header = { kid: fixedKeys.main.kid }
    expect(await mintAndJudge({ header, key: fixedKeys.stranger })).toBe('token-invalid-signature')
  })

  it('refuses a payload under the signature of another', async () => {
    const [header, , signature] = (await mintToken()).split('.')
    const payload = encodeText(JSON.stringify({ ...sessionClaims, sub: 'user_2' }))
    expect(await judge(`${header}.${payload}.${signature}`)).toBe('token-invalid-signature')
  })

  it('says that the signature is wrong before it says anything about claims', async () => {
    const options = { header: { kid: 'ins_main' }, key: fixedKeys.stranger, claims: { exp: 1, sub: 1 } }
    expect(await mintAndJudge(options)).toBe('token-invalid-signature')
  })

  it('refuses a token with a member twice, though it is properly signed', async () => {
    const json = JSON.stringify(sessionClaims)
    expect(await judge(await mintRaw(HEADER_JSON, json.replace('{', '{"sub":"user_2",')))).toBe('unreadable')
  })

  it('never accepts a token in which bits were flipped', async () => {
    const token = await mintToken()
    const { verifier, verify } = bench()
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.='
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...alphabet.split('')), async (at, char) => {
        fc.pre(token[at] !== char)
        const peeked = peekToken(token.slice(0, at) + char + token.slice(at + 1))
        if (peeked === null) return
        expect((await verify(peeked, NOW_MS)).ok).toBe(false)
        expect(verifier.find(peeked.token)).toBeNull()
      }),
      { numRuns: 300 },
    )
  })

  it('uses a local key for every kid and asks nobody', async () => {
    const localKey = { kty: 'RSA', n: fixedKeys.main.jwk.n ?? '', e: 'AQAB', alg: 'RS256' } as const
    const world = fakePorts()
    const options = { world, keys: { localKey, secretKey: null } }
    for (const kid of ['ins_main', 'ins_other', undefined, 7]) {
      expect(await mintAndJudge({ header: { kid } }, options)).toBe('ok')
    }
    expect(await mintAndJudge({ key: fixedKeys.stranger }, options)).toBe('token-invalid-signature')
    expect(await mintAndJudge({ header: { alg: 'RS384' } }, options)).toBe('token-verification-failed')
    expect(world.fetches).toEqual([])
  })

  it('verifies nothing without a secret key and a local key', async () => {
    expect(await mintAndJudge({}, { keys: { secretKey: null } })).toBe('jwk-failed-to-resolve')
  })
})

describe('createSessionVerifier: claims', () => {
  const claims: Readonly<Record<string, readonly [claims: Readonly<Record<string, unknown>>, outcome: string]>> = {
    'no sub': [{ sub: undefined }, 'token-verification-failed'],
    'an empty sub': [{ sub: '' }, 'token-verification-failed'],
    'a number as sub': [{ sub: 1 }, 'token-verification-failed'],
    'a list as sub': [{ sub: ['user_1'] }, 'token-verification-failed'],
    'a machine as sub': [{ sub: 'mch_1' }, 'token-verification-failed'],
    'no exp': [{ exp: undefined }, 'token-verification-failed'],
    'a string as exp': [{ exp: String(NOW_SEC + 60) }, 'token-verification-failed'],
    'a list as exp': [{ exp: [NOW_SEC + 60] }, 'token-verification-failed'],
    'null as exp': [{ exp: null }, 'token-verification-failed'],
    'exp beyond all time': [{ exp: 1e11 + 1 }, 'token-verification-failed'],
    'exp 1e300': [{ exp: 1e300 }, 'token-verification-failed'],
    'exp 0': [{ exp: 0 }, 'token-expired'],
    'a negative exp': [{ exp: -1 }, 'token-expired'],
    'exp 4 s ago': [{ exp: NOW_SEC - 4 }, 'ok'],
    'exp 5 s ago': [{ exp: NOW_SEC - 5 }, 'token-expired'],
    'exp 6 s ago': [{ exp: NOW_SEC - 6 }, 'token-expired'],
    'exp 4.9 s ago, cut to 5': [{ exp: NOW_SEC - 4.1 }, 'token-expired'],
    'exp a fraction above 4 s ago': [{ exp: NOW_SEC - 3.5 }, 'ok'],
    'a string as nbf': [{ nbf: '1' }, 'token-verification-failed'],
    'null as nbf': [{ nbf: null }, 'token-verification-failed'],
    'no nbf and no iat': [{ nbf: undefined, iat: undefined }, 'ok'],
    'nbf in 5 s': [{ nbf: NOW_SEC + 5 }, 'ok'],
    'nbf in 5.9 s, cut to 5': [{ nbf: NOW_SEC + 5.9 }, 'ok'],
    'nbf in 6 s': [{ nbf: NOW_SEC + 6 }, 'token-not-active-yet'],
    'iat in 5 s': [{ iat: NOW_SEC + 5 }, 'ok'],
    'iat in 6 s': [{ iat: NOW_SEC + 6 }, 'token-iat-in-the-future'],
    'an object as iat': [{ iat: {} }, 'token-verification-failed'],
    'a list as iss': [{ iss: ['https://clerk.example.com'] }, 'token-verification-failed'],
    'a number as azp': [{ azp: 1 }, 'token-verification-failed'],
    'null as sid': [{ sid: null }, 'token-verification-failed'],
    'a list as org_id': [{ org_id: ['org_1'] }, 'token-verification-failed'],
    'a list as org_role': [{ org_role: ['org:admin'] }, 'token-verification-failed'],
    'a number as org_slug': [{ org_slug: 1 }, 'token-verification-failed'],
    'a boolean as sts': [{ sts: true }, 'token-verification-failed'],
    'a string as o': [{ o: 'org_1' }, 'token-verification-failed'],
    'a list as o': [{ o: [] }, 'token-verification-failed'],
    'null as o': [{ o: null }, 'token-verification-failed'],
    'o without id': [{ o: {} }, 'token-verification-failed'],
    'a list as o.rol': [{ o: { id: 'org_1', rol: ['admin'] } }, 'token-verification-failed'],
    'a number as o.slg': [{ o: { id: 'org_1', slg: 1 } }, 'token-verification-failed'],
    'odd features, plans, factors, permissions and actor': [
      { fea: 1, pla: [], fva: 'x', act: 3, o: { id: 'org_1', per: 1, fpm: [] }, org_permissions: 'all' },
      'ok',
    ],
    'an odd aud without the option': [{ aud: { a: 1 } }, 'ok'],
    'nothing but sub and exp': [
      {
        azp: undefined,
        fva: undefined,
        iat: undefined,
        iss: undefined,
        nbf: undefined,
        sid: undefined,
        sts: undefined,
        v: undefined,
      },
      'ok',
    ],
  }

  it.each(Object.entries(claims))('judges %s', async (_name, [change, outcome]) => {
    expect(await mintAndJudge({ claims: change })).toBe(outcome)
  })

  it('takes 1e400 for no time', async () => {
    for (const claim of ['exp', 'nbf', 'iat']) {
      const json = JSON.stringify({ sub: 'user_1', exp: NOW_SEC + 60, [claim]: 0 }).replace(
        `"${claim}":0`,
        `"${claim}":1e400`,
      )
      expect(await judge(await mintRaw(HEADER_JSON, json))).toBe('token-verification-failed')
    }
  })

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]])(
    'accepts nothing at the time %s',
    async (nowMs) => {
      expect(await judge(await mintToken(), {}, nowMs)).not.toBe('ok')
    },
  )

  it('honours a skew of 0', async () => {
    expect(await mintAndJudge({ claims: { exp: NOW_SEC } }, { policy: { clockSkewMs: 0 } })).toBe('token-expired')
    expect(await judge(await mintToken({ claims: { exp: NOW_SEC } }), {}, NOW_MS, 0)).toBe('token-expired')
  })

  it('forgives a day when it is told to', async () => {
    const token = await mintToken({ claims: { exp: NOW_SEC - 86_000, iat: NOW_SEC - 86_060 } })
    expect(await judge(token, {}, NOW_MS, 86_400_000)).toBe('ok')
    expect(await judge(token, {}, NOW_MS, Number.NaN)).toBe('token-expired')
    expect(await judge(token, {}, NOW_MS, Number.POSITIVE_INFINITY)).toBe('token-expired')
  })

  const audience: Readonly<Record<string, readonly [aud: unknown, outcome: string]>> = {
    'the string': ['api', 'ok'],
    'a list with it': [['x', 'api'], 'ok'],
    none: [undefined, 'token-verification-failed'],
    'an empty string': ['', 'token-verification-failed'],
    'an empty list': [[], 'token-verification-failed'],
    another: ['web', 'token-verification-failed'],
    'a longer one': ['api2', 'token-verification-failed'],
    'a list with an odd member': [['api', 1], 'token-verification-failed'],
    'an object': [{ api: true }, 'token-verification-failed'],
    null: [null, 'token-verification-failed'],
  }
  it.each(Object.entries(audience))('with the audience option judges aud %s', async (_name, [aud, outcome]) => {
    expect(await mintAndJudge({ claims: { aud } }, { policy: { audiences: ['api', 'other'] } })).toBe(outcome)
  })

  const party: Readonly<Record<string, readonly [azp: unknown, outcome: string]>> = {
    'the origin': ['https://app.example.com', 'ok'],
    none: [undefined, 'token-invalid-authorized-parties'],
    'an empty string': ['', 'token-invalid-authorized-parties'],
    'with a slash': ['https://app.example.com/', 'token-invalid-authorized-parties'],
    'in other case': ['https://APP.example.com', 'token-invalid-authorized-parties'],
    'of a subdomain': ['https://evil.app.example.com', 'token-invalid-authorized-parties'],
  }
  it.each(Object.entries(party))('with authorizedParties judges azp %s', async (_name, [azp, outcome]) => {
    const policy = { authorizedParties: ['https://app.example.com'] }
    expect(await mintAndJudge({ claims: { azp } }, { policy })).toBe(outcome)
  })

  it.each([
    ['https://pr-7.shop.example', 'ok'],
    ['https://shop.example', 'token-invalid-authorized-parties'],
    ['https://a.b.shop.example', 'token-invalid-authorized-parties'],
    ['http://pr-7.shop.example', 'token-invalid-authorized-parties'],
    ['https://*.shop.example', 'token-invalid-authorized-parties'],
  ])('with a wildcard in authorizedParties judges azp %s (in-use 12)', async (azp, outcome) => {
    const policy = { authorizedParties: ['https://*.shop.example'] }
    expect(await mintAndJudge({ claims: { azp } }, { policy })).toBe(outcome)
  })

  it('checks iss when issuers are given', async () => {
    const policy = { issuers: ['https://clerk.example.com'] }
    expect(await mintAndJudge({}, { policy })).toBe('ok')
    expect(await mintAndJudge({ claims: { iss: 'https://evil.example' } }, { policy })).toBe('token-invalid-issuer')
    expect(await mintAndJudge({ claims: { iss: undefined } }, { policy })).toBe('token-invalid-issuer')
  })

  it('says the first failure of several', async () => {
    const policy = { authorizedParties: ['https://b.example'], issuers: ['https://c.example'], audiences: ['d'] }
    const claims_ = { exp: 1, aud: 'd' }
    expect(await mintAndJudge({ claims: claims_ }, { policy })).toBe('token-invalid-authorized-parties')
    expect(await mintAndJudge({ claims: { exp: 1, nbf: NOW_SEC + 99 } })).toBe('token-expired')
  })

  it('puts neither token nor claim into a message', async () => {
    const token = peek(await mintToken({ claims: { exp: 1 } }))
    const verdict = await bench().verify(token, NOW_MS)
    expect(verdict).toMatchObject({ ok: false, failure: { message: 'The token has expired.' } })
  })
})

describe('createSessionVerifier: memory', () => {
  it('answers at once for a token that it verified before', async () => {
    const { verifier, verify } = bench()
    const token = await mintToken()
    expect(verifier.find(token)).toBeNull()
    expect(verifier.verify(peek(token), NOW_MS)).toBeInstanceOf(Later)
    await verify(peek(token), NOW_MS)
    const recalled = verifier.find(token)
    expect(recalled).toEqual(peek(token))
    expect(verifier.verify(peek(token), NOW_MS)).toEqual({ ok: true, value: sessionClaims })
  })

  it('checks the time of a known token on every request', async () => {
    const { verifier, verify } = bench()
    const token = peek(await mintToken({ claims: { exp: NOW_SEC + 30 } }))
    await verify(token, NOW_MS)
    expect(verifier.verify(token, NOW_MS + 34_999)).toMatchObject({ ok: true })
    expect(verifier.verify(token, NOW_MS + 35_000)).toMatchObject({ failure: { reason: 'token-expired' } })
    expect(verifier.verify(token, NOW_MS - 6_000)).toMatchObject({ failure: { reason: 'token-iat-in-the-future' } })
  })

  it('remembers an expired token as signed, and refuses it at once', async () => {
    const { verifier, verify } = bench()
    const token = peek(await mintToken({ claims: { exp: NOW_SEC - 60 } }))
    expect((await verify(token, NOW_MS)).ok).toBe(false)
    expect(verifier.verify(token, NOW_MS)).toMatchObject({ failure: { reason: 'token-expired' } })
  })

  it('remembers no token with a wrong signature', async () => {
    const { verifier, verify } = bench()
    const token = await mintToken({ header: { kid: 'ins_main' }, key: fixedKeys.stranger })
    await verify(peek(token), NOW_MS)
    expect(verifier.find(token)).toBeNull()
  })

  it('does not take a token with the same signature for the known one', async () => {
    const { verifier, verify } = bench()
    const token = await mintToken()
    await verify(peek(token), NOW_MS)
    const [header, , signature] = token.split('.')
    const forged = `${header}.${encodeText(JSON.stringify({ ...sessionClaims, sub: 'user_2' }))}.${signature}`
    expect(verifier.find(forged)).toBeNull()
    expect(verifier.verify(peek(forged), NOW_MS)).toBeInstanceOf(Later)
    expect(await verify(peek(forged), NOW_MS)).toMatchObject({
      failure: { reason: 'token-invalid-signature' },
    })
    expect(verifier.find(token)).not.toBeNull()
  })

  it('tells a forged token from the good one while that is being verified', async () => {
    const { verify } = bench()
    const token = await mintToken()
    const [header, , signature] = token.split('.')
    const forged = `${header}.${encodeText(JSON.stringify({ ...sessionClaims, sub: 'user_2' }))}.${signature}`
    const texts = [forged, token, forged, token]
    const verdicts = await Promise.all(texts.map((text) => verify(peek(text), NOW_MS)))
    expect(verdicts.map(({ ok }) => ok)).toEqual([false, true, false, true])
  })

  it('remembers nothing when it may hold no entry', async () => {
    const { verifier, verify } = bench({ maxEntries: 0 })
    const token = await mintToken()
    expect((await verify(peek(token), NOW_MS)).ok).toBe(true)
    expect(verifier.find(token)).toBeNull()
    expect(verifier.verify(peek(token), NOW_MS)).toBeInstanceOf(Later)
  })

  it.each([1, 2, 3, 7])('never holds more than %i tokens', async (maxEntries) => {
    const { verifier, verify } = bench({ maxEntries })
    const tokens = await Promise.all(
      Array.from({ length: 20 }, (_, at) => mintToken({ claims: { sid: `sess_${at}` } })),
    )
    for (const token of tokens) await verify(peek(token), NOW_MS)
    const last = tokens.at(-1) ?? ''
    expect(verifier.find(last)).not.toBeNull()
    expect(tokens.filter((token) => verifier.find(token) !== null).length).toBeLessThanOrEqual(maxEntries)
  })

  it('forgets a token when its key leaves the key set', async () => {
    const { world, verifier, verify } = bench()
    const token = peek(await mintToken())
    await verify(token, NOW_MS)
    world.jwks = [toPublicJwk(fixedKeys.next)]
    const later = NOW_MS + 30_000
    await verify(peek(await mintToken({ key: fixedKeys.next })), later)
    expect(verifier.verify(token, later)).toBeInstanceOf(Later)
    expect(await verify(token, later)).toMatchObject({ failure: { reason: 'jwk-kid-mismatch' } })
  })

  it('checks a token again when another key has taken the name of the one that signed it', async () => {
    const { world, verify } = bench()
    const token = peek(await mintToken())
    expect(await verify(token, NOW_MS)).toMatchObject({ ok: true })
    world.jwks = [toPublicJwk(fixedKeys.stranger, { kid: 'ins_main' }), toPublicJwk(fixedKeys.next)]
    const later = NOW_MS + 30_000
    await verify(peek(await mintToken({ key: fixedKeys.next })), later)
    expect(await verify(token, later)).toMatchObject({ failure: { reason: 'token-invalid-signature' } })
  })

  it('shares nothing with another instance', async () => {
    const world = fakePorts()
    const token = await mintToken()
    await bench({ world }).verify(peek(token), NOW_MS)
    const other = bench({ world: fakePorts({ jwks: [toPublicJwk(fixedKeys.stranger, { kid: 'ins_main' })] }) })
    expect(other.verifier.find(token)).toBeNull()
    expect(await other.verify(peek(token), NOW_MS)).toMatchObject({
      failure: { reason: 'token-invalid-signature' },
    })
  })

  it('checks one new token once for 20 requests', async () => {
    const { keys, verify } = bench()
    await verify(peek(await mintToken({ claims: { sid: 'sess_warm' } })), NOW_MS)
    const token = peek(await mintToken())
    const { subtle } = crypto
    const original = subtle.verify.bind(subtle)
    let checks = 0
    Object.defineProperty(subtle, 'verify', {
      configurable: true,
      writable: true,
      value: (...input: Parameters<typeof original>) => {
        checks += 1
        return original(...input)
      },
    })
    try {
      const verdicts = await Promise.all(Array.from({ length: 20 }, () => verify(token, NOW_MS)))
      expect(verdicts.every(({ ok }) => ok)).toBe(true)
      expect(checks).toBe(1)
    } finally {
      Reflect.deleteProperty(subtle, 'verify')
    }
    expect(keys.find('ins_main', NOW_MS)).not.toBeNull()
  })

  it('accepts a token that is signed over other spellings of the same JSON', async () => {
    const json = JSON.stringify(sessionClaims, null, 2)
    const token = await signParts(encodeText(` ${HEADER_JSON} `), encodeText(json), fixedKeys.main)
    expect(await judge(token)).toBe('ok')
  })
})
