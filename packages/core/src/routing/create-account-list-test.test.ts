import { describe, expect, it } from 'vitest'
import { createAccountListTest } from './create-account-list-test.ts'
import { createAccountTest } from './create-account-test.ts'

const LINEAR = ['/orgs/:slug', '/orgs/:id/(.*)', '/Teams/:slug?', '/:slug/home', '/both/:slug/:id']
const PATHS = ['/orgs/acme', '/ORGS/acme/x/y', '/teams', '/teams/acme', '/acme/home', '/both/a/b', '/orgs', '/', '']
const HOSTILE = ['/orgs/[slug]', '/orgs/%61cme', '/orgs/%zz', '/orgs/a%2Fb', `/orgs/${'x'.repeat(3_000)}`, '/ſeams']

describe('createAccountListTest', () => {
  it.each([
    ['patterns', LINEAR],
    ['the same in another order', LINEAR.toReversed()],
    ['patterns of which one is an expression', [...LINEAR, '/x/:slug(\\w+)', '/y/:id(a|b)']],
    ['one pattern', ['/orgs/:slug']],
    ['no pattern', []],
    ['an empty pattern among them', ['', '/orgs/:slug']],
  ])('answers what the first of %s that matches answers', (_what, patterns) => {
    const tests = patterns.map((pattern) => createAccountTest(pattern, true))
    const list = createAccountListTest(patterns, true)
    for (const path of [...PATHS, ...HOSTILE, '/x/acme', '/y/a', '/y/c']) {
      const [first = null] = tests.map((test) => test(path)).filter((parameters) => parameters !== null)
      expect(list(path), path).toEqual(first)
    }
  })

  it('refuses the pattern that is refused by itself', () => {
    expect(() => createAccountListTest(['/orgs/:slug', 'orgs/:slug'], true)).toThrow(/does not begin with a slash/)
    expect(() => createAccountListTest(['/orgs'], true)).toThrow(/names no organization/)
    expect(createAccountListTest(['/me'], false)('/me')).toEqual({})
  })
})
