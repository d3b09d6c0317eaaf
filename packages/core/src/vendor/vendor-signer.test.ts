import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MAX_KEPT_SIGNATURES } from '../wire/limits.ts'
import { createVendorSigner, toVendorSignature } from './vendor-signer.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('createVendorSigner', () => {
  it('signs every token as it would be signed alone', async () => {
    const { signSession, signMachine } = createVendorSigner('sk_test_1')
    for (const token of ['one', 'two', 'one', 'two']) {
      const expected = await toVendorSignature('sk_test_1', token)
      expect([await signSession(token), await signMachine(token)]).toEqual([expected, expected])
    }
    expect(await createVendorSigner('sk_test_2').signSession('one')).not.toBe(await signSession('one'))
  })

  it.each([
    ['key', null, 'token'],
    ['key', '', 'token'],
    ['token', 'sk_test_1', ''],
  ])('leaves the signature empty without a %s', (_what, key, token) => {
    const { signSession, signMachine } = createVendorSigner(key)
    expect([signSession(token), signMachine(token)]).toEqual(['', ''])
  })

  it('prepares its key once and signs a session token once, a machine token every time', async () => {
    const importKey = vi.spyOn(crypto.subtle, 'importKey')
    const sign = vi.spyOn(crypto.subtle, 'sign')
    const { signSession, signMachine } = createVendorSigner('sk_test_1')
    await signSession('token')
    expect(signSession('token')).toMatch(/^[0-9a-f]{40}$/)
    expect([importKey.mock.calls.length, sign.mock.calls.length]).toEqual([1, 1])
    await signMachine('ak_1')
    await signMachine('ak_1')
    expect([importKey.mock.calls.length, sign.mock.calls.length]).toEqual([1, 3])
  })

  it.each(['importKey', 'sign'] as const)('tries again after the platform failed to %s', async (operation) => {
    const platform = vi.spyOn(crypto.subtle, operation).mockRejectedValueOnce(new Error('The platform cannot.'))
    const { signSession } = createVendorSigner('sk_test_1')
    await expect(signSession('token')).rejects.toThrow('The platform cannot.')
    expect(await signSession('token')).toMatch(/^[0-9a-f]{40}$/)
    expect(platform).toHaveBeenCalledTimes(2)
  })

  it('forgets the oldest signature where there are too many', async () => {
    const { signSession } = createVendorSigner('sk_test_1')
    for (let count = 0; count <= MAX_KEPT_SIGNATURES; count += 1) await signSession(`token ${count}`)
    expect(signSession('token 1')).toMatch(/^[0-9a-f]{40}$/)
    expect(signSession('token 0')).toBeInstanceOf(Promise)
  })

  it('never gives the signature of another token, whatever is asked in which order', async () => {
    const tokens = fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(tokens, async (asked) => {
        const { signSession } = createVendorSigner('sk_test_1')
        for (const token of asked) expect(await signSession(token)).toBe(await toVendorSignature('sk_test_1', token))
      }),
    )
  })
})
