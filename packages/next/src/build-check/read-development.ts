/**
 * The folder of an application that `next dev` runs → the application, as far as its files say. Does not wait, and imports nothing of Node:
 * it is bundled into the application, for development only.
 *
 * `next dev` with Turbopack writes no matcher of Node's middleware anywhere, so the file itself is read.
 */
import type { Build } from '../middleware/read-build.ts'
import { toList, toRecord } from '../middleware/to-known.ts'
import type { Application } from './application.ts'
import { toRewrite } from './to-application.ts'
import { toMatchers, type Compile } from './to-matchers.ts'
import { toAppPages, toOldPages } from './to-source-pages.ts'

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
