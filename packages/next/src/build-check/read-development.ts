/**
 * The folder of an application that `next dev` runs → the application, as far as its files say. Does not wait, and imports nothing of Node:
 * it is bundled into the application, for development only.
 *
 * `next dev` with Turbopack writes no matcher of Node's middleware anywhere, so the file itself is read.
 */
import type { Build } from '../middleware/read-build.ts'
import { toList, toRecord, toText } from '../middleware/to-known.ts'
import {
  EVERYTHING,
  isPage,
  METADATA,
  toCondition,
  toRewrite,
  type Application,
  type Matcher,
  type Page,
} from './application.ts'
import { parseLiteral } from './parse-literal.ts'

/** What is asked of a computer. */
export interface Files {
  /** Content of a file; null where there is none. */
  readonly read: (path: string) => string | null
  /** Files below a folder, at any depth, with `/`; empty where there is none. */
  readonly list: (path: string) => readonly string[]
  readonly compile: Compile
}

const ENDINGS = ['ts', 'js', 'tsx', 'jsx', 'mts', 'mjs']

/** @param root Of the application. @returns Null where it has no middleware that can be read. */
export function readDevelopment(root: string, build: Build, files: Files): Application | null {
  const { basePath, locales } = build
  const list = (name: string): readonly string[] =>
    ['', 'src/'].flatMap((below) => files.list(`${root}/${below}${name}`))
  // Next looks for it beside the folder of the pages.
  const isInside = files.list(`${root}/app`).length + files.list(`${root}/pages`).length === 0
  const names = ['proxy', 'middleware'].flatMap((name) =>
    ENDINGS.map((ending) => `${root}/${isInside ? 'src/' : ''}${name}.${ending}`),
  )
  const text = names.map(files.read).find((content) => content !== null)
  if (text === undefined || text === null) return null
  return {
    matchers: toMatchers(text, build, files.compile),
    pages: [...toAppPages(list('app')), ...toOldPages(list('pages'))],
    rewrites: [
      ...toRewrites(build, 'beforeFiles', files),
      ...toRewrites(build, 'afterFiles', files),
      ...toRewrites(build, 'fallback', files),
    ],
    basePath,
    locales,
    buildId: null,
  }
}

function toRewrites({ rewrites, basePath }: Build, name: string, { compile }: Files): Application['rewrites'] {
  return toList(toRecord(rewrites)[name]).map((value) => {
    const { source } = toRecord(value)
    const regex = typeof source === 'string' ? compile(source) : ''
    return toRewrite({ ...toRecord(value), regex }, basePath, name !== 'fallback')
  })
}

/** Turns a source of `next.config` or of a matcher into an expression. */
type Compile = (source: string) => string

const CONFIG = /^[ \t]*export\s+const\s+config\b[^=\n]*=/m
/** What Next puts before a source where there are locales. */
const LOCALE = '/:nextInternalLocale((?!_next/)[^/.]{1,})'

/** Where the application lies. */
interface Place {
  readonly basePath: string
  readonly locales: readonly string[]
}

/** The text of `proxy.ts` or `middleware.ts` → its matchers, as Next compiles them for `next dev`. @throws SyntaxError where `config` is no literal, TypeError where a source cannot be compiled. */
function toMatchers(text: string, { basePath, locales }: Place, compile: Compile): readonly Matcher[] {
  const found = CONFIG.exec(text)
  const { matcher } = toRecord(found === null ? {} : parseLiteral(text.slice(found.index + found[0].length)))
  if (matcher === undefined) return [EVERYTHING]
  return (Array.isArray(matcher) ? toList(matcher) : [matcher]).map((line) => {
    const { source, locale, has, missing } = toRecord(typeof line === 'string' ? { source: line } : line)
    const isRoot = source === '/'
    const isTranslated = locales.length > 0 && locale !== false
    const path = `${basePath}${isTranslated ? LOCALE : ''}${isRoot && (isTranslated || basePath !== '') ? '' : toText(source)}`
    return {
      source: toText(source),
      regexp: compile(path),
      has: toList(has).map(toCondition),
      missing: toList(missing).map(toCondition),
    }
  })
}

const APP_FILE = /^(.*?)\/?(?:page|route)\.(?:[jt]sx?|mdx?)$/
const OLD_FILE = /^(?!.*\.(?:test|spec|d)\.)(.+)\.(?:[jt]sx?|mdx?)$/

/** The pages that files make. @param files Below the folder `app`, with `/`. */
function toAppPages(files: readonly string[]): readonly Page[] {
  const folders = files.flatMap((file) => APP_FILE.exec(file)?.[1] ?? [])
  const paths = folders
    // In private folders nothing is a page; what stands in another's place is asked for at the address of the other.
    .filter((folder) => !/(?:^|\/)(?:_|\(\.)/.test(folder))
    .map((folder) => toPath(folder.split('/').filter((part) => !/^(?:\(.*\)|@.*)$/.test(part))))
    .filter((path) => !METADATA.test(path))
  return [...new Set(paths)].map((path) => ({ path, isTranslated: false, hasData: false }))
}

/** The pages that files make. @param files Below the folder `pages`, with `/`. */
function toOldPages(files: readonly string[]): readonly Page[] {
  const names = files.flatMap((file) => OLD_FILE.exec(file)?.[1] ?? [])
  const paths = names.map((name) =>
    toPath(name.split('/').filter((part, index, all) => part !== 'index' || index < all.length - 1)),
  )
  return [...new Set(paths)]
    .filter(isPage)
    .map((path) => ({ path, isTranslated: path !== '/api' && !path.startsWith('/api/'), hasData: false }))
}

function toPath(parts: readonly string[]): string {
  return `/${parts.join('/')}`
}
