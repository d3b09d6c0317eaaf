import { describe, expect, it } from 'vitest'
import { createTokenCache } from './token-cache.ts'
import type { PeekedToken } from '../credentials/peek-token.ts'
import type { VerificationKey } from './verification-key.ts'

const key: VerificationKey = { key: {} as CryptoKey, alg: 'RS256', keySet: {} }

function token(name: string, size = 100): PeekedToken {
  const headerPart = 'aGVhZGVy'
  const payloadPart = 'p'.repeat(size)
  const signaturePart = name.padStart(43, 's')
  return {
    token: `${headerPart}.${payloadPart}.${signaturePart}`,
    headerPart,
    payloadPart,
    signaturePart,
    header: {},
    claims: {},
  }
}

describe('createTokenCache', () => {
  it('finds exactly what was stored', () => {
    const cache = createTokenCache(10)
    const stored = token('a')
    cache.keep(stored, key)
    expect(cache.find(stored.token)).toEqual({ peeked: stored, key })
    expect(cache.find(`x${stored.token}`)).toBeNull()
    expect(cache.find(token('b').token)).toBeNull()
    expect(cache.find('')).toBeNull()
  })

  it('keeps the most recent half, and what is asked for', () => {
    const cache = createTokenCache(10)
    const tokens = Array.from({ length: 50 }, (_, at) => token(`t${at}`))
    const [wanted = token('x')] = tokens
    for (const each of tokens) {
      cache.keep(each, key)
      expect(cache.find(wanted.token)).not.toBeNull()
    }
    for (const each of tokens.slice(-4)) expect(cache.find(each.token)).not.toBeNull()
    expect(tokens.filter((each) => cache.find(each.token) !== null).length).toBeLessThanOrEqual(10)
  })

  it('never holds more than 16 MiB of tokens', () => {
    const cache = createTokenCache(1_000_000)
    const tokens = Array.from({ length: 2_000 }, (_, at) => token(`t${at}`, 16_000))
    for (const each of tokens) cache.keep(each, key)
    const kept = tokens.filter((each) => cache.find(each.token) !== null)
    expect(kept.length * 16_000).toBeLessThanOrEqual(16_777_216)
    expect(kept.length).toBeGreaterThan(500)
  })

  it('finds a token that was looked for in vain before it was stored', () => {
    const cache = createTokenCache(4)
    expect(cache.find(token('a').token)).toBeNull()
    cache.keep(token('a'), key)
    expect(cache.find(token('b').token)).toBeNull()
    expect(cache.find(token('a').token)?.key).toBe(key)
  })

  it('takes no token for the one that was asked for before', () => {
    const cache = createTokenCache(4)
    cache.keep(token('a'), key)
    expect(cache.find(token('a').token)).not.toBeNull()
    expect(cache.find(token('b').token)).toBeNull()
    expect(cache.find(token('b').token)).toBeNull()
    expect(cache.find(token('a').token)?.peeked.token).toBe(token('a').token)
  })

  it('gives the header of a stored token for its text, and for no other', () => {
    const cache = createTokenCache(4)
    const stored = token('a')
    expect(cache.findHeader(stored.headerPart)).toBeNull()
    cache.keep(stored, key)
    expect(cache.findHeader(stored.headerPart)).toBe(stored.header)
    expect(cache.findHeader(`${stored.headerPart}A`)).toBeNull()
  })

  it('replaces a token that is stored again, under its new key', () => {
    const cache = createTokenCache(4)
    const other = { ...key, keySet: {} }
    for (let count = 0; count < 10; count += 1) cache.keep(token('a'), key)
    cache.keep(token('a'), other)
    expect(cache.find(token('a').token)?.key).toBe(other)
  })
})
