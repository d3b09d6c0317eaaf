import { describe, expect, it } from 'vitest'
import { toCookieNames, toCookieSuffix } from './cookie-names.ts'

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
