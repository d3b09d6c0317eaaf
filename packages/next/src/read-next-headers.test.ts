import { describe, expect, it } from 'vitest'
import { readNextHeaders } from './read-next-headers.ts'

const failing = (error: unknown) => () => Promise.resolve({ headers: () => Promise.reject(error) })

describe('readNextHeaders', () => {
  it('returns what Next has', async () => {
    const headers = new Headers({ a: 'b' })
    expect(await readNextHeaders(() => Promise.resolve({ headers: () => Promise.resolve(headers) }))).toBe(headers)
  })

  it.each([
    // Next 16
    'Route "/x": `headers()` can\'t be read inside `"use cache"`. Read it outside the cached function.',
    'Route "/x": `headers()` can\'t be read inside `unstable_cache()`. Read it outside the cached function.',
    // Next 15
    'Route /x used "headers" inside "use cache". Accessing Dynamic data sources inside a cache scope is not supported.',
    'Route /x used "headers" inside "use cache: private". Accessing "headers" inside a private cache scope is not supported.',
    'Route /x used "headers" inside a function cached with "unstable_cache(...)". Accessing Dynamic data sources is not supported.',
  ])('says what to do instead: %s', async (message) => {
    const cause = new Error(message)
    await expect(readNextHeaders(failing(cause))).rejects.toMatchObject({ code: 'ERR_AUTH_CACHED_SCOPE', cause })
  })

  it('lets everything else through as it is, since some of it is control flow', async () => {
    const error = Object.assign(new Error('Dynamic server usage'), { digest: 'DYNAMIC_SERVER_USAGE' })
    await expect(readNextHeaders(failing(error))).rejects.toBe(error)
    await expect(readNextHeaders(failing('a promise that hangs'))).rejects.toBe('a promise that hangs')
  })
})
