import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toDescription } from '../.vitepress/describe.ts'
import { readRepository, toSiteLink } from '../.vitepress/site-links.ts'
import { slugify } from '../.vitepress/slugify.ts'
import { expandIncludes, readIncludes } from '../.vitepress/twins/include.ts'
import { toTwin } from '../.vitepress/twins/to-twin.ts'

describe('toSiteLink', () => {
  it.each([
    ['errors.md', '#codes', 'kept'],
    ['errors.md', 'https://example.com/a.md', 'kept'],
    ['errors.md', 'handshake.md#gate', '/look-up/handshake.md#gate'],
    ['do/csp.md', '../errors.md', '/look-up/errors.md'],
    ['do/csp.md', '../migrate-from-clerk.md', '/come-from/clerk.md'],
    ['decisions/001-rules-are-tables.md', '../../../CONTRIBUTING.md', 'file CONTRIBUTING.md'],
    ['stores.md', '../../packages/store/README.md#use', '/look-up/packages/store.md#use'],
    ['look-up/packages/next.md', '../core/README.md', '/look-up/packages/core.md'],
    [
      'errors.md',
      '../../packages/core/src/settings/auth-options.ts',
      'file packages/core/src/settings/auth-options.ts',
    ],
    ['errors.md', '../next', 'file apps/next'],
    ['migrate-from-clerk.md', '../../README.md', '/index.md'],
    ['migrate-from-clerk.md', '../../README.md#not-in-here', 'file README.md'],
  ])('in %s, %s leads to %s', (page, href, expected) => {
    const link = toSiteLink(page, href)
    if (link.kind === 'page') expect(link.path + link.fragment).toBe(expected)
    else expect(link.kind === 'file' ? `file ${link.path}` : link.kind).toBe(expected)
  })
})

describe('readRepository', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['https://forge.example/postern/blob/main/', 'https://forge.example/postern/blob/main'],
  ])('reads %j as %j', (text, expected) => {
    expect(readRepository(text)).toBe(expected)
  })
  it.each(['javascript:alert(1)', 'https://ci:token@forge.example/postern', '/blob/main'])('refuses %s', (text) => {
    expect(() => readRepository(text)).toThrow()
  })
})

describe('slugify', () => {
  it.each([
    ['May the browser travel?', 'may-the-browser-travel'],
    ['`ERR_AUTH_OPTION_INVALID`', 'err_auth_option_invalid'],
    ['5.1 Cookies', '51-cookies'],
  ])('spells %j as forges do: %s', (heading, fragment) => {
    expect(slugify(heading)).toBe(fragment)
  })
})

describe('toDescription', () => {
  it('is what the page says of itself', () => {
    expect(toDescription("---\ntitle: A\ndescription: 'What it answers.'\n---\n\n# A\n\nText.\n")).toBe(
      'What it answers.',
    )
  })
  it('is the first sentence otherwise, without marks', () => {
    const rest = 'And more that nobody has to read in a list of pages. '.repeat(4)
    expect(toDescription(`# A\n\n<!-- printed -->\n\nWhat [it](x.md) \`is\` good for in all. ${rest}\n`)).toBe(
      'What it is good for in all.',
    )
  })
})

describe('a twin', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'twins-'))
    writeFileSync(
      join(folder, 'proxy.ts'),
      'import a from "a"\n\nexport const b = () => {\n  // #region use\n  a()\n  // #endregion use\n}\n',
    )
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('shows a file whole, without marks of regions', () => {
    expect(expandIncludes('<<< ./proxy.ts{ts} [proxy.ts]\n', join(folder, 'page.md'))).toBe(
      '```ts [proxy.ts]\nimport a from "a"\n\nexport const b = () => {\n  a()\n}\n```\n',
    )
  })
  it('shows a region, moved to the left', () => {
    expect(expandIncludes('<<< ./proxy.ts#use{ts}\n', join(folder, 'page.md'))).toBe('```ts\na()\n```\n')
  })
  it('shows no region that is not there', () => {
    expect(() => expandIncludes('<<< ./proxy.ts#other\n', join(folder, 'page.md'))).toThrow('no region other')
  })
  it('knows the language by the ending', () => {
    expect(readIncludes('<<< ./a/nginx.conf [nginx.conf]', '/page.md')).toMatchObject([
      { path: '/a/nginx.conf', language: 'conf', title: 'nginx.conf', region: null },
    ])
  })
  it('reads paths with brackets, as Next names folders', () => {
    expect(readIncludes('<<< ./app/[slug]/page.tsx{tsx} [[slug]/page.tsx]\n', '/page.md')).toMatchObject([
      { path: '/app/[slug]/page.tsx', language: 'tsx', title: '[slug]/page.tsx' },
    ])
  })
  it('has links of the site, no marks of it, and code as it was', () => {
    const page =
      "---\ntitle: 'T'\n---\n\n# T\n\n::: tip Read\n[Errors](../errors.md#codes), [x](../../next).\n:::\n\n```md\n[a](b.md)\n```\n"
    expect(toTwin('do/csp.md', page, '/')).toBe(
      '# T\n\n**Read**\n\n[Errors](/look-up/errors.md#codes), x (`apps/next`).\n\n```md\n[a](b.md)\n```\n',
    )
  })
  it('has the title of a page that has no heading', () => {
    expect(toTwin('index.md', "---\ntitle: 'T'\ndescription: 'D.'\n---\n\nText.\n", '/')).toBe('# T\n\nD.\n\nText.\n')
  })
})
