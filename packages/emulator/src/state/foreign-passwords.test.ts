import { createHash, pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isForeignPassword, PASSWORD_HASHERS } from './foreign-passwords.ts'

const TEXT = 'postern-password'
const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const derive = (salt: string | Buffer, hash: string) => pbkdf2Sync(TEXT, salt, 1000, 32, hash)

describe('isForeignPassword', () => {
  it.each([
    ['sha256', sha(TEXT)],
    ['sha256_salted', `salt$${sha(`salt${TEXT}`)}`],
    ['pbkdf2_sha256', `pbkdf2_sha256$1000$${btoa('salt')}$${derive('salt', 'sha256').toString('base64')}`],
    ['pbkdf2_sha256_django', `pbkdf2_sha256$1000$salt$${derive('salt', 'sha256').toString('base64')}`],
    ['pbkdf2_sha1', `pbkdf2_sha1$1000$0a0b$${derive(Buffer.from([10, 11]), 'sha1').toString('hex')}`],
    ['pbkdf2_sha512', `pbkdf2_sha512$1000$salt$${derive('salt', 'sha512').toString('hex')}`],
    ['pbkdf2_sha512_hex', `pbkdf2_sha512_hex$1000$0a0b$${derive(Buffer.from([10, 11]), 'sha512').toString('hex')}`],
  ])('checks %s', async (hasher, digest) => {
    expect(await isForeignPassword(hasher, digest, TEXT)).toBe(true)
    expect(await isForeignPassword(hasher, digest, 'another')).toBe(false)
  })

  it.each(PASSWORD_HASHERS)('lets a broken digest of %s fit nothing', async (hasher) => {
    expect(await isForeignPassword(hasher, '', '')).toBe(false)
    expect(await isForeignPassword(hasher, sha('x'), TEXT)).toBe(false)
  })
})
