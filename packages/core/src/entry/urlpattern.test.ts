import { describe, expect, it } from 'vitest'
import { createRouteMatcher } from '../routing/create-route-matcher.ts'
import { URLPattern } from './urlpattern.ts'

const globalBefore: unknown = Reflect.get(globalThis, 'URLPattern')

describe('URLPattern', () => {
  it("is the runtime's own where there is one", () => {
    if (globalBefore !== undefined) expect(URLPattern).toBe(globalBefore)
    expect(typeof URLPattern).toBe('function')
  })

  it('sets no global', () => {
    expect(Reflect.get(globalThis, 'URLPattern')).toBe(globalBefore)
  })

  it('compiles a pattern of host, path and search that the matcher takes', () => {
    const pattern = new URLPattern({ hostname: 'admin.example', pathname: '/:section/*', search: '*' })
    expect(pattern.exec('https://admin.example/users/1')?.pathname.groups).toMatchObject({ section: 'users', '0': '1' })
    const isAdmin = createRouteMatcher(['/login', pattern])
    expect(isAdmin({ url: 'https://admin.example/users/1?x=1' })).toBe(true)
    expect(isAdmin({ url: 'https://app.example/users/1' })).toBe(false)
    expect(() => isAdmin({ url: 'https://admin.example/users/..%2fx' })).toThrow('ERR_AUTH_URL_AMBIGUOUS')
  })

  it('throws a TypeError for a pattern that does not compile', () => {
    expect(() => new URLPattern({ pathname: '/(' })).toThrow(TypeError)
  })
})
