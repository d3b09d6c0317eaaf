import { describe, expect, it } from 'vitest'
import { createCookieJar } from './create-cookie-jar.ts'

const NOW_MS = 1_700_000_000_000
const app = new URL('http://localhost:3000/shop/cart')

const jarWith = (...lines: string[]) => {
  let clockMs = NOW_MS
  const jar = createCookieJar(() => clockMs)
  jar.store(app, lines)
  return {
    jar,
    at: (url: string, nowMs = NOW_MS) => {
      clockMs = nowMs
      return jar.header(new URL(url))
    },
  }
}

describe('createCookieJar', () => {
  it('sends a cookie back to its host, on every port', () => {
    const jar = jarWith('a=1; Path=/')
    expect([jar.at('http://localhost:8787/'), jar.at('http://127.0.0.1:3000/')]).toEqual(['a=1', null])
  })
  it('keeps an equals sign in a value', () => {
    expect(jarWith('a=b=c; Path=/').at('http://localhost/')).toBe('a=b=c')
  })
  it('applies a cookie without a path to the folder of the page', () => {
    const jar = jarWith('a=1')
    expect([
      jar.at('http://localhost/shop/x'),
      jar.at('http://localhost/shopping'),
      jar.at('http://localhost/'),
    ]).toEqual(['a=1', null, null])
  })
  it('sends the cookie of the longer path first', () => {
    expect(jarWith('a=root; Path=/', 'a=shop; Path=/shop').at('http://localhost/shop/')).toBe('a=shop; a=root')
  })
  it('forgets a cookie when its time has passed', () => {
    const jar = jarWith('a=1; Path=/; Max-Age=2')
    expect([jar.at('http://localhost/', NOW_MS + 1999), jar.at('http://localhost/', NOW_MS + 2000)]).toEqual([
      'a=1',
      null,
    ])
  })
  it('deletes a cookie that is set again with Max-Age=0 or a past date', () => {
    expect(jarWith('a=1; Path=/', 'a=; Path=/; Max-Age=0').at('http://localhost/')).toBeNull()
    expect(
      jarWith('a=1; Path=/', 'a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT').at('http://localhost/'),
    ).toBeNull()
  })
  it('refuses a cookie for somebody else’s domain', () => {
    expect(jarWith('a=1; Path=/; Domain=example.com').at('http://example.com/')).toBeNull()
  })
  it('sends a domain cookie to subdomains, a host-only cookie not', () => {
    const jar = createCookieJar(() => NOW_MS)
    jar.store(new URL('http://shop.test/'), ['a=1; Path=/; Domain=shop.test', 'b=2; Path=/'])
    expect(jar.header(new URL('http://app.shop.test/'))).toBe('a=1')
  })
  it('refuses a cookie for a whole public suffix', () => {
    expect(jarWith('a=1; Path=/; Domain=localhost').at('http://app.localhost/')).toBeNull()
  })
  it('withholds a strict cookie when another site began the visit', () => {
    const { jar } = jarWith('a=1; Path=/; SameSite=Strict', 'b=2; Path=/')
    expect([jar.header(app, true), jar.header(app, false)]).toEqual(['b=2', 'a=1; b=2'])
  })
  it('forgets what it is told to, and keeps nothing once it is blocked', () => {
    const { jar } = jarWith('a=1; Path=/', 'a_x=1; Path=/', 'b=2; Path=/')
    jar.remove('a')
    expect(jar.read(app)).toEqual({ b: '2' })
    jar.block()
    jar.store(app, ['c=3; Path=/'])
    expect(jar.read(app)).toEqual({})
  })
  it('sends a secure cookie to loopback hosts', () => {
    expect(jarWith('a=1; Path=/; Secure').at('http://localhost/')).toBe('a=1')
  })
  it('skips a line without a name and value', () => {
    expect(jarWith('nonsense; Path=/').at('http://localhost/')).toBeNull()
  })
})
