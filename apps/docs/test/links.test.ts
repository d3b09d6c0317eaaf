import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readAnchors, readCitations, type Citation } from '../src/read-citations.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const isInstalled = (path: string): boolean => /(?:^|\/)(?:node_modules|dist|\.next)(?:\/|$)/.test(path)

/** Of READMEs, for the site. */
const README_COPIES = 'apps/docs/look-up/packages/'

/** Every page a reader can open, generated changelogs and dependencies left out. */
const pages = globSync(['*.md', '.changeset/README.md', 'packages/*/README.md', 'apps/*/*.md', 'apps/docs/**/*.md'], {
  cwd: root,
  exclude: isInstalled,
}).filter((page) => !page.endsWith('CHANGELOG.md') && !page.startsWith(README_COPIES))

/** Every source with comments of ours, without the two that show what a citation looks like. */
const sources = globSync(['packages/*/{src,test}/**/*.{ts,tsx,mjs}', 'apps/**/*.{ts,tsx,mjs}', 'packages/*/*.ts'], {
  cwd: root,
  exclude: isInstalled,
}).filter((path) => !/^apps\/docs\/(?:src\/read-citations|test\/links\.test)\.ts$/.test(path))

const readLinks = (page: string): readonly string[] => {
  const text = read(page).replace(/```[\s\S]*?```/g, '')
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(?:https?:|mailto:)/.test(target))
}

