/**
 * Which files are pages of the site, and at which address? Paths of Markdown files → paths of the site. Does not wait.
 *
 * Files stay where comments of sources and the forge look for them; the site gives them an address in their section.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const root: string = fileURLToPath(new URL('../../..', import.meta.url))

/** Where VitePress looks for pages. */
export const docs: string = join(root, 'apps/docs')

/** Packages whose README is a page. `readmes.ts` copies it, since VitePress reads no page outside of its folder. */
export const documentedPackages: readonly string[] = ['core', 'emulator', 'fetch', 'hono', 'next', 'store']

/** Folders of `apps/docs` with pages; each is the address of its files too. */
const FOLDERS = 'do,start,understand,look-up,come-from'

/** Files that stood in `apps/docs` before it was a site, where they are not references. */
const MOVED: Readonly<Record<string, string>> = {
  'index.md': 'index.md',
  'jest.md': 'do/test-with-jest.md',
  'migrate-from-clerk.md': 'come-from/clerk.md',
  'decisions/README.md': 'look-up/decisions/index.md',
}

/** @param file A Markdown file of `apps/docs`. */
export const toSitePath = (file: string): string =>
  MOVED[file] ?? (new RegExp(`^(?:${FOLDERS.replaceAll(',', '|')})/`).test(file) ? file : `look-up/${file}`)

/** Every page, as a path in `apps/docs`, sorted. */
export const findPages = (): readonly string[] =>
  globSync(['*.md', 'decisions/*.md', `{${FOLDERS}}/**/*.md`], { cwd: docs })
    .filter((file) => file !== 'README.md')
    .toSorted()

const copy = (name: string): string => `look-up/packages/${name}.md`

/** @returns Where in the repository the text of a page was written. */
export const toSource = (file: string): string => {
  const name = documentedPackages.find((each) => copy(each) === file)
  return name === undefined ? `apps/docs/${file}` : `packages/${name}/README.md`
}

/** @returns The page that shows a file of the repository, as a path in `apps/docs`; null where none does. */
export const toPage = (source: string): string | null => {
  const name = documentedPackages.find(
    (each) => source === `packages/${each}` || source === `packages/${each}/README.md`,
  )
  if (name !== undefined) return copy(name)
  if (source === 'README.md' || source === 'apps/docs/README.md') return 'index.md'
  if (source === 'apps/docs/decisions') return 'decisions/README.md'
  return /^apps\/docs\/.+\.md$/.test(source) ? source.slice('apps/docs/'.length) : null
}

/** What the head of a page says. */
export interface FrontMatter {
  readonly title: string | null
  readonly description: string | null
  /** What people type who need the page. */
  readonly questions: readonly string[]
}

const unquote = (text: string): string => text.trim().replace(/^(['"])(.*)\1$/, '$2')

/** Reads the three fields that pages of ours have: two lines, and a list of lines. */
export const readFrontMatter = (text: string): FrontMatter => {
  const head = /^---\n(.*?)\n---\n/s.exec(text)?.[1] ?? ''
  const field = (name: string): string | null => {
    const value = new RegExp(`^${name}: *(.+)$`, 'm').exec(head)?.[1]
    return value === undefined ? null : unquote(value)
  }
  const list = /^questions:\n((?: *- .*(?:\n|$))+)/m.exec(head)?.[1] ?? ''
  const questions = [...list.matchAll(/^ *- (.*)$/gm)].map(([, question = '']) => unquote(question))
  return { title: field('title'), description: field('description'), questions }
}

/** What the sidebar calls a page: its title, else its first heading. */
export const readTitle = (file: string): string => {
  const text = readFileSync(join(docs, file), 'utf8')
  const heading = /^# (.+)$/m.exec(text)?.[1] ?? file
  return readFrontMatter(text).title ?? heading.replaceAll('`', '')
}
