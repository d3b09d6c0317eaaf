import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openHandover } from './open-handover.ts'
import { sealHandover } from './seal-handover.ts'
import { resolveSealingKeys } from './sealing-keys.ts'
import type { SealingKeys, SealingMaterial } from './sealing-keys.ts'

const nowMs = 1_800_000_000_000
const keysOf = (material: SealingMaterial): SealingKeys => {
  const keys = resolveSealingKeys(material)
  if (keys === null) throw new Error('The test gives a key.')
  return keys
}
const keys = keysOf({ encryptionKey: 'a'.repeat(64) })
const contents = {
  status: 'signed-in',
  reason: null,
  clerkUrl: 'http://app.test/dashboard',
  options: { publishableKey: 'pk_test_x' },
  machineAuth: null,
  isMachineAsked: false,
  trace: ['otherwise'],
} as const
const toSeal = {
  keys,
  publishableKey: 'pk_test_x',
  host: 'app.test',
  method: 'GET',
  path: '/dashboard',
  token: 'the.session.token',
  isTokenInside: true,
  nowMs,
  contents,
}
const sealed = sealHandover(toSeal)
const toOpen = {
  keys,
  sealed,
  publishableKey: 'pk_test_x',
  host: 'app.test',
  token: null,
  request: { method: 'GET', path: '/dashboard' },
  nowMs: nowMs + 1_000,
}

describe('openHandover', () => {
  it('returns what was sealed, with the token inside', () => {
    expect(openHandover(toOpen)).toEqual({
      ok: true,
      value: { contents, token: 'the.session.token', publishableKey: 'pk_test_x', isFresh: true },
    })
  })

  it('accepts the token that travels beside the seal', () => {
    const beside = sealHandover({ ...toSeal, isTokenInside: false })
    expect(openHandover({ ...toOpen, sealed: beside, token: 'the.session.token' })).toMatchObject({
      value: { token: 'the.session.token' },
    })
  })

  it('names the instance when the caller does not know it', () => {
    expect(openHandover({ ...toOpen, publishableKey: null })).toMatchObject({ value: { publishableKey: 'pk_test_x' } })
  })

  it('does not look at method and path where the caller sees neither', () => {
    expect(openHandover({ ...toOpen, request: null }).ok).toBe(true)
  })

  it.each([
    ['other-token', { token: 'another.session.token' }],
    ['other-instance', { publishableKey: 'pk_test_y' }],
    ['not-authentic', { host: 'other.test' }],
    ['not-authentic', { host: '' }],
    ['other-request', { request: { method: 'POST', path: '/dashboard' } }],
    ['other-request', { request: { method: 'GET', path: '/admin' } }],
    ['unknown-key', { keys: keysOf({ encryptionKey: 'b'.repeat(64) }) }],
    ['malformed', { sealed: '' }],
    ['malformed', { sealed: 'not a seal' }],
    ['malformed', { sealed: `${sealed}=` }],
    ['malformed', { sealed: 'A'.repeat(100_000) }],
  ] as const)('refuses with %s when %j', (failure, change) => {
    expect(openHandover({ ...toOpen, ...change })).toEqual({ ok: false, failure })
  })

  it('refuses a seal whose token is missing beside it', () => {
    const beside = sealHandover({ ...toSeal, isTokenInside: false })
    expect(openHandover({ ...toOpen, sealed: beside })).toEqual({ ok: false, failure: 'other-token' })
  })

  it.each([
    [true, 59_999],
    [false, 60_000],
    [false, 86_400_000],
    [true, -60_000],
    [false, -60_001],
  ])('says isFresh: %s when the seal is %i ms old', (isFresh, ageMs) => {
    expect(openHandover({ ...toOpen, nowMs: nowMs + ageMs })).toMatchObject({ ok: true, value: { isFresh } })
  })

  it('opens with the previous encryption key, and does not seal with it', () => {
    const rotated = keysOf({ encryptionKey: 'new', previousEncryptionKey: 'a'.repeat(64) })
    expect(openHandover({ ...toOpen, keys: rotated }).ok).toBe(true)
    const fresh = sealHandover({ ...toSeal, keys: rotated })
    expect(openHandover({ ...toOpen, sealed: fresh })).toEqual({ ok: false, failure: 'unknown-key' })
  })

  it('refuses every flipped bit', () => {
    const bytes = Uint8Array.from(atob(sealed.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    fc.assert(
      fc.property(fc.nat({ max: bytes.length * 8 - 1 }), (bit) => {
        const changed = Uint8Array.from(bytes)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const text = btoa(String.fromCharCode(...changed))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replaceAll('=', '')
        return !openHandover({ ...toOpen, sealed: text }).ok
      }),
      { numRuns: 500 },
    )
  })

  it('refuses every truncation and any other text without throwing', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(openHandover({ ...toOpen, sealed: sealed.slice(0, length) }).ok).toBe(false)
    }
    fc.assert(fc.property(fc.base64String(), (text) => !openHandover({ ...toOpen, sealed: text }).ok))
  })
})

describe('sealHandover', () => {
  it('never writes the same text twice', () => {
    expect(sealHandover(toSeal)).not.toBe(sealed)
  })

  it('hides the token, the path and the options', () => {
    const text = atob(sealed.replaceAll('-', '+').replaceAll('_', '/'))
    expect(text).not.toContain('session')
    expect(text).not.toContain('dashboard')
  })
})

describe('resolveSealingKeys', () => {
  it('has no key without material', () => {
    expect(resolveSealingKeys({})).toBeNull()
    expect(resolveSealingKeys({ encryptionKey: '', secretKey: null, previousEncryptionKey: 'old' })).toBeNull()
  })

  it('takes 32 bytes as they are, in hex or base64url', () => {
    const hex = 'fb'.repeat(32)
    const base64Url = btoa(String.fromCharCode(...new Uint8Array(32).fill(0xfb)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
    expect(keysOf({ encryptionKey: hex }).current.key).toEqual(new Uint8Array(32).fill(0xfb))
    expect(keysOf({ encryptionKey: base64Url })).toEqual(keysOf({ encryptionKey: hex }))
  })

  it('stretches any other text, and prefers the encryption key to the secret key', () => {
    const stretched = keysOf({ encryptionKey: 'short', secretKey: 'sk_test_1' })
    expect(stretched.current.key).toHaveLength(32)
    expect(stretched).toEqual(keysOf({ encryptionKey: 'short' }))
    expect(stretched).not.toEqual(keysOf({ secretKey: 'sk_test_1' }))
  })
})
