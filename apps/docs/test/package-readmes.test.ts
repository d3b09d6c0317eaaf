/** What a registry shows of a README: it packs no other page, so a link out of the package is dead there (first-day 13). */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

interface Manifest {
  readonly private?: boolean
  readonly files?: readonly string[]
}

// What a manifest holds is JSON of our own.
const readManifest = (folder: string): Manifest => JSON.parse(read(join(folder, 'package.json'))) as Manifest

const published = globSync('packages/*/package.json', { cwd: root })
  .map((path) => dirname(path))
  .filter((folder) => readManifest(folder).private !== true)
  .sort()

const readTargets = (text: string): readonly string[] => {
  const prose = text.replace(/```[\s\S]*?```/g, '')
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)/g)]
  const named = [...prose.matchAll(/^\[[^\]]+\]:\s*<?([^\s>]+)/gm)]
  const attributes = [...prose.matchAll(/\b(?:href|src)="([^"]+)"/g)]
  return [...inline, ...named, ...attributes].map(([, target = '']) => target)
}

/** Packed is what `files` names, and what npm packs whatever `files` says. */
const isPacked = (path: string, { files = [] }: Manifest): boolean =>
  /^(?:README\.md|LICENSE|package\.json)$/.test(path) ||
  files.some((file) => path === file || path.startsWith(`${file}/`))

const leadsOut = (target: string, manifest: Manifest): boolean =>
  !/^(?:https:|mailto:|#)/.test(target) && !isPacked(normalize(target.split('#')[0] ?? ''), manifest)

describe('the README of a published package', () => {
  it('is one of these', () => {
    expect(published).toEqual(
      expect.arrayContaining(
        ['cli', 'core', 'emulator', 'eslint-plugin', 'fetch', 'hono', 'next', 'store'].map(
          (name) => `packages/${name}`,
        ),
      ),
    )
  })

  it.each(published)('%s has no link that is dead on a registry', (folder) => {
    const targets = readTargets(read(join(folder, 'README.md')))
    expect(targets.filter((target) => leadsOut(target, readManifest(folder)))).toEqual([])
  })

  it.each(published)('%s names pages that the documentation has', (folder) => {
    const text = read(join(folder, 'README.md'))
    const pages = [...text.matchAll(/`([a-z-]+(?:\/[a-z-]+)*\.md)` of the\s+documentation/g)]
    const missing = pages.map(([, page = '']) => page).filter((page) => !existsSync(join(root, 'apps/docs', page)))
    expect(missing).toEqual([])
    const records = [...text.matchAll(/Decision (\d{3}) of the\s+documentation/g)].map(([, number = '']) => number)
    expect(
      records.filter((number) => globSync(`apps/docs/decisions/${number}-*.md`, { cwd: root }).length === 0),
    ).toEqual([])
  })
})

describe('leadsOut', () => {
  it.each([
    ['../../apps/docs/errors.md', true],
    ['src/settings/auth-options.ts', true],
    ['http://example.com', true],
    ['dist/index.js', false],
    ['#use', false],
    ['https://example.com', false],
  ])('of %s is %s', (target, expected) => {
    expect(leadsOut(target, { files: ['dist'] })).toBe(expected)
  })

  it('sees links of every form', () => {
    expect(readTargets('[a](b "c")\n[d]: e\n<img src="f">\n```md\n[g](h)\n```\n')).toEqual(['b', 'e', 'f'])
  })
})
