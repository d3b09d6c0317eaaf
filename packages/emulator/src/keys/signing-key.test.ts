import { createPublicKey } from 'node:crypto'
import { importJWK, importSPKI, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SIGNING_KEY, FOREIGN_SIGNING_KEY } from './fixed-keys.ts'
import { checkSigningKey, generateSigningKey, signCompact, toKid, toPem, toPublicJwk } from './signing-key.ts'

describe('toPem', () => {
  it('writes what the platform writes', () => {
    const exported = createPublicKey({ key: { ...DEFAULT_SIGNING_KEY }, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    })
    expect(`${toPem(DEFAULT_SIGNING_KEY)}\n`).toBe(exported)
  })
})

describe('signCompact', () => {
  it('signs what the public half verifies, and the foreign key does not', async () => {
    const token = await signCompact(
      DEFAULT_SIGNING_KEY,
      { alg: 'RS256', kid: toKid(DEFAULT_SIGNING_KEY) },
      { sub: 'user_1' },
    )
    await expect(jwtVerify(token, await importJWK({ ...toPublicJwk(DEFAULT_SIGNING_KEY) }))).resolves.toBeDefined()
    await expect(jwtVerify(token, await importSPKI(toPem(FOREIGN_SIGNING_KEY), 'RS256'))).rejects.toThrow()
  })

  it('leaves a token of alg none unsigned', async () => {
    expect(await signCompact(DEFAULT_SIGNING_KEY, { alg: 'none' }, {})).toMatch(/^[\w-]+\.[\w-]+\.$/)
  })
})

describe('checkSigningKey', () => {
  it('accepts a generated key', async () => {
    const key = await generateSigningKey()
    expect(checkSigningKey(key)).toBe(key)
  })

  it('names a key of another size', () => {
    expect(() => checkSigningKey({ ...DEFAULT_SIGNING_KEY, n: 'AQAB' })).toThrow('ERR_EMULATOR_OPTION_INVALID')
  })
})
