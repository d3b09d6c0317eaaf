/**
 * Every page of the application, in a browser: found from the front page, fits, can be used by everybody.
 *
 * With `POSTERN_SCREENSHOTS=<folder>` each is drawn into that folder.
 */
import { chromium, type Browser, type Page } from '@playwright/test'
import { findLaunch } from '@postern/workspace/find-chromium'
import axe from 'axe-core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAs } from './open-as.ts'
import { startApp, type RunningApp } from './start-app.ts'

const launch = findLaunch('the pages of apps/next in a browser')
const folder = process.env['POSTERN_SCREENSHOTS']

/** Routes as the README lists them. A test of `apps/docs` holds its table against the files. */
const routes = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line) => /^\| `([^`]+)`/.exec(line)?.[1] ?? [])

/** Those that answer with a page, with their parameters filled in. */
const pages = ['/', '/links', '/guestbook', '/legacy', '/en/hello', '/de/hello', '/de/hello/members', '/callback']
pages.push('/callback?code=abc', '/dashboard', '/forum', '/admin', '/report', '/billing', '/orgs/acme')
pages.push('/organization-selector', '/orgid/org_acme/memberships', '/nowhere')
// After it no organization is active.
pages.push('/me')

/** People whose pages differ, and the pages that do. */
const people: readonly (readonly [user: string | null, paths: readonly string[]])[] = [
  ['ada', pages],
  ['alan', ['/', '/dashboard']],
  [null, ['/', '/guestbook', '/legacy', '/nowhere']],
]
const looks = people.flatMap(([user, paths]) => paths.map((path) => [user ?? 'nobody', path] as const))

const forms = [
  ['light', 1280, 'light'],
  ['dark', 1280, 'dark'],
  ['390', 390, 'light'],
  ['360-dark', 360, 'dark'],
] as const

let app: RunningApp
let browser: Browser
beforeAll(async () => {
  if (launch === null) return
  app = await startApp()
  browser = await chromium.launch(launch)
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** A page of each person, for those tests that only look. */
const opened = new Map<string, Page>()

const findViolations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source)
  // The script that was just run put it there.
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
}
/** Parts that reach beyond the window; and the lines that the links of the header stand in. */
const measure = (page: Page): Promise<{ readonly beyond: readonly string[]; readonly lines: number }> =>
  page.evaluate(() => {
    const beyond = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1,
    )
    const tops = [...document.querySelectorAll('nav a')].map((link) => link.getBoundingClientRect().top)
    return { beyond: beyond.map((element) => element.outerHTML.slice(0, 200)), lines: new Set(tops).size }
  })

describe.skipIf(launch === null)('pages', () => {
  it('every route is reached from the front page by its links, or stands there as a command', async () => {
    const page = await openAs(app, browser, 'ada')
    const reached = new Set<string>()
    const waiting = ['/']
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (reached.has(path)) continue
      reached.add(path)
      const response = await page.goto(path)
      if (new URL(page.url()).origin !== app.url) continue
      expect([path, response?.status()]).toEqual([path, 200])
      const found = await page.evaluate(() => [
        ...[...document.querySelectorAll('a')].map(({ href }) => href),
        ...[...document.querySelectorAll('form')].map(({ action }) => action),
        ...[...document.querySelectorAll('pre')].flatMap(({ innerText }) => /http[^ ]+/.exec(innerText) ?? []),
      ])
      const own = found.map((href) => new URL(href)).filter(({ origin }) => origin === app.url)
      // Programs and forms go there, not people.
      const isForPeople = ({ pathname }: URL): boolean => !/^\/(api|m2m|oauth|user|any|sign-out)$/.test(pathname)
      for (const url of own) {
        if (isForPeople(url)) waiting.push(url.pathname)
        else reached.add(url.pathname)
      }
    }
    const isReached = (route: string): boolean => {
      const pattern = new RegExp(`^${route.replaceAll(/\[\w+\]/g, '[^/]+')}$`)
      return [...reached].some((path) => pattern.test(path))
    }
    expect(routes.length).toBeGreaterThan(20)
    expect(routes.filter((route) => !isReached(route))).toEqual([])
    await page.context().close()
  })

  it.each(looks)('for %s, %s fits, has a title and a language, and axe finds nothing', async (user, path) => {
    const page = await (opened.get(user) ?? openAs(app, browser, user))
    opened.set(user, page)
    await page.goto(path)
    expect(await page.title()).toMatch(path === '/' ? /^Postern example$/ : /^.+ · Postern example$/)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    for (const [form, width, colorScheme] of forms) {
      await page.setViewportSize({ width, height: 844 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const name = `${user}${path.replaceAll(/\W/g, '_')}.${form}.png`
      if (folder !== undefined) await page.screenshot({ path: join(folder, name), fullPage: true })
      expect(await measure(page), form).toEqual({ beyond: [], lines: 1 })
      if (form === 'light' || form === '360-dark') expect(await findViolations(page), form).toEqual([])
    }
  })

  it.each([
    ['/', 'Start'],
    ['/forum', 'Forum'],
    ['/guestbook', 'Guestbook'],
    ['/legacy', null],
  ])('%s is marked in the header as %s', async (path, name) => {
    const page = await openAs(app, browser, 'ada')
    await page.goto(path)
    const marked = page.locator('header [aria-current=page]')
    expect(await marked.allInnerTexts()).toEqual(name === null ? [] : [name])
    await page.context().close()
  })
})
