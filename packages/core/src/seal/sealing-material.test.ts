import { describe, expect, it } from 'vitest'
import { withoutNode } from '../../test/without-node.ts'
import { resolveOpeningKeys, createSealingKeySource, type SealingMaterial } from './sealing-material.ts'

const hex = 'fb'.repeat(32)
const base64Url = btoa(String.fromCharCode(...new Uint8Array(32).fill(0xfb)))
  .replaceAll('+', '-')
  .replaceAll('/', '_')
  .replaceAll('=', '')

/** Runs with a platform that cannot derive keys. */
const withoutDerivation = async (work: () => Promise<void>): Promise<void> => {
  const { subtle } = crypto
  Object.defineProperty(subtle, 'deriveBits', {
    configurable: true,
    value: () => Promise.reject(new Error('The platform cannot.')),
  })
  try {
    await work()
  } finally {
    Reflect.deleteProperty(subtle, 'deriveBits')
  }
}

describe('createSealingKeySource', () => {
  it('has no key without material', () => {
    expect(createSealingKeySource({})).toBeNull()
    expect(createSealingKeySource({ encryptionKey: '', secretKey: null, previousEncryptionKey: 'old' })).toBeNull()
  })

  it('gives a key that encrypts, and that nobody can read back', async () => {
    withoutNode()
    const { key } = (await createSealingKeySource({ secretKey: 'sk_test_1' })?.()) ?? {}
    expect(key).toMatchObject({ extractable: false, usages: ['encrypt'], algorithm: { name: 'AES-GCM', length: 256 } })
  })

  it('derives the key once', async () => {
    const read = createSealingKeySource({ secretKey: 'sk_test_1' })
    const first = await read?.()
    expect(first).toBeDefined()
    expect(await read?.()).toBe(first)
  })

  it('rejects when the platform cannot derive it, and tries again the next time', async () => {
    withoutNode()
    const read = createSealingKeySource({ secretKey: 'sk_test_1' })
    await withoutDerivation(() => expect(read?.()).rejects.toThrow('The platform cannot.'))
    expect(await read?.()).toBeDefined()
  })

  it.each<[string, SealingMaterial]>([
    ['hex', { encryptionKey: hex }],
    ['base64url', { encryptionKey: base64Url }],
    ['a stretched encryption key', { encryptionKey: 'short', secretKey: 'sk_test_1' }],
    ['a stretched secret key', { secretKey: 'sk_test_1' }],
    ['text that is no ASCII', { encryptionKey: 'schlüssel ✓' }],
  ])('names the key as the side that opens does, for %s', async (_form, material) => {
    expect((await createSealingKeySource(material)?.())?.id).toEqual(resolveOpeningKeys(material)?.[0]?.id)
  })
})

describe('resolveOpeningKeys', () => {
  it('has no key without material', () => {
    expect(resolveOpeningKeys({})).toBeNull()
    expect(resolveOpeningKeys({ encryptionKey: '', secretKey: null, previousEncryptionKey: 'old' })).toBeNull()
  })

  it('takes 32 bytes as they are, in hex or base64url', () => {
    expect(resolveOpeningKeys({ encryptionKey: hex })?.[0]?.key).toEqual(new Uint8Array(32).fill(0xfb))
    expect(resolveOpeningKeys({ encryptionKey: hex.toUpperCase() })).toEqual(resolveOpeningKeys({ encryptionKey: hex }))
    expect(resolveOpeningKeys({ encryptionKey: base64Url })).toEqual(resolveOpeningKeys({ encryptionKey: hex }))
  })

  it('stretches any other text, and prefers the encryption key to the secret key', () => {
    const stretched = resolveOpeningKeys({ encryptionKey: 'short', secretKey: 'sk_test_1' })
    expect(stretched?.[0]?.key).toHaveLength(32)
    expect(stretched).toEqual(resolveOpeningKeys({ encryptionKey: 'short' }))
    expect(stretched).not.toEqual(resolveOpeningKeys({ secretKey: 'sk_test_1' }))
    expect(resolveOpeningKeys({ encryptionKey: 'z'.repeat(64) })?.[0]?.key).toHaveLength(32)
  })

  it('opens with the previous key too, after the current one', () => {
    const keys = resolveOpeningKeys({ encryptionKey: 'new', previousEncryptionKey: 'old' })
    expect(keys).toEqual([
      resolveOpeningKeys({ encryptionKey: 'new' })?.[0],
      resolveOpeningKeys({ encryptionKey: 'old' })?.[0],
    ])
  })
})
