import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuthError } from '../foundation/auth-error.ts'
import {
  createEncryptedOptions,
  decryptRequestData,
  encryptRequestData,
  toSealableOptions,
} from './encrypt-request-data.ts'
import type { JsonObject } from '../seal/handover-contents.ts'
import type { VendorKeys } from './vendor-headers.ts'
import { toVendorHeaders } from './vendor-headers.ts'
import { createVendorSigner, isVendorSignature, toVendorSignature } from './vendor-signer.ts'

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
