/**
 * Entry `@postern/emulator/playwright`: fixtures for Playwright. It imports nothing of Playwright and works with any version.
 *
 * ```ts
 * import { test as base } from '@playwright/test'
 * import { emulatorFixtures, type EmulatorTest, type EmulatorWorker } from '@postern/emulator/playwright'
 * const test = base.extend<EmulatorTest, EmulatorWorker>(emulatorFixtures({ url: 'http://127.0.0.1:4000' }))
 * test('lets Ada in', async ({ page, signInAs }) => {
 *   await signInAs({ user: 'ada@example.com' })
 *   await page.goto('/dashboard')
 * })
 * ```
 */
import { connectEmulator, type RemoteEmulator } from './connect-emulator.ts'
import { createEmulator } from './create-emulator.ts'
import type { MintedSession, MintSessionOptions } from './mint/mint.ts'
import type { EmulatorOptions } from './options.ts'

/** Which emulator the fixtures use. Everything is optional. */
export interface PlaywrightOptions {
  /** Origin of an emulator that runs already, for example from `webServer`. All workers share it; their browsers stay apart. */
  readonly url?: string
  /** Without `url`: every worker gets an emulator on a free port of its own, with these options. */
  readonly emulator?: EmulatorOptions
}

/** A cookie as a browser context takes it. */
export interface ContextCookie {
  /** Name of the cookie. */
  readonly name: string
  /** Value, as it travels. */
  readonly value: string
  /** Page for which the cookie is set: host and scheme follow from it. */
  readonly url: string
  /** Whether the page's scripts cannot read it. */
  readonly httpOnly: boolean
  /** On which requests of other sites a browser sends it. */
  readonly sameSite: 'Lax' | 'Strict'
}

/** Fixtures of a worker. */
export interface EmulatorWorker {
  /** The emulator: shared, or the worker's own. */
  emulator: RemoteEmulator
}
/** Fixtures of a test. */
export interface EmulatorTest {
  /** Signs the browser of this test in at `baseURL`, without a page. */
  signInAs: (options?: MintSessionOptions) => Promise<MintedSession>
}

interface TestContext {
  readonly context: { addCookies(cookies: ContextCookie[]): Promise<void> }
  readonly baseURL: string | undefined
  readonly emulator: RemoteEmulator
}
type WorkerFixture = (context: object, use: (emulator: RemoteEmulator) => Promise<void>) => Promise<void>
type SignInFixture = (context: TestContext, use: (signInAs: EmulatorTest['signInAs']) => Promise<void>) => Promise<void>

/** Says that a fixture belongs to the worker. */
interface WorkerScope {
  /** One for all tests of the worker. */
  scope: 'worker'
}

/** What `base.extend` takes. */
export interface PlaywrightFixtures {
  /** The shared emulator, or the worker's own. */
  emulator: [WorkerFixture, WorkerScope]
  /** Signs the browser of a test in. See `EmulatorTest`. */
  signInAs: SignInFixture
}

/** The fixtures of a worker and of a test, for `base.extend`. */
export function emulatorFixtures(options: PlaywrightOptions = {}): PlaywrightFixtures {
  return {
    // Playwright reads from the pattern in the first parameter which fixtures are wanted, so there has to be one.
    // oxlint-disable-next-line no-empty-pattern
    emulator: [({}, use) => runEmulator(options, use), { scope: 'worker' }],
    signInAs: async ({ context, baseURL, emulator }, use) => {
      await use(async (session = {}) => {
        const appUrl = baseURL ?? 'http://localhost:3000'
        const minted = await emulator.mint.session({ azp: new URL(appUrl).origin, ...session })
        await context.addCookies([...toContextCookies(minted, appUrl, emulator.url)])
        return minted
      })
    },
  }
}

async function runEmulator(
  options: PlaywrightOptions,
  use: (emulator: RemoteEmulator) => Promise<void>,
): Promise<void> {
  if (options.url !== undefined) return use(await connectEmulator(options.url))
  const own = createEmulator(options.emulator)
  const { url } = await own.listen()
  await use(await connectEmulator(url))
  await own.close()
}

/** The cookies of a minted session for the application, and the cookie by which the emulator's own pages know the browser. */
export function toContextCookies(minted: MintedSession, appUrl: string, emulatorUrl: string): readonly ContextCookie[] {
  const [name = '', value = ''] = minted.emulatorCookie.split('=')
  const ofApp = Object.entries(minted.cookies).map(([cookie, text]) =>
    toCookie(cookie, text, appUrl, cookie.startsWith('__refresh')),
  )
  return [...ofApp, toCookie(name, value, emulatorUrl, true)]
}

function toCookie(name: string, value: string, url: string, httpOnly: boolean): ContextCookie {
  return { name, value, url, httpOnly, sameSite: 'Lax' }
}
