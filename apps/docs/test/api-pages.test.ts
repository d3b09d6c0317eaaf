import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findUndocumented } from '../../../packages/workspace/src/find-undocumented.ts'
import { slugify } from '../.vitepress/slugify.ts'
import { readApi } from '../src/reference/read-api.ts'

const folder = fileURLToPath(new URL('../look-up/api/', import.meta.url))
const files = globSync('*.md', { cwd: folder })
const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
const readAnchors = (page: string): readonly string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugify(heading))

const PACKAGES = ['core', 'fetch', 'hono', 'next', 'store', 'emulator']
const packages = PACKAGES.map((name) => {
  const at = fileURLToPath(new URL(`../../../packages/${name}`, import.meta.url))
  return { name, at, entries: readApi(at) }
})
const entries = packages.flatMap(({ entries: own }) => own)

/** Where a page of this folder says that a name is described. */
const findPlaces = (name: string): readonly string[] =>
  [...read('index.md').matchAll(/\[`(\w+)`\]\(([^)]+)\)/g)].flatMap(([, named, place = '']) =>
    named === name ? [place] : [],
  )

describe('the reference', () => {
  it('reads as many names as the check of docstrings counts, and more', () => {
    const names = new Set(entries.flatMap(({ exports }) => exports.map(({ name }) => name)))
    expect(names.size).toBeGreaterThan(500)
    const core = packages.find(({ name }) => name === 'core')
    expect(findUndocumented(core?.at ?? '').missing).toEqual([])
  })

  it.each(entries.map(({ specifier }) => specifier))(
    '%s has each of its names in a section with an anchor',
    (specifier) => {
      const entry = entries.find((candidate) => candidate.specifier === specifier)
      const missing = (entry?.exports ?? []).filter(({ name, kind }) => {
        const anchor = slugify(kind === 'type' ? `type ${name}` : name)
        return !files.some((file) => file !== 'index.md' && readAnchors(read(file)).includes(anchor))
      })
      expect(missing.map(({ name }) => name)).toEqual([])
    },
  )

  it('describes what every package exports once, where it is declared', () => {
    expect(findPlaces('AuthError')).toEqual(['core.md#autherror'])
    expect(read('hono.md')).toContain('[`AuthError`](core.md#autherror)')
    expect(read('next.md')).not.toContain('### AuthError\n')
  })

  it('shows of clerkMiddleware a signature, an example and a link to its options', () => {
    const section = /### clerkMiddleware\n([\s\S]*?)\n### /.exec(read('next.md'))?.[1] ?? ''
    expect(section).toContain('const clerkMiddleware: ClerkMiddleware')
    expect(section).toContain('<<< ../../examples/proxy.ts')
    expect(section).toContain('[`ClerkMiddleware`](#type-clerkmiddleware)')
    expect(read('next.md')).toContain('- `encryptionKey?: string | null | undefined`\\\n')
  })

  it.each(files)('%s has a title, one first heading, and no two sections of one name', (file) => {
    const page = read(file)
    expect(page).toMatch(/^---\ntitle: \S/)
    expect(page.match(/^# /gm)).toHaveLength(1)
    const anchors = readAnchors(page)
    expect(anchors.filter((anchor, at) => anchors.indexOf(anchor) !== at)).toEqual([])
  })

  it.each(files)('%s says something of every name, and nowhere "undefined" or an object in place of words', (file) => {
    const prose = read(file)
      .replace(/```[\s\S]*?```/g, '')
      .replace(/`[^`\n]*`/g, '')
    expect(prose).not.toMatch(/(?:^|[(#/])undefined\b|\[object Object/m)
    expect(prose).not.toMatch(/@(?:param|returns|throws|see)\b/)
    expect(read(file)).not.toMatch(/^### .+\n\n(?:###|$)/m)
  })
})
