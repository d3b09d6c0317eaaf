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
const forms = [
  ['light', WIDE, 'light'],
  ['dark', WIDE, 'dark'],
  ['narrow', NARROW, 'light'],
  ['narrow-dark', NARROW, 'dark'],
] as const
/** Each width and each scheme once: looking takes a while. */
const LOOKED_AT: readonly string[] = ['light', 'narrow-dark']

const BACK = `redirect_url=${encodeURIComponent('http://localhost:3000/dash')}`
const CONSENT = new URLSearchParams({
  client_id: 'client_demo',
  response_type: 'code',
  scope: 'openid profile email',
  redirect_uri: 'http://localhost/callback',
  state: 'x',
})

/** Name and address of each page. */
const pages: readonly (readonly [string, string])[] = [
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
  ['sign-in', `/sign-in?${BACK}`],
  ['sign-up', `/sign-up?${BACK}`],
  ['sign-out', `/sign-out?${BACK}`],
  ['account', `/user?${BACK}`],
  ['org-switch', `/org-switch?${BACK}`],
  ['create-organization', `/create-organization?${BACK}`],
  ['device', '/device'],
  ['consent', `/oauth/authorize?${CONSENT.toString()}`],
]

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
    await enter('script')
    complaints = []
    page.on('console', (message) => {
      // Browsers look for an icon by themselves.
      const isIcon = message.location().url.endsWith('/favicon.ico')
      if (message.type() === 'error' && !isIcon) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
  })
  afterEach(() => page.context().close())

  const enter = async (user: string): Promise<void> => {
    const { emulatorCookie } = await emulator.mint.session({ user })
    const [name = '', value = ''] = emulatorCookie.split('=')
    await page.context().addCookies([{ name, value, url: emulator.url }])
  }
  /** How far the page reaches beyond the window, in pixels; and every part of it that reaches beyond its card. */
  const findOverflow = (): Promise<readonly string[]> =>
    page.evaluate(() => {
      const beyond = [...document.querySelectorAll('main *, header *, nav *')].filter((element) => {
        const isMeant = element.closest('textarea, .visually-hidden, thead, [hidden]') !== null
        return !isMeant && element.getBoundingClientRect().right > innerWidth + 1
      })
      const wide = [...document.querySelectorAll('.card')].filter((card) => card.scrollWidth > card.clientWidth + 1)
      return [...beyond, ...wide].map((element) => element.outerHTML.slice(0, 200))
    })
  const findViolations = async (): Promise<readonly string[]> => {
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
  }
  /** Looks at what is open, in every form. */
  const look = async (name: string): Promise<void> => {
    for (const [form, viewport, colorScheme] of forms) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.${form}.png`), fullPage: true })
      expect(await findOverflow(), form).toEqual([])
      if (LOOKED_AT.includes(form)) expect(await findViolations(), form).toEqual([])
    }
    // A browser says of its own accord that a page came with an error.
    expect(complaints.filter((text) => !/status of 40[04]/.test(text))).toEqual([])
    expect(await page.title()).not.toBe('broken')
  }

  it.each(pages)('%s fits, can be used by everybody, and says nothing in the log', async (name, path) => {
    await page.goto(path)
    await look(name)
  })

  it('the page for a task fits, too', async () => {
    await enter('edsger')
    await page.goto(`/sign-in/tasks?${BACK}`)
    await look('tasks')
  })

  it('the page of a webhook message fits, too', async () => {
    await page.goto(`/__emu/console/webhooks/${emulator.control.webhooks.messages()[0]?.id}`)
    await look('webhook')
  })

  it('what was minted fits, too', async () => {
    await page.goto('/__emu')
    await page.getByRole('button', { name: 'Session', exact: true }).click()
    await page.getByRole('heading', { name: 'Minted' }).waitFor()
    await look('start-minted')
  })

  it('what is wrong is said on the page', async () => {
    await page.goto('/__emu/console/trouble')
    await page.getByLabel('Path, with').fill('/nowhere')
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByRole('alert').waitFor()
    await look('trouble-refused')
  })
})
