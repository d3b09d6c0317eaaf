/** Every export of the vendor's packages has its place on the migration page, and what is called "the same" there is exported by ours. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const page = readFileSync(new URL('../../../../apps/docs/migrate-from-clerk.md', import.meta.url), 'utf8')
const twoLayers = readFileSync(new URL('../../../../apps/docs/understand/two-layers.md', import.meta.url), 'utf8')
const require = createRequire(import.meta.url)

/** Folder of an installed package. */
const find = (name: string): string => {
  const paths = require.resolve.paths(name) ?? []
  const folder = paths.map((path) => join(path, name)).find((path) => readOr(join(path, 'package.json'), '') !== '')
  return folder ?? expect.fail(`${name} is not installed.`)
}

const readOr = (path: string, otherwise: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return otherwise
  }
}

/** Names that a file of declarations exports, as its users import them. `export *` is not followed. */
const readExports = (path: string): readonly string[] => {
  const text = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) => list.split(','))
  const named = lists.map((item) =>
    item
      .trim()
      .replace(/^type /, '')
      .replace(/^.* as /, ''),
  )
  const declared = [...text.matchAll(/^export (?:declare )?(?:const|function|type|interface|class) (\w+)/gm)]
  return [...named, ...declared.map(([, name = '']) => name)].filter((name) => name !== '')
}

/** Every entry of a package but itself. */
const readEntries = (name: string): readonly string[] => {
  // What a manifest holds is JSON, and `exports` is an object in these packages.
  const { exports } = JSON.parse(readFileSync(join(find(name), 'package.json'), 'utf8')) as { exports: object }
  return Object.keys(exports)
    .filter((entry) => entry !== '.' && entry !== './package.json')
    .map((entry) => `${name}${entry.slice(1)}`)
}

const readSection = (heading: string): string => {
  const start = page.indexOf(`\n### ${heading}\n`)
  expect(start, heading).toBeGreaterThan(0)
  return page.slice(start, page.indexOf('\n#', start + 5))
}

const readCode = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

describe('where the exports of the vendor are now', () => {
  it.each([
    ['`@clerk/nextjs/server`', '@clerk/nextjs', 'dist/types/server/index.d.ts'],
    ['`@clerk/nextjs`', '@clerk/nextjs', 'dist/types/index.d.ts'],
    ['`@clerk/hono`', '@clerk/hono', 'dist/index.d.ts'],
  ])('%s: every one has a row, and no row names another', (heading, name, file) => {
    const exported = readExports(join(find(name), file))
    expect(exported.length).toBeGreaterThan(4)
    const rows = readSection(heading)
      .split('\n')
      .filter((line) => line.startsWith('| '))
    const named = rows.flatMap((row) => readCode(row.split('|')[1] ?? '')).filter((code) => !code.includes('/'))
    expect(named.toSorted()).toEqual([...new Set(exported)].sort())
  })

  it('`@clerk/backend`: every value has a row', async () => {
    const named = readCode(readSection('`@clerk/backend`'))
    expect(Object.keys(await import('@clerk/backend')).filter((name) => !named.includes(name))).toEqual([])
  })

  it.each(['@clerk/nextjs', '@clerk/hono', '@clerk/backend'])('%s: every entry has a row', (name) => {
    const start = page.indexOf('## Exports, and where they are now')
    const named = readCode(page.slice(start, page.indexOf('## Policies as people write them')))
    expect(readEntries(name).filter((entry) => !named.includes(entry))).toEqual([])
  })
})

describe('createRouteMatcher', () => {
  it('is deprecated in the version that the pages name', () => {
    const folder = find('@clerk/nextjs')
    expect(readFileSync(join(folder, 'dist/types/server/routeMatcher.d.ts'), 'utf8')).toContain('@deprecated')
    const minor = /"version": "(\d+\.\d+)\./.exec(readFileSync(join(folder, 'package.json'), 'utf8'))?.[1] ?? ''
    expect(page).toContain(`Version ${minor} of \`@clerk/nextjs\` prints a warning when \`createRouteMatcher\` is used`)
    expect(twoLayers).toContain(`(version ${minor}, read in November 2026)`)
  })
})

describe('what is the same', () => {
  const rows = readSection('`@clerk/nextjs/server`')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, , now = '']) => now.startsWith('the same'))
  const ours = join(find('@postern/next'), 'dist')
  const core = join(find('@postern/next'), '../core/src')

  it.each(rows.filter(([, names = '']) => !names.startsWith('types')).flatMap(([, names = '']) => readCode(names)))(
    '%s is exported by @postern/next',
    (name) => {
      expect(readExports(join(ours, 'index.d.ts'))).toContain(name)
    },
  )

  it.each(rows.filter(([, names = '']) => names.startsWith('types')).flatMap(([, names = '']) => readCode(names)))(
    'the type %s is exported by @postern/next',
    (name) => {
      const own = readExports(join(ours, 'index.d.ts'))
      // Types of the client come through `export type *` of core.
      const client = ['user', 'organization'].flatMap((file) => readExports(join(core, `backend-client/${file}.ts`)))
      expect([...own, ...client]).toContain(name)
    },
  )
})
