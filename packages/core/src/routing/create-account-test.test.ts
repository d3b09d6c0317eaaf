import { describe, expect, it } from 'vitest'
import { createPathTest } from './create-account-test.ts'

/** The pattern tables of the vendor's page, word for word, then protocol.md 14 and rulings.md D16. */
const vectors: readonly (readonly [
  pattern: string,
  path: string,
  expected: Readonly<Record<string, string>> | null,
])[] = [
  ['/orgs/:slug', '/orgs/acmecorp', { slug: 'acmecorp' }],
  ['/orgs/:slug', '/orgs', null],
  ['/orgs/:slug', '/orgs/acmecorp/settings', null],
  ['/app/:any/orgs/:id', '/app/petstore/orgs/org_123', { any: 'petstore', id: 'org_123' }],
  ['/app/:any/orgs/:id', '/app/dogstore/v2/orgs/org_123', null],
  ['/personal-account/(.*)', '/personal-account/settings', { '0': 'settings' }],
  ['/personal-account/(.*)', '/personal-account', null],

  ['/orgs/:slug/(.*)', '/ORGS/acme/x/y', { slug: 'acme', '0': 'x/y' }],
  ['/orgs/:slug', '/orgs/acme/', { slug: 'acme' }],
  ['/orgs/:id(org_\\w+)/:rest*', '/orgs/org_1/a/b', { id: 'org_1', rest: 'a/b' }],
  ['/orgs/:id(org_\\w+)', '/orgs/acme', null],
  ['/me{/:section}?', '/me', {}],
  ['/orgs/:slug', '/orgs/a%20b', { slug: 'a b' }],
  ['/orgs/:slug', '/orgs/%C3%BC', { slug: 'ü' }],
  ['/orgs/:slug', '/orgs/%zz', null],
  ['/orgs/:slug', '/orgs/%ff', null],
  ['/orgs/:slug(.*)', '/orgs/a/b', null],
  ['/orgs/:slug+', '/orgs/a/b', null],
  ['/orgs/:slug(.*)', '/orgs/', null],
  ['/orgs/:slug', '/orgs/[slug]', null],
  ['/orgs/:slug/(.*)', '/orgs/acme/%5Bid%5D', null],
  ['orgs/:slug', '/orgs/acme', null],
  ['', '/', null],
]

describe('createPathTest', () => {
  it.each(vectors)('%s on %s gives %j', (pattern, path, expected) => {
    expect(createPathTest(pattern)(path)).toEqual(expected)
  })

  it('throws for a pattern that does not compile, naming it', () => {
    expect(() => createPathTest('/orgs/:')).toThrow(/ERR_AUTH_PATTERN_INVALID.*"\/orgs\/:"/)
  })

  it('gives no organization on a path that would take long to read, whatever the pattern', () => {
    const fits = 'x'.repeat(2_048 - '/orgs/acme/'.length)
    for (const pattern of ['/orgs/:slug/(.*)', '/orgs/:slug/:rest([a-z]*)']) {
      expect(createPathTest(pattern)(`/orgs/acme/${fits}`)?.['slug']).toBe('acme')
      expect(createPathTest(pattern)(`/orgs/acme/${fits}x`)).toBeNull()
    }
  })

  it('keeps a parameter named like a property of every object', () => {
    const parameters = createPathTest('/:__proto__/:constructor')('/a/b')
    expect(Object.entries(parameters ?? {})).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ])
  })

  it('stays linear where backtracking would not', () => {
    const test = createPathTest('/(.*)/(.*)/(.*)/(.*)/(.*)/:slug-x')
    expect(test(`/${'a/'.repeat(1_000)}`)).toBeNull()
  })
})
