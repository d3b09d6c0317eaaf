/** Every page of the built site: what its head says, and where its links lead. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { findPages, root, toSitePath } from '../.vitepress/pages.ts'
import { dist, pages, readPage, toFile } from './built-site.ts'

const unescape = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<')

const readAll = (html: string, pattern: RegExp): readonly string[] =>
  [...html.matchAll(pattern)].map(([, value = '']) => unescape(value))

const readLinks = (html: string): readonly string[] => readAll(html, /<a\b[^>]*? href="([^"]*)"/g)
const readIds = (html: string): ReadonlySet<string> => new Set(readAll(html, /\sid="([^"]*)"/g))

const toAddress = (file: string): string =>
  `/${toSitePath(file)}`.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '.html')

const isExternal = (href: string): boolean => /^[a-z][a-z+.-]*:/i.test(href)

describe('the built site', () => {
  const ids = new Map<string, ReadonlySet<string>>()
  beforeAll(() => {
    for (const page of pages) ids.set(page, readIds(readPage(page)))
  })

  /** @returns The links that lead nowhere. */
  const findBroken = (page: string): readonly string[] =>
    readLinks(readPage(page)).filter((href) => {
      if (isExternal(href)) return false
      const { pathname, hash } = new URL(href, `http://site.test${page}`)
      const target = decodeURI(pathname)
      const known = ids.get(target)
      if (known === undefined) return target.endsWith('/') || !existsSync(toFile(target))
      return hash !== '' && !known.has(decodeURIComponent(hash.slice(1)))
    })

  it('names no folder of the machine that built it', () => {
    const texts = globSync('**/*.{html,js,md,txt,json}', { cwd: dist })
    expect(texts.length).toBeGreaterThan(pages.length * 2)
    expect(texts.filter((file) => readFileSync(join(dist, file), 'utf8').includes(root))).toEqual([])
  })

  it('has a page for every file', () => {
    const addresses = findPages().map(toAddress)
    expect(pages.filter((page) => page !== '/404.html')).toEqual(addresses.toSorted())
  })

  it.each(pages)('%s has no broken link', (page) => {
    expect(findBroken(page)).toEqual([])
  })

  it.each(pages)('%s shows every file that it includes', (page) => {
    expect(readAll(readPage(page), /(Invalid code snippet option|Code snippet path not found)/g)).toEqual([])
  })

  it('names a tab by its whole path, with brackets in it', () => {
    expect(readPage('/do/organizations-by-url.html')).toContain('data-title="app/orgs/[slug]/page.tsx"')
  })

  it('names the column in each cell of a table that a phone shows as a list', () => {
    const cells = readAll(readPage('/start/next.html'), /<td data-column="([^"]*)"/g)
    expect(cells.slice(0, 3)).toEqual(['You see', 'Cause', 'Do this'])
    expect(readAll(readPage('/look-up/scale.html'), /<td>([\d,]+)<\/td>/g)).toContain('100,000')
  })

  it.each(pages)('%s loads nothing from another host', (page) => {
    const loaded = readAll(readPage(page), /<(?:script|link|img|iframe|source)\b[^>]*? (?:src|href)="([^"]*)"/g)
    expect(loaded.length).toBeGreaterThan(0)
    expect(loaded.filter(isExternal)).toEqual([])
  })

  it.each(pages.filter((page) => page !== '/404.html'))('%s says what it is', (page) => {
    const html = readPage(page)
    const description = /<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? ''
    expect(html).toMatch(/^<!DOCTYPE html>\s*<html lang="en"/)
    expect(/<title>([^<]+)<\/title>/.exec(html)?.[1]).toMatch(/\S.*Postern|Postern.*\S/)
    expect(description.length).toBeGreaterThan(10)
    expect(html.match(/<h1[ >]/g)).toHaveLength(1)
  })

  it.each(pages.filter((page) => page !== '/404.html'))('%s has a twin in Markdown', (page) => {
    const twin = page.endsWith('/') ? `${page}index.md` : page.replace(/\.html$/, '.md')
    expect(readPage(page)).toContain(`<link rel="alternate" type="text/markdown" href="${twin}">`)
    const text = readFileSync(toFile(twin), 'utf8')
    expect(text).toMatch(/^# /m)
    expect(text).not.toMatch(/^<<< |^:::/m)
  })
})
