/**
 * Names of files below `app` and `pages` → the pages that they make. Pure.
 */
import type { Page } from './application.ts'
import { isPage, METADATA } from './to-application.ts'

const APP_FILE = /^(.*?)\/?(?:page|route)\.(?:[jt]sx?|mdx?)$/
const OLD_FILE = /^(?!.*\.(?:test|spec|d)\.)(.+)\.(?:[jt]sx?|mdx?)$/

/** @param files Below the folder `app`, with `/`. */
export function toAppPages(files: readonly string[]): readonly Page[] {
  const folders = files.flatMap((file) => APP_FILE.exec(file)?.[1] ?? [])
  const paths = folders
    // In private folders nothing is a page; what stands in another's place is asked for at the address of the other.
    .filter((folder) => !/(?:^|\/)(?:_|\(\.)/.test(folder))
    .map((folder) => toPath(folder.split('/').filter((part) => !/^(?:\(.*\)|@.*)$/.test(part))))
    .filter((path) => !METADATA.test(path))
  return [...new Set(paths)].map((path) => ({ path, isTranslated: false, hasData: false }))
}

/** @param files Below the folder `pages`, with `/`. */
export function toOldPages(files: readonly string[]): readonly Page[] {
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
