import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toCookieNames, toCookieSuffix, toSha1 } from './cookie-names.ts'

describe('toCookieSuffix', () => {
  // protocol.md 1.5
  it.each([
    ['pk_live_Y2xlcmsuY2xlcmsuZGV2JA', '1Z8AzTQD'],
    ['pk_test_Y2xlcmsuY2xlcmsuZGV2JA', 'QvfNY2dr'],
    ['pk_test_Y2xlcmsuaW5zcGlyZWQucHVtYS03NC5sY2wuZGV2JA', 'vWCgMp3A'],
    ['pk_live_Y2xlcmsuaW5zcGlyZWQucHVtYS03NC5sY2wuZGV2JA', 'MqCvchyS'],
    ['pk_test_ZW5vdWdoLWFscGFjYS04Mi5jbGVyay5hY2NvdW50cy5sY2xjbGVyay5jb20k', 'jtYvyt_H'],
    ['pk_test_eHh4eHh4LXhhYWFhYS1hYS5jbGVyay5hY2NvdW50cy5sY2xjbGVyay5jb20k', 'tZJdb-5s'],
  ])('of %s is %s', (key, suffix) => {
    expect(toCookieSuffix(key)).toBe(suffix)
  })
})

describe('toCookieNames', () => {
  it('puts the suffix behind an underscore', () => {
    expect(toCookieNames('pk_live_Y2xlcmsuY2xlcmsuZGV2JA')).toEqual({
      suffix: '1Z8AzTQD',
      session: '__session_1Z8AzTQD',
      clientUat: '__client_uat_1Z8AzTQD',
      devBrowser: '__clerk_db_jwt_1Z8AzTQD',
      refresh: '__refresh_1Z8AzTQD',
    })
  })
})

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
