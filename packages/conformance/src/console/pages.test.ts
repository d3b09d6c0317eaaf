/**
 * Every page that the emulator shows to people, in a browser: light, dark, narrow.
 *
 * With `POSTERN_SCREENSHOTS=<folder>` each is drawn into that folder.
 */
import { type Browser, chromium, type Page } from '@playwright/test'
import type { Emulator } from '@postern/emulator'
import { findLaunch } from '@postern/workspace/find-chromium'
import axe from 'axe-core'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startScene } from './scene.ts'

const launch = findLaunch("the emulator's pages in a browser")
const folder = process.env['POSTERN_SCREENSHOTS']

const NARROW = { width: 390, height: 844 }
const WIDE = { width: 1280, height: 900 }

/** Name and address of each page. */
const tabs: readonly (readonly [string, string])[] = [
  ['start', '/__emu'],
  ['requests', '/__emu/console/requests'],
  ['mails', '/__emu/console/mails'],
  ['webhooks', '/__emu/console/webhooks'],
  ['users', '/__emu/console/users'],
  ['user', '/__emu/console/users/user_ada'],
  ['user-script', '/__emu/console/users/user_script'],
  ['user-long', '/__emu/console/users/user_long'],
  ['user-nobody', '/__emu/console/users/user_nobody'],
  ['organizations', '/__emu/console/organizations'],
  ['organization', '/__emu/console/organizations/org_odd'],
  ['organization-long', '/__emu/console/organizations/org_long'],
  ['keys', '/__emu/console/keys'],
  ['clock', '/__emu/console/clock'],
  ['trouble', '/__emu/console/trouble'],
]
const BACK = `redirect_url=${encodeURIComponent('http://localhost:3000/dash')}`
const accountPages: readonly (readonly [string, string])[] = [
  ['sign-in', `/sign-in?${BACK}`],
  ['sign-up', `/sign-up?${BACK}`],
  ['sign-out', `/sign-out?${BACK}`],
  ['account', `/user?${BACK}`],
  ['org-switch', `/org-switch?${BACK}`],
]

const forms = [
  ['light', WIDE, 'light'],
  ['dark', WIDE, 'dark'],
  ['narrow', NARROW, 'light'],
  ['narrow-dark', NARROW, 'dark'],
] as const

describe.skipIf(launch === null)('pages of the emulator', () => {
  let emulator: Emulator
  let browser: Browser
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    emulator = await startScene()
    browser = await chromium.launch(launch ?? {})
    if (folder !== undefined) await mkdir(folder, { recursive: true })
  })
  afterAll(async () => {
    await browser?.close()
    await emulator?.close()
  })
  beforeEach(async () => {
    const context = await browser.newContext({ baseURL: emulator.url })
    page = await context.newPage()
    complaints = []
    page.on('console', (message) => {
      // Browsers look for an icon by themselves.
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
        complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
  })
  afterEach(() => page.context().close())

  const signIn = async (): Promise<void> => {
    const { emulatorCookie } = await emulator.mint.session({ user: 'script', org: 'odd' })
    const [name = '', value = ''] = emulatorCookie.split('=')
    await page.context().addCookies([{ name, value, url: emulator.url }])
  }
  const draw = async (name: string, form: string): Promise<void> => {
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.${form}.png`), fullPage: true })
  }
  /** How far the page, or a part of it, reaches beyond the window, in pixels. */
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  const violations = async () => {
    await page.evaluate(axe.source)
    const { violations: found } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    )
  }

  it.each([...tabs, ...accountPages])(
    '%s fits, can be used by everybody, and says nothing in the log',
    async (name, path) => {
      if (!path.startsWith('/__emu')) await signIn()
      const answer = await page.goto(path)
      for (const [form, viewport, colorScheme] of forms) {
        await page.setViewportSize(viewport)
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await draw(name, form)
        expect(await overflow(), form).toBeLessThanOrEqual(0)
        expect(await violations(), form).toEqual([])
      }
      const isMissing = answer?.status() === 404
      expect(complaints.filter((text) => !(isMissing && text.includes('404')))).toEqual([])
      expect(await page.title()).not.toBe('broken')
    },
  )
})
