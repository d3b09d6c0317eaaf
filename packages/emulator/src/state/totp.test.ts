import { describe, expect, it } from 'vitest'
import { createRandom } from '../create-random.ts'
import { createTotpSecret, findTotpStep, isTotpSecret, toTotpCode, toTotpUri } from './totp.ts'

/** `12345678901234567890`, the secret of the examples in RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const NOW = 1_111_111_109_000

describe('toTotpCode', () => {
  it.each([
    [59_000, '287082'],
    [1_111_111_109_000, '081804'],
    [1_234_567_890_000, '005924'],
    [20_000_000_000_000, '353130'],
  ])('gives the code of the standard at %d ms', async (nowMs, code) => {
    expect(await toTotpCode(SECRET, nowMs)).toBe(code)
  })
})

describe('findTotpStep', () => {
  it('takes the code of now, with spaces', async () => {
    expect(await findTotpStep(SECRET, '081 804', NOW)).toBe(Math.floor(NOW / 30_000))
  })
  it.each([-30_000, 30_000])('takes a code that is %d ms off', async (asideMs) => {
    expect(await findTotpStep(SECRET, await toTotpCode(SECRET, NOW + asideMs), NOW)).not.toBeNull()
  })
  it.each([-60_000, 60_000])('refuses a code that is %d ms off', async (asideMs) => {
    expect(await findTotpStep(SECRET, await toTotpCode(SECRET, NOW + asideMs), NOW)).toBeNull()
  })
})

describe('createTotpSecret', () => {
  it('makes one that applications can use, another one each time', () => {
    const random = createRandom('totp')
    const secrets = [createTotpSecret(random), createTotpSecret(random)]
    expect(secrets.every(isTotpSecret)).toBe(true)
    expect(new Set(secrets).size).toBe(2)
  })
})

describe('toTotpUri', () => {
  it('names issuer and account so that a colon or a space in them splits nothing', () => {
    const url = new URL(toTotpUri(SECRET, 'My app', 'a:b@example.com'))
    expect(decodeURIComponent(url.pathname)).toContain('My app:a:b@example.com')
    expect([url.searchParams.get('secret'), url.searchParams.get('issuer')]).toEqual([SECRET, 'My app'])
  })

  it('names an account with half of a character', () => {
    expect(toTotpUri(SECRET, 'My app', 'a\uD800b@example.com')).toContain('a%EF%BF%BDb')
  })
})
