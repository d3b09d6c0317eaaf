/**
 * Which browser do the browser tests drive? The environment and the PATH → the path of an executable, or null. Does not wait.
 *
 * Nothing is downloaded: the tests take the Chromium that the machine has, or say that they were not run.
 */
import { findProgram, MACHINE, type ProgramSearch } from './find-program.ts'

/** Names under which distributions install Chromium or Chrome, most wanted first. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const

/**
 * Finds a Chromium to test with.
 *
 * @returns The path of the executable, or null when there is none. A `CHROMIUM_PATH` that names no executable is null too: a wrong
 *   setting is not silently replaced by another browser.
 */
export const findChromium = (search: ProgramSearch = MACHINE): string | null =>
  findProgram({ names: NAMES, variable: 'CHROMIUM_PATH' }, search)

/** Switches without which Debian's Chromium does not start as root, or looks for updates while a test runs. */
export const CHROMIUM_ARGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Whether a missing browser is a failure (`POSTERN_REQUIRE_BROWSER=1`, as in CI) and not only a remark. */
export const isBrowserRequired = (env: Readonly<Record<string, string | undefined>> = process.env): boolean =>
  env['POSTERN_REQUIRE_BROWSER'] === '1'

/** What Playwright's `chromium.launch` takes. */
export interface ChromiumLaunch {
  readonly executablePath: string
  readonly args: string[]
}

/**
 * Finds the Chromium for one suite of tests.
 *
 * @param suite What the remark calls it.
 * @returns How to launch it; null when the machine has none. The suite is then skipped, and a remark says so.
 * @throws Error when there is none and one is required.
 */
export const findLaunch = (suite: string): ChromiumLaunch | null => {
  const executablePath = findChromium()
  if (executablePath !== null) return { executablePath, args: [...CHROMIUM_ARGS] }
  if (isBrowserRequired()) throw new Error('POSTERN_REQUIRE_BROWSER is set, and there is no Chromium.')
  console.warn(`Not run: ${suite}, because there is no Chromium.`)
  return null
}
