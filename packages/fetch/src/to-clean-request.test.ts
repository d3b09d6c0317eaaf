import { describe, expect, it } from 'vitest'
import { toCleanRequest } from './to-clean-request.ts'

const URL_TEXT = 'http://localhost:3000/a?x=1'
const headers = { 'x-clerk-auth-status': 'signed-in', 'x-own': '1' }

describe('toCleanRequest', () => {
  it('is the same request where there is nothing to remove', () => {
    const request = new Request(URL_TEXT, { headers: { 'x-own': '1' } })
    expect(toCleanRequest(request)).toBe(request)
  })
  it('removes the headers and keeps the rest, also of a request that is not of the platform’s own class', async () => {
    const create = (): Request => new Request(URL_TEXT, { method: 'POST', body: 'hello', headers })
    const { url, method, body, headers: all } = create()
    // The class is not the platform's: nothing of it can be read but through its own members.
    const foreign = { url, method, body, headers: all } as Request
    for (const request of [create(), foreign]) {
      const clean = toCleanRequest(request)
      expect([clean.method, clean.url, [...clean.headers.keys()]]).toEqual([
        'POST',
        URL_TEXT,
        ['content-type', 'x-own'],
      ])
      expect(await clean.text()).toBe('hello')
    }
  })

  it.each([
    'x-nonce',
    'X_Nonce',
    'content-security-policy',
    'content-security-policy-report-only',
    'content_security_policy',
  ])('removes what a client says of scripts: %s (L1)', (name) => {
    const request = new Request(URL_TEXT, { headers: { [name]: "script-src 'nonce-forged'", 'x-nonce-of-mine': '1' } })
    expect([...toCleanRequest(request).headers.keys()]).toEqual(['x-nonce-of-mine'])
  })

  it('keeps the very request of a handshake, also after a renewal, since servers open no socket for a copy', () => {
    const handshake = { connection: 'Upgrade', upgrade: 'websocket', cookie: '__session=old' }
    const request = new Request(URL_TEXT, { headers: handshake })
    expect(toCleanRequest(request, ['__session=new; Path=/'])).toBe(request)
    const forged = new Request(URL_TEXT, { headers: { ...handshake, 'x-clerk-auth-status': 'signed-in' } })
    expect([...toCleanRequest(forged).headers.keys()]).not.toContain('x-clerk-auth-status')
  })

  it('leaves a body away that somebody has read, rather than fail', async () => {
    const request = new Request(URL_TEXT, { method: 'POST', body: 'hello', headers })
    await request.text()
    const clean = toCleanRequest(request)
    expect([clean.method, clean.headers.has('x-clerk-auth-status'), clean.headers.get('x-own')]).toEqual([
      'POST',
      false,
      '1',
    ])
  })
})
