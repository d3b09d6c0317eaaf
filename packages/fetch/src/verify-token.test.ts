import { afterEach, describe, expect, it, vi } from 'vitest'
import { createProvider, NOW_SEC, PUBLISHABLE_KEY, SECRET_KEY } from '../test/provider.ts'
import { verifyToken } from './verify-token.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

describe('verifyToken', () => {
  it('reads the environment of the process, or the bindings of a Worker (issue 11, verifyToken)', async () => {
    vi.useFakeTimers({ now: NOW_SEC * 1000, toFake: ['Date'] })
    const { mint, options } = await createProvider()
    const token = await mint()
    const environment = { CLERK_SECRET_KEY: SECRET_KEY, CLERK_JWT_KEY: options.jwtKey ?? '' }
    vi.stubEnv('CLERK_JWT_KEY', environment.CLERK_JWT_KEY)
    expect(await verifyToken(token)).toMatchObject({ sub: 'user_ada', exp: NOW_SEC + 50 })
    vi.stubEnv('CLERK_JWT_KEY', '')
    expect(await verifyToken(token, {}, { ...environment, CLERK_PUBLISHABLE_KEY: PUBLISHABLE_KEY })).toMatchObject({
      sub: 'user_ada',
    })
    const store = { get: async () => environment.CLERK_JWT_KEY }
    expect(await verifyToken(token, { jwtKey: null }, { CLERK_JWT_KEY: store })).toMatchObject({ sub: 'user_ada' })
  })

  it('refuses with a reason, and with the code of options that do not fit (issue 11, verifyToken)', async () => {
    vi.useFakeTimers({ now: NOW_SEC * 1000, toFake: ['Date'] })
    const { mint, options } = await createProvider()
    const refused = { code: 'ERR_AUTH_TOKEN_INVALID', reason: 'token-expired' }
    await expect(verifyToken(await mint({ exp: NOW_SEC - 60 }), options)).rejects.toMatchObject(refused)
    await expect(verifyToken('x', {}, { CLERK_JWT_KEY: '' })).rejects.toMatchObject({
      code: 'ERR_AUTH_SECRET_KEY_MISSING',
    })
  })
})
