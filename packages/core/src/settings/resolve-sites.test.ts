import { describe, expect, it } from 'vitest'
import { toBelowBasePath } from './resolve-sites.ts'

describe('toBelowBasePath', () => {
  it.each([
    ['/sign-in', '/admin/sign-in'],
    ['/sign-in?x=/y', '/admin/sign-in?x=/y'],
    ['/administrators', '/admin/administrators'],
    ['/', '/admin'],
    ['/?x=1', '/admin?x=1'],
    ['/#top', '/admin#top'],
    // Already below it.
    ['/admin', '/admin'],
    ['/admin/', '/admin/'],
    ['/admin/sign-in', '/admin/sign-in'],
    ['/admin?x', '/admin?x'],
    ['/admin#x', '/admin#x'],
    // No path of the application.
    ['https://accounts.example/sign-in', 'https://accounts.example/sign-in'],
    ['//accounts.example/sign-in', '//accounts.example/sign-in'],
    ['/\\accounts.example', '/\\accounts.example'],
    ['sign-in', 'sign-in'],
    ['', ''],
  ])('makes of %s, with /admin: %s', (text, below) => {
    expect(toBelowBasePath(text, '/admin')).toBe(below)
  })

  it('changes nothing without a base path', () => {
    expect(toBelowBasePath('/sign-in', '')).toBe('/sign-in')
  })
})
