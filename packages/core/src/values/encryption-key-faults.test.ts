import { describe, expect, it } from 'vitest'
import { findUnguardedSwaps } from '../../test/rule-tables.ts'
import { firstMatch } from '../foundation/rule.ts'
import { checkEncryptionKey, encryptionKeyFaults } from './encryption-key-faults.ts'

const cases: readonly (readonly [row: string, key: string])[] = [
  ['encryption-key-too-short', 'k'],
  ['encryption-key-too-short', '0123456789abcde'],
  ['encryption-key-too-short', 'aaaa'],
  ['encryption-key-hex-too-short', '0123456789abcdef'],
  ['encryption-key-hex-too-short', 'a'.repeat(31)],
  ['encryption-key-of-one-sign', 'a'.repeat(64)],
  ['encryption-key-strong-enough', '0123456789abcdef'.repeat(4)],
  ['encryption-key-strong-enough', '0123456789ABCDEF0123456789abcdef'],
  ['encryption-key-strong-enough', 'a pass phrase of some length'],
  ['encryption-key-strong-enough', 'correct-horse-16'],
]

describe('encryptionKeyFaults', () => {
  it.each(cases)('%s: %s (in-use 14)', (name, key) => {
    expect(firstMatch(encryptionKeyFaults, key).rule).toBe(name)
    const isRefused = name !== 'encryption-key-strong-enough'
    const check = (): void => checkEncryptionKey('CLERK_ENCRYPTION_KEY', key)
    if (!isRefused) {
      expect(check).not.toThrow()
      return
    }
    expect(check).toThrow(/^ERR_AUTH_ENCRYPTION_KEY_INVALID: CLERK_ENCRYPTION_KEY .*`openssl rand -hex 32`/)
    if (key.length > 4) expect(check).not.toThrow(key)
  })

  it('breaks a case when two overlapping rows change places', () => {
    const all = ['a', 'z', 'ab', 'yz', 'y z'].flatMap((text) =>
      [1, 8, 16, 31, 32, 64].map((times) => text.repeat(times)),
    )
    expect(new Set(all.map((key) => firstMatch(encryptionKeyFaults, key).rule)).size).toBe(encryptionKeyFaults.length)
    expect(findUnguardedSwaps(encryptionKeyFaults, cases, all)).toEqual([])
  })

  it('does not count blanks around a key', () => {
    expect(() => checkEncryptionKey('x', `${' '.repeat(20)}k`)).toThrow('ERR_AUTH_ENCRYPTION_KEY_INVALID')
  })
})