/** What a fragment can name: written anchors, and headings as the forge spells them. */
const readFragments = (text: string): ReadonlySet<string> =>
  new Set([
    ...readAnchors(text).keys(),
    ...[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  ])

const isBroken = (page: string, target: string): boolean => {
  const [file = '', fragment] = target.split('#')
  const path = file === '' ? page : join(dirname(page), file)
  if (!existsSync(join(root, path))) return true
  return fragment !== undefined && path.endsWith('.md') && !readFragments(read(path)).has(fragment)
}

describe('links', () => {
  it('finds the pages', () => {
    expect(pages).toContain('README.md')
    expect(pages).toContain('apps/docs/errors.md')
  })
  it.each(pages)('%s links to files and headings that exist', (page) => {
    const missing = readLinks(page).filter((target) => isBroken(page, target))
    expect(missing, `from ${relative(root, page)}`).toEqual([])
  })
})

const records = new Set(readdirSync(join(root, 'apps/docs/decisions')).map((name) => name.slice(0, 3)))
const cited = new Map<string, ReadonlyMap<string, ReadonlySet<string>> | null>()

/** The places of a page, or null where there is no such page: in the documentation, at the root, or in the package of the source. */
const findAnchors = (page: string, source: string): ReadonlyMap<string, ReadonlySet<string>> | null => {
  const folders = ['apps/docs', '', source.split('/').slice(0, 2).join('/')]
  const path = folders.map((folder) => join(folder, page)).find((candidate) => existsSync(join(root, candidate)))
  if (path === undefined) return null
  const known = cited.get(path)
  if (known !== undefined) return known
  const anchors = readAnchors(read(path))
  cited.set(path, anchors)
  return anchors
}

const isUnknown = ({ page, anchor, item }: Citation, source: string): boolean => {
  if (page === 'decisions/') return !records.has(anchor)
  const anchors = findAnchors(page, source)
  if (anchors === null) return true
  const items = anchors.get(anchor)
  return anchor !== '' && (items === undefined || (item !== '' && !items.has(item)))
}

describe('citations', () => {
  it('finds them', () => {
    const all = sources.flatMap((source) => readCitations(read(source)))
    for (const page of ['protocol.md', 'rulings.md', 'threats.md', 'decisions/'])
      expect(all.filter((citation) => citation.page === page).length).toBeGreaterThan(10)
  })

  it('cite pages, sections and rows that exist', () => {
    const unknown = sources.flatMap((source) =>
      readCitations(read(source))
        .filter((citation) => isUnknown(citation, source))
        .map(({ line, text }) => `${source}:${line} cites ${text}`),
    )
    expect(unknown).toEqual([])
  })

  it('name no list that readers do not have', () => {
    const named = sources.flatMap((source) =>
      [...read(source).matchAll(/@see [^\n]*\b(?:issue \d+|attacks?|design\/|spec\/)[^\n]*/g)].map(
        ([see]) => `${source}: ${see}`,
      ),
    )
    expect(named).toEqual([])
  })

  it('find tests for the threats that they name', () => {
    const named = [...read('apps/docs/threats.md').matchAll(/`((?:core|conformance|next|store)\/[^`]+)`/g)]
    expect(named.length).toBeGreaterThan(50)
    expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, 'packages', path)))).toEqual([])
  })
})

describe('readCitations', () => {
  const show = (comment: string): readonly string[] =>
    readCitations(comment).map(({ page, anchor, item }) => [page, anchor, item].filter((part) => part !== '').join(' '))

  it.each([
    ['protocol.md 5.1 row 7', ['protocol.md s5-1', 'protocol.md s5-1 7']],
    [
      'protocol.md 5.1 rows 15-18, 5.3, 7',
      ['s5-1', 's5-1 15', 's5-1 18', 's5-3', 's7'].map((at) => `protocol.md ${at}`),
    ],
    ['protocol.md 15.2 (step 7); RFC 7519 §4.1.4', ['protocol.md s15-2', 'protocol.md s15-2 7']],
    ['protocol.md 1.1, and D22 for the last ones', ['protocol.md s1-1', 'rulings.md d22']],
    ['protocol.md 11.1–11.3, 12;', ['protocol.md s11-1', 'protocol.md s11-3', 'protocol.md s12']],
    ['rulings.md D4, D20', ['rulings.md d4', 'rulings.md d20']],
    ['rulings.md 8 (D5)', ['rulings.md s8', 'rulings.md d5']],
    ['rulings.md D12, section 8. 3 more', ['rulings.md d12', 'rulings.md s8']],
    ['threats.md rows 50-53, 60: paths', ['threats.md r50', 'threats.md r53', 'threats.md r60']],
    ['threats.md G9).', ['threats.md g9']],
    ['record 027; apps/docs/decisions/006', ['decisions/ 027', 'decisions/ 006']],
    ['protocol.md 6.3,\n * 6.4', ['protocol.md s6-3', 'protocol.md s6-4']],
    ['@see performance.md (single flight)', ['performance.md']],
    ['@see CONTRIBUTING.md', ['CONTRIBUTING.md']],
  ])('reads %j', (comment, places) => {
    expect(show(comment)).toEqual(places)
  })

  it('tells the line', () => {
    expect(readCitations('one\n * protocol.md 3.1\n')[0]?.line).toBe(2)
  })
})

describe('api.md', () => {
  const rows = [...read('apps/docs/api.md').matchAll(/^\| `@postern\/([a-z-]+)(?:\/[a-z-]+)?`[^|]*\|([^|]*)\|/gm)]
  const promises = rows.flatMap(([, name = '', holds = '']) =>
    [...holds.matchAll(/`(\w+)`/g)].map(([, symbol = '']) => [name, symbol] as const),
  )

  it('reads the table', () => {
    expect(promises).toContainEqual(['core', 'createAuth'])
    expect(promises).toContainEqual(['emulator', 'createEmulator'])
  })
  it.each(promises.filter(([, symbol]) => symbol !== 'URLPattern'))('@postern/%s exports %s', (name, symbol) => {
    const entry = globSync(`packages/${name}/src/{entry/,}index.ts`, { cwd: root })[0] ?? ''
    expect(read(entry)).toMatch(new RegExp(`\\b${symbol}\\b`))
  })
})

describe('README.md', () => {
  const readme = read('README.md')

  it('stays within 120 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(121)
  })
  it('shows the example that type-checks', () => {
    expect(readme).toContain(read('apps/docs/examples/proxy.ts'))
  })
  it('names the two commands', () => {
    expect(readme).toMatch(/^npm run demo\b/m)
    expect(readme).toMatch(/^npm test\b/m)
  })
})
