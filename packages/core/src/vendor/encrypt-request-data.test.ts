import { afterEach, describe, expect, it, vi } from 'vitest'
import { withoutNode } from '../../test/without-node.ts'
import { createEncryptedOptions, decryptRequestData } from './encrypt-request-data.ts'

const keys = { encryptionKey: 'phrase', environmentSecretKey: 'sk_test_1' }

afterEach(() => {
  vi.restoreAllMocks()
})

describe('createEncryptedOptions', () => {
  it('is nothing without options and machine token, or without a key', () => {
    expect(createEncryptedOptions({ ...keys, options: {} })(null)).toBeNull()
    const keyless = createEncryptedOptions({ options: { a: 1 }, encryptionKey: null, environmentSecretKey: null })
    expect([keyless(null), keyless({ id: 'ak_1' })]).toEqual([null, null])
  })

  it('encrypts options once', async () => {
    withoutNode()
    const encrypt = vi.spyOn(crypto.subtle, 'encrypt')
    const read = createEncryptedOptions({ ...keys, options: { signInUrl: '/in' } })
    const first = await read(null)
    expect(decryptRequestData(first ?? '', 'phrase')).toEqual({ signInUrl: '/in' })
    expect(read(null)).toBe(first)
    expect(encrypt).toHaveBeenCalledTimes(1)
  })

  it('encrypts a machine token with its request, and keeps nothing of it', async () => {
    const read = createEncryptedOptions({ ...keys, options: { a: 1 } })
    for (const id of ['ak_1', 'ak_2']) {
      expect(decryptRequestData((await read({ id })) ?? '', 'phrase')).toEqual({ a: 1, machineAuthObject: { id } })
    }
    expect(decryptRequestData((await read(null)) ?? '', 'phrase')).toEqual({ a: 1 })
  })

  it('takes the secret key of the environment where there is no encryption key', async () => {
    const read = createEncryptedOptions({ ...keys, encryptionKey: null, options: { a: 1 } })
    expect(decryptRequestData((await read(null)) ?? '', 'sk_test_1')).toEqual({ a: 1 })
  })

  it('tries again after the platform failed', async () => {
    withoutNode()
    vi.spyOn(crypto.subtle, 'encrypt').mockRejectedValueOnce(new Error('The platform cannot.'))
    const read = createEncryptedOptions({ ...keys, options: { a: 1 } })
    await expect(read(null)).rejects.toThrow('The platform cannot.')
    expect(decryptRequestData((await read(null)) ?? '', 'phrase')).toEqual({ a: 1 })
  })
})
