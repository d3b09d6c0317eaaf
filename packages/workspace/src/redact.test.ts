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
  it.each(['code', 'client_secret', 'access_token', 'refresh_token', 'id_token', 'code_verifier'])(
    'hides the %s of OAuth (first-day 16)',
    (name) => {
      expect(print(`http://a.test/callback?${name}=secret&state=s`)).toBe(`http://a.test/callback?${name}=…&state=s`)
    },
  )
  it('shows what only begins like a credential of OAuth', () => {
    expect(print('http://a.test/?code_challenge=x&codes=y')).toBe('http://a.test/?code_challenge=x&codes=y')
  })
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
