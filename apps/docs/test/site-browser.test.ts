/** The built site in a browser: who reads with a screen reader, on a phone, at night, without scripts, or by searching. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'
import { findLaunch } from '@postern/workspace/find-chromium'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pages, serveSite, type SiteServer } from './built-site.ts'

/** One page of each look. */
const TEMPLATES = {
  home: '/',
  start: '/start/next.html',
  'do, with tabs of code': '/do/protect-pages.html',
  understand: '/understand/the-handshake.html',
  'look up, with long tables': '/look-up/errors.html',
  'look up, from declarations': '/look-up/api/store.html',
  'a package': '/look-up/packages/next.html',
  'come from': '/come-from/clerk.html',
  'nothing there': '/404.html',
} as const

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const PHONE = { width: 360, height: 740 }
const FIRST_PAGE_KIB = 200
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

const judge = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe)
  const violations: readonly Violation[] = await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(WCAG)} }).then(({ violations }) => violations)`,
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`)
}

const launch = findLaunch('the documentation site in a browser')

describe.skipIf(launch === null)('the site in a browser', () => {
  let browser: Browser
  let site: SiteServer
  const foreign: string[] = []
  const failed: string[] = []
  beforeAll(async () => {
    site = await serveSite()
    browser = await chromium.launch(launch ?? {})
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  const visit = async <Result>(
    path: string,
    options: BrowserContextOptions,
    use: (page: Page) => Promise<Result>,
  ): Promise<Result> => {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
    try {
      const page = await context.newPage()
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== site.origin && !request.url().startsWith('data:'))
          foreign.push(request.url())
      })
      page.on('pageerror', (error) => failed.push(`${path}: ${error.message}`))
      await page.goto(site.origin + path, { waitUntil: 'load' })
      return await use(page)
    } finally {
      await context.close()
    }
  }

  const looks = Object.entries(TEMPLATES).flatMap(([name, path]) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ name, path, colorScheme })),
  )

  it.each(Object.entries(TEMPLATES))('has a page for: %s', (_, path) => {
    expect(pages).toContain(path)
  })

  it.each(looks)('$name has no fault that axe finds, $colorScheme', async ({ path, colorScheme }) => {
    const faults = await visit(path, { colorScheme }, judge)
    expect(faults).toEqual([])
  })

  // Records and printed references look alike; one of each is enough.
  const different = pages.filter((page) => !/\/look-up\/(?:decisions|api)\/./.test(page))

  it('no page is wider than a phone', { timeout: 240_000 }, async () => {
    const wide = await visit('/404.html', { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
      const found: string[] = []
      for (const path of different) {
        await page.goto(site.origin + path, { waitUntil: 'load' })
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        if (width > PHONE.width) found.push(`${path} is ${width} px wide`)
      }
      return found
    })
    expect(wide).toEqual([])
  })

  it.each(Object.values(TEMPLATES))('%s is no wider than a phone once scripts ran', async (path) => {
    const width = await visit(path, { viewport: PHONE }, async (page) => {
      await page.locator('.VPContent').waitFor()
      return page.evaluate(() => document.documentElement.scrollWidth)
    })
    expect(width).toBeLessThanOrEqual(PHONE.width)
  })

  it.each([PHONE, { width: 1280, height: 800 }])('is read without scripts, $width px wide', async (viewport) => {
    await visit('/look-up/errors.html', { viewport, javaScriptEnabled: false }, async (page) => {
      await page.getByText('AuthError').first().waitFor()
      expect(await page.locator('.vp-code').first().isVisible()).toBe(true)
      await page.locator('.VPSidebar').getByRole('link', { name: 'The rules, in order' }).click()
      expect(new URL(page.url()).pathname).toBe('/look-up/handshake.html')
    })
  })

  it(`sends less than ${FIRST_PAGE_KIB} KiB for the first page`, async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const sizes: Promise<number>[] = []
    page.on('requestfinished', (request) => {
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
    })
    await page.goto(`${site.origin}/`, { waitUntil: 'networkidle' })
    const bytes = (await Promise.all(sizes)).reduce((all, size) => all + size, 0)
    await context.close()
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes / 1024).toBeLessThan(FIRST_PAGE_KIB)
  })

  it.each([
    ['log me out', 'sign-out-and-profile'],
    ['ERR_AUTH_OPTION_INVALID', 'errors'],
    ['provider outage', 'when-the-provider-is-away'],
  ])('who types %j comes to %s', async (typed, page) => {
    const path = pages.find((each) => each.endsWith(`/${page}.html`)) ?? expect.fail('There is no such page.')
    await visit('/look-up/errors.html', {}, async (tab) => {
      await tab.getByRole('button', { name: 'Search' }).first().click()
      await tab.locator('#localsearch-input').fill(typed)
      await tab.locator(`#localsearch-list a[href^="${path}"]`).first().click()
      await tab.waitForURL((url) => url.pathname === path)
    })
  })

  it('asks no other host, and no script of a page fails', () => {
    expect({ foreign, failed }).toEqual({ foreign: [], failed: [] })
  })
})
