import { afterEach, describe, expect, it, vi } from 'vitest'
import { JWT_KEY, mintSession, NOW_MS } from '../../test/session.ts'
import { verifyToken } from './verify-token.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

describe('verifyToken', () => {
  it('verifies with the keys of the environment, and says when the session ends (issue 11, verifyToken)', async () => {
    vi.useFakeTimers({ now: NOW_MS, toFake: ['Date'] })
    vi.stubEnv('CLERK_JWT_KEY', JWT_KEY)
    const claims = await verifyToken(await mintSession())
    expect(claims.sub).toBe('user_1')
    expect(claims.exp * 1000).toBeGreaterThan(NOW_MS)
    await expect(verifyToken('x')).rejects.toMatchObject({ code: 'ERR_AUTH_TOKEN_INVALID', reason: 'token-invalid' })
    const refused = { reason: 'token-invalid-authorized-parties' }
    const options = { authorizedParties: ['https://elsewhere.example'] }
    await expect(verifyToken(await mintSession(), options)).rejects.toMatchObject(refused)
  })
})
