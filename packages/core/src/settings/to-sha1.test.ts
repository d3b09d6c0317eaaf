import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toSha1 } from './to-sha1.ts'

describe('toSha1', () => {
  it('says what the runtime says, for messages around the borders of blocks', async () => {
    for (const length of [0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 127, 128, 1000]) {
      const message = Uint8Array.from({ length }, (_, index) => (index * 31) & 255)
      expect([...toSha1(message)]).toEqual([...new Uint8Array(await crypto.subtle.digest('SHA-1', message))])
    }
  })

  it('says what the runtime says, for any message', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const message = new Uint8Array(bytes)
        expect([...toSha1(message)]).toEqual([...new Uint8Array(await crypto.subtle.digest('SHA-1', message))])
      }),
    )
  })
})
