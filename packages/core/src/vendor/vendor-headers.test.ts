import fc from 'fast-check'
import { describe, expect, it, afterEach, vi } from 'vitest'
import { withoutNode } from '../../test/without-node.ts'
import { AuthError } from '../foundation/auth-error.ts'
import {
  createEncryptedOptions,
  decryptRequestData,
  encryptRequestData,
  toSealableOptions,
} from './encrypt-request-data.ts'
import type { JsonObject } from '../seal/handover-contents.ts'
import {
  type VendorKeys,
  toVendorHeaders,
  createVendorSigner,
  toVendorSignature,
  isVendorSignature,
} from './vendor-headers.ts'
import { MAX_KEPT_SIGNATURES } from '../wire/limits.ts'

const handover = {
  status: 'signed-in',
  reason: '',
  message: '',
  token: 'token',
  clerkUrl: 'http://app.test/x',
  machineAuth: null,
} as const

const toKeys = ({ options = {}, encryptionKey = null, secretKey = 'sk_test_key' }: Given = {}): VendorKeys => ({
  signer: createVendorSigner(secretKey),
  encryptedOptions: createEncryptedOptions({ options, encryptionKey, environmentSecretKey: secretKey }),
})
interface Given {
  readonly options?: JsonObject
  readonly encryptionKey?: string | null
  readonly secretKey?: string | null
}

const codeOf = (work: () => unknown): string | null | undefined => {
  try {
    work()
    return undefined
  } catch (error) {
    return error instanceof AuthError ? error.vendorCode : null
  }
}

describe('toVendorHeaders', () => {
  it('writes the six headers in order, without request data when there is none', async () => {
    expect(await toVendorHeaders(handover, toKeys())).toEqual([
      ['x-clerk-auth-status', 'signed-in'],
      ['x-clerk-auth-token', 'token'],
      ['x-clerk-auth-signature', await toVendorSignature('sk_test_key', 'token')],
      ['x-clerk-auth-message', ''],
      ['x-clerk-auth-reason', ''],
      ['x-clerk-clerk-url', 'http://app.test/x'],
    ])
  })

  it('encrypts options and machine object with the encryption key before the secret key', async () => {
    const keys = toKeys({ options: { signInUrl: '/in' }, encryptionKey: 'phrase' })
    const headers = await toVendorHeaders({ ...handover, machineAuth: { tokenType: 'api_key' } }, keys)
    expect(headers.at(-1)?.[0]).toBe('x-clerk-request-data')
    expect(decryptRequestData(headers.at(-1)?.[1] ?? '', 'phrase')).toEqual({
      signInUrl: '/in',
      machineAuthObject: { tokenType: 'api_key' },
    })
  })

  it('writes no request data and no signature without a key', async () => {
    const headers = await toVendorHeaders(handover, toKeys({ options: { a: 1 }, secretKey: null }))
    expect(headers).toHaveLength(6)
    expect(headers[2]).toEqual(['x-clerk-auth-signature', ''])
  })
})

describe('toSealableOptions', () => {
  it('keeps what is JSON and was given', () => {
    const options = { signInUrl: '/in', domain: undefined, proxyUrl: null, isSatellite: () => true, encryptionKey: 'k' }
    expect(toSealableOptions(options, ['encryptionKey'], 'k')).toEqual({ signInUrl: '/in' })
  })

  it('refuses a secret key without an encryption key', () => {
    expect(codeOf(() => toSealableOptions({ secretKey: 'sk_test_1' }, [], null))).toBe('encryption_key_missing')
    expect(toSealableOptions({ secretKey: 'sk_test_1' }, [], 'k')).toEqual({ secretKey: 'sk_test_1' })
  })
})

describe('toVendorSignature', () => {
  // RFC 2202 §3, case 2.
  it('is HMAC-SHA1 in lower-case hex', async () => {
    expect(await toVendorSignature('Jefe', 'what do ya want for nothing?')).toBe(
      'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
    )
  })

  it('is empty without a token', async () => {
    expect(await toVendorSignature('Jefe', '')).toBe('')
  })

  it('is what the side that checks believes, whatever the key and the token', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(text, text, async (key, token) =>
        isVendorSignature(key, token, await toVendorSignature(key, token)),
      ),
    )
  })
})

const signature = await toVendorSignature('sk', 'token')

describe('isVendorSignature', () => {
  it.each([
    [true, 'sk', 'token', signature],
    [false, 'sk2', 'token', signature],
    [false, 'sk', 'token2', signature],
    [false, 'sk', 'token', signature.toUpperCase()],
    [false, 'sk', 'token', ''],
    [false, 'sk', '', ''],
  ])('is %s for %s, %s, %s', (expected, key, token, text) => {
    expect(isVendorSignature(key, token, text)).toBe(expected)
  })
})

describe('decryptRequestData', () => {
  // Made with: printf '{"a":1}' | openssl enc -aes-256-cbc -md md5 -base64 -A -k phrase -S 0102030405060708
  const vector = 'U2FsdGVkX18BAgMEBQYHCD/GTp7IFvcQhwAhx+TOU2k='

  it('reads what OpenSSL wrote', () => {
    expect(decryptRequestData(vector, 'phrase')).toEqual({ a: 1 })
  })

  it('reads what we wrote, whatever the options and the passphrase', async () => {
    const options = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
    await fc.assert(
      fc.asyncProperty(options, fc.string({ unit: 'grapheme' }), async (data, passphrase) => {
        const read = decryptRequestData(await encryptRequestData(data, passphrase), passphrase)
        return JSON.stringify(read) === JSON.stringify(data)
      }),
    )
  })

  it.each([
    ['wrong passphrase', vector, 'other'],
    ['no base64', '%%%', 'phrase'],
    ['too short', 'U2FsdGVkX18=', 'phrase'],
    ['empty', '', 'phrase'],
  ])('throws encryption_key_invalid: %s', (_name, text, passphrase) => {
    expect(codeOf(() => decryptRequestData(text, passphrase))).toBe('encryption_key_invalid')
  })
})

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
    withoutNode()
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
    withoutNode()
    const platform = vi.spyOn(crypto.subtle, operation).mockRejectedValueOnce(new Error('The platform cannot.'))
    const { signSession } = createVendorSigner('sk_test_1')
    await expect(signSession('token')).rejects.toThrow('The platform cannot.')
    expect(await signSession('token')).toMatch(/^[0-9a-f]{40}$/)
    expect(platform).toHaveBeenCalledTimes(2)
  })

  it('forgets the oldest signature where there are too many', async () => {
    withoutNode()
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
