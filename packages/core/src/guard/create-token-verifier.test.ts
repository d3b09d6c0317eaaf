import { describe, expect, it } from 'vitest'
import { DEV_KEY, devOptions, JWT_KEY, liveCookies, liveOptions, silentWorld, toRequest } from '../../test/fakes.ts'
import { fakePorts, fixedKeys, jsonResponse, mintToken, NOW_SEC, toPublicJwk } from '../../test/mint.ts'
import { createAuth } from './create-auth.ts'
import { createTokenVerifier, type VerifyToken } from './create-token-verifier.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

const verify: VerifyToken = createTokenVerifier(silentWorld().ports)
const refusal = (reason: string): object => ({ name: 'AuthError', code: 'ERR_AUTH_TOKEN_INVALID', reason })

describe('verifyToken', () => {
  it('gives the claims of a session token, and when it ends (issue 11, verifyToken)', async () => {
    const claims = await verify(await mintToken({ claims: { org_id: 'org_1' } }), liveOptions)
    expect(claims).toMatchObject({ sub: 'user_1', org_id: 'org_1', exp: expect.any(Number) })
    expect(claims.exp).toBeGreaterThan(NOW_SEC)
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype)
  })

  it.each<[string, object, string]>([
    ['expired', { claims: { exp: NOW_SEC - 60 } }, 'token-expired'],
    ['early', { claims: { nbf: NOW_SEC + 60 } }, 'token-not-active-yet'],
    ['of a stranger', { key: fixedKeys.stranger }, 'token-invalid-signature'],
    ['for another origin', { claims: { azp: 'https://evil.example' } }, 'token-invalid-authorized-parties'],
    ['of a machine', { claims: { sub: 'mch_1' } }, 'token-type-mismatch'],
  ])('refuses a token %s with the reason of a request (issue 11, verifyToken)', async (_, parts, reason) => {
    const token = await mintToken(parts)
    const error: unknown = await verify(token, liveOptions).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject(refusal(reason))
    expect(String(error)).not.toContain(token.slice(0, 20))
  })

  it.each<[unknown, string]>([
    ['', 'token-invalid'],
    ['x.y.z', 'token-invalid'],
    ['x'.repeat(20_000), 'token-invalid'],
    [null, 'token-invalid'],
    [{ toString: () => 'x' }, 'token-invalid'],
    ['ak_secret', 'token-type-mismatch'],
    ['mt_secret', 'token-type-mismatch'],
  ])('refuses %j (issue 11, verifyToken)', async (token, reason) => {
    await expect(verify(token as string, liveOptions)).rejects.toMatchObject(refusal(reason))
  })

  it('needs no publishable key, and one of the other two', async () => {
    const token = await mintToken()
    expect(await verify(token, { jwtKey: JWT_KEY })).toMatchObject({ sub: 'user_1' })
    await expect(verify(token, {})).rejects.toMatchObject({ code: 'ERR_AUTH_SECRET_KEY_MISSING' })
    await expect(verify(token, { publishableKey: DEV_KEY })).rejects.toMatchObject({
      code: 'ERR_AUTH_SECRET_KEY_MISSING',
    })
    await expect(verify(token, { jwtKey: JWT_KEY, authorizedParties: ['shop.example'] })).rejects.toMatchObject({
      code: 'ERR_AUTH_OPTION_INVALID',
    })
    await expect(verify(token, null as unknown as AuthOptions)).rejects.toMatchObject({
      code: 'ERR_AUTH_OPTION_INVALID',
    })
  })

  it('fetches the keys of an instance once, and of each instance its own', async () => {
    const world = fakePorts()
    world.respond = () => jsonResponse({ keys: [toPublicJwk(fixedKeys.main)] })
    const find = createTokenVerifier(world.ports)
    for (let round = 0; round < 3; round += 1) {
      await find(await mintToken({ claims: { jti: String(round) } }), { ...liveOptions, jwtKey: null })
    }
    expect(world.fetches).toHaveLength(1)
    await find(await mintToken(), { secretKey: 'sk_test_other' })
    expect(world.fetches).toHaveLength(2)
  })

  it('shares the keys of a middleware of the same instance (issue 11, verifyToken)', async () => {
    const world = fakePorts()
    world.respond = () => jsonResponse({ keys: [toPublicJwk(fixedKeys.main)] })
    const options = { ...liveOptions, jwtKey: null }
    await createAuth(options, world.ports).decide(toRequest('/', { cookies: await liveCookies() }))
    await createTokenVerifier(world.ports)(await mintToken(), options)
    expect(world.fetches).toHaveLength(1)
  })

  it('believes nothing when the clock or the provider fails', async () => {
    const token = await mintToken()
    const clock = {
      nowMs: (): number => {
        throw new Error('no clock')
      },
    }
    const blind = createTokenVerifier({ ...silentWorld().ports, clock })
    await expect(blind(token, devOptions)).rejects.toMatchObject(refusal('unexpected-error'))
    const world = fakePorts()
    world.respond = () => {
      throw new Error('down')
    }
    await expect(createTokenVerifier(world.ports)(token, { ...devOptions, jwtKey: null })).rejects.toMatchObject(
      refusal('jwk-remote-failed-to-load'),
    )
  })
})
