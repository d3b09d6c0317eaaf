/**
 * Writes the pages that are made of docstrings and changesets: `look-up/api/*.md`, `look-up/options.md`, `look-up/changelog.md`. Git ignores them.
 * What is unchanged is not written, so that nothing is built for it. Before the site is built, and before its tests.
 */
import { existsSync, globSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readApi } from './read-api.ts'
import { toApiPages } from './to-api-pages.ts'
import { toChangelogPage } from './to-changelog-page.ts'
import { toOptionsPage } from './to-options-page.ts'

const lookUp = new URL('../../look-up/', import.meta.url)
const PACKAGES = ['next', 'hono', 'fetch', 'core', 'store', 'emulator'] as const
/** Those that are released too, and have nothing to import that a page would be about. */
const COMMANDS = ['cli', 'eslint-plugin'] as const

/** What the pages are made of: the sources, the changesets and the programs of this folder. */
const SOURCES = [
  'packages/*/{src/**/*.ts,package.json}',
  'apps/docs/src/**/*.ts',
  '.changeset/*.md',
  'packages/*/CHANGELOG.md',
]
const root = fileURLToPath(new URL('../../../', lookUp))
const stamp = new URL('api/.written', lookUp)

/** Whether everything was written after the last change. Reading the sources through the compiler takes seconds. */
const isFresh = (): boolean => {
  if (!existsSync(stamp)) return false
  const writtenMs = statSync(stamp).mtimeMs
  return globSync(SOURCES, { cwd: root }).every((file) => statSync(join(root, file)).mtimeMs < writtenMs)
}

const write = (file: URL, text: string): void => {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

const readChangelog = (): string => {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8')
  const changesets = globSync('.changeset/*.md', { cwd: root })
    .filter((file) => basename(file) !== 'README.md')
    .map((file) => ({ name: basename(file, '.md'), text: read(file) }))
  const names = [...PACKAGES, ...COMMANDS]
  const released = names
    .map((name) => ({ package: `@postern/${name}`, file: `packages/${name}/CHANGELOG.md` }))
    .filter(({ file }) => existsSync(join(root, file)))
    .map(({ package: of, file }) => ({ package: of, text: read(file) }))
  const packages = names.map((name) => `@postern/${name}`)
  return toChangelogPage(changesets, released, packages)
}

/** Writes all of them. Takes some seconds, of the compiler. */
export const writeReference = (): void => {
  if (isFresh()) return
  const api = new URL('api/', lookUp)
  mkdirSync(api, { recursive: true })
  const packages = PACKAGES.map((name) => readApi(fileURLToPath(new URL(`../../../packages/${name}`, lookUp))))
  const pages = toApiPages(packages)
  const files = new Set(pages.map(({ file }) => file))
  for (const old of readdirSync(api)) if (!files.has(old)) rmSync(new URL(old, api))
  for (const { file, text } of pages) write(new URL(file, api), text)
  write(new URL('options.md', lookUp), toOptionsPage(packages))
  write(new URL('changelog.md', lookUp), readChangelog())
  writeFileSync(stamp, '')
}

if (import.meta.main) writeReference()
