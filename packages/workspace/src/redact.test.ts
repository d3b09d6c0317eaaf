import { describe, expect, it } from 'vitest'
import { toPrintableUrl } from './redact.ts'

const print = (url: string) => toPrintableUrl(new URL(url))

describe('toPrintableUrl', () => {
  it('leaves a plain URL as it is', () => {
    expect(print('http://localhost:3000/dashboard?tab=1')).toBe('http://localhost:3000/dashboard?tab=1')
  })
  it.each(['__clerk_handshake', '__clerk_handshake_nonce', '__clerk_db_jwt', '__clerk_db_jwt_X-99I1TU', '__session'])(
    'hides %s',
    (name) => {
      expect(print(`http://a.test/?${name}=secret`)).not.toContain('secret')
    },
  )
  it('hides a credential in a URL inside the URL', () => {
    const inner = encodeURIComponent('http://a.test/x?__clerk_db_jwt=secret&tab=1')
    expect(print(`http://b.test/?redirect_url=${inner}`)).toBe(
      'http://b.test/?redirect_url=http://a.test/x?__clerk_db_jwt=…&tab=1',
    )
  })
  it('drops user information and fragments', () => {
    expect(print('http://user:secret@a.test/x#secret')).toBe('http://a.test/x')
  })
})
