/**
 * What the tests in a browser share: Chromium that reaches this machine only, and for each test an emulator, an application, a satellite of
 * it, a client of somebody else, and one person's page. Registers the hooks of the `describe` that calls it.
 */
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from '@playwright/test'
import { createEmulator, type Emulator, type EmulatorOptions } from '@postern/emulator'
import { findLaunch } from '@postern/workspace/find-chromium'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { createApp } from './create-app.ts'
import { createOAuthClient } from './create-oauth-client.ts'
import { findFlaws } from './find-flaws.ts'
import { serve, type Served } from './serve.ts'

/** Every other name is unknown to this browser. */
const LOOPBACK_ONLY = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1'
const LOOPBACK = /^(127\.0\.0\.1|localhost|.+\.localhost)$/
const WIDE = { width: 1100, height: 800 }
const NARROW = { width: 360, height: 700 }

/** A folder that keeps a picture of every page, light and dark. */
const pictures = process.env['POSTERN_SCREENSHOTS']
const launch = findLaunch('the browser tests of the emulator')

/** Whether there is a browser. */
export const hasBrowser: boolean = launch !== null

/** The parts of a test that are made anew for each. */
interface Props {
  readonly emulator: Emulator
  /** Origins. */
  readonly app: string
  readonly satellite: string
  readonly client: string
  readonly context: BrowserContext
  readonly page: Page
  readonly servers: readonly Served[]
}

export interface Scene extends Omit<Props, 'servers'> {
  readonly browser: Browser
  /** Every request of the browser, oldest first. */
  readonly requests: URL[]
  /** Errors of pages and connections. A test fails with those that are left. */
  readonly complaints: string[]
  /** Looks for flaws in light and dark, wide and narrow. */
  readonly look: (name: string) => Promise<void>
  /** A person takes longer between two clicks than the counter of handshakes lives. */
  readonly takeTime: () => Promise<void>
  readonly open: (address: string) => Promise<void>
  /** Clicks a link, and waits for the page behind it. */
  readonly follow: (name: string) => Promise<void>
  /** Presses the first button of this name, and waits for the page that it leads to: on these pages every button does. */
  readonly choose: (name: string | RegExp, options?: { readonly exact?: boolean }) => Promise<void>
  readonly isAt: (address: string) => Promise<void>
  /** What the application shows. */
  readonly textOf: (id: string) => Promise<string>
  /** Signs in as Ada, and is on the dashboard. */
  readonly signIn: () => Promise<void>
}

export interface SceneOptions {
  readonly emulator?: EmulatorOptions
  /** Name under which the emulator is reached. Default: its address. */
  readonly providerHost?: string
  /** Name of the application's host. Default `localhost`. */
  readonly appHost?: string
}

export function useScene(options: SceneOptions = {}): Scene {
  const now: { browser: Browser | null; props: Props | null } = { browser: null, props: null }
  const requests: URL[] = []
  const complaints: string[] = []
  const props = (): Props => orThrow(now.props)
  beforeAll(async () => {
    now.browser = await chromium.launch({ ...launch, args: [...(launch?.args ?? []), LOOPBACK_ONLY] })
  })
  afterAll(() => now.browser?.close())
  beforeEach(async () => {
    const context = await orThrow(now.browser).newContext({ viewport: WIDE })
    requests.length = 0
    complaints.length = 0
    watch(context, requests, complaints)
    now.props = { ...(await startServers(options)), context, page: await context.newPage() }
  })
  afterEach(async () => {
    // What closing interrupts is nobody's mistake.
    const heard = [...complaints]
    await props().context.close()
    await Promise.all(props().servers.map(({ stop }) => stop()))
    await props().emulator.close()
    expect(requests.filter(({ hostname }) => !LOOPBACK.test(hostname)).map(String)).toEqual([])
    expect(heard).toEqual([])
  })
  const getters = ['emulator', 'app', 'satellite', 'client', 'context', 'page'] as const
  const scene = { requests, complaints, ...createActions(props) }
  Object.defineProperty(scene, 'browser', { get: () => orThrow(now.browser) })
  for (const name of getters) Object.defineProperty(scene, name, { get: () => props()[name] })
  // Every property of `Props` has a getter now.
  return scene as Scene
}

function orThrow<T>(value: T | null): T {
  if (value === null) throw new Error('Nothing was started.')
  return value
}

async function startServers({ emulator: given, providerHost, appHost = 'localhost' }: SceneOptions) {
  const emulator = createEmulator(given)
  const { url, port } = await emulator.listen()
  const provider = providerHost === undefined ? url : `http://${providerHost}:${port}`
  const pages = { signInUrl: `${provider}/sign-in`, signUpUrl: `${provider}/sign-up` }
  const proxy = providerHost === undefined ? {} : { proxyUrl: provider, ...pages }
  const first = await serve(createApp({ emulator, provider }, proxy))
  // The satellite says its own host, which is known once it listens.
  const late: { answer: ((request: Request) => Promise<Response>) | null } = { answer: null }
  const second = await serve(async (request) => orThrow(late.answer)(request))
  const app = `http://${appHost}:${first.port}`
  const domain = `satellite.localhost:${second.port}`
  late.answer = createApp({ emulator, provider }, { ...proxy, isSatellite: true, domain, satelliteAutoSync: true })
  const clientId = 'client_demo_public'
  const third = await serve(createOAuthClient({ issuer: url, apiUrl: `${app}/api/profile`, clientId }))
  const satellite = `http://${domain}`
  return { emulator, app, satellite, client: `http://localhost:${third.port}`, servers: [first, second, third] }
}

function watch(context: BrowserContext, requests: URL[], complaints: string[]): void {
  context.on('request', (request) => requests.push(new URL(request.url())))
  context.on('requestfailed', (request) => complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`))
  context.on('console', (message) => {
    // Browsers look for an icon by themselves.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(error.error().message))
}

function createActions(props: () => Props) {
  const takeTime = (): Promise<void> => props().context.clearCookies({ name: '__clerk_redirect_count' })
  const open = async (address: string): Promise<void> => {
    await takeTime()
    await props().page.goto(address)
  }
  const choose: Scene['choose'] = (name, { exact = false } = {}) =>
    clickThrough(props().page.getByRole('button', { name, exact }).first())
  const isAt = (address: string): Promise<void> => props().page.waitForURL(address)
  return {
    takeTime,
    open,
    choose,
    isAt,
    follow: async (name: string): Promise<void> => {
      await takeTime()
      await clickThrough(props().page.getByRole('link', { name, exact: true }))
    },
    textOf: (id: string): Promise<string> => props().page.getByTestId(id).innerText(),
    signIn: async (): Promise<void> => {
      await open(`${props().app}/dashboard`)
      await choose('Ada Lovelace')
      await isAt(`${props().app}/dashboard`)
    },
    look: (name: string): Promise<void> => look(props().page, name),
  }
}

/** A click returns before the page that it leads to is there, and what is read then is read from the page before it. */
async function clickThrough(target: Locator): Promise<void> {
  await Promise.all([target.page().waitForEvent('load'), target.click()])
}

async function look(page: Page, name: string): Promise<void> {
  const check = async (what: string): Promise<void> => {
    expect(await page.evaluate(findFlaws), `${name}, ${what}`).toEqual([])
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-${what}.png`), fullPage: true })
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await check(colorScheme)
  }
  await page.setViewportSize(NARROW)
  await check('narrow')
  await page.setViewportSize(WIDE)
}
