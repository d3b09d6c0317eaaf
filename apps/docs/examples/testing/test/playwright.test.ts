/** The page about Playwright: its configuration and its tests, run by Playwright's own runner against the built application. */
import { findLaunch } from '@postern/workspace/find-chromium'
import { findAnyPort } from '@postern/workspace/find-free-port'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'

const hasBrowser = findLaunch('the page about Playwright') !== null
const folder = mkdtempSync(join(tmpdir(), 'playwright-page-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the suite. @returns The titles of the tests that passed, and what was printed. */
async function runSuite(): Promise<{ readonly passed: readonly string[]; readonly output: string }> {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  const config = fileURLToPath(new URL('playwright.config.ts', import.meta.url))
  const { HOME, CHROMIUM_PATH } = process.env
  const programs = fileURLToPath(new URL('../node_modules/.bin', import.meta.url))
  const PATH = [programs, process.env['PATH']].join(delimiter)
  const [port, emulatorPort] = [await findAnyPort(), await findAnyPort()]
  const child = spawn(
    process.execPath,
    [cli, 'test', `--config=${config}`, `--output=${join(folder, 'results')}`, '--reporter=line,json'],
    {
      // Where the file with the signed-in browser is written.
      cwd: folder,
      env: {
        PATH,
        HOME,
        CHROMIUM_PATH,
        NEXT_TELEMETRY_DISABLED: '1',
        NODE_ENV: 'production',
        CI: '1',
        PORT: String(port),
        EMULATOR_PORT: String(emulatorPort),
        PLAYWRIGHT_JSON_OUTPUT_NAME: join(folder, 'report.json'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const ended = once(child, 'close')
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  await ended
  const { suites } = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as { suites: readonly Suite[] }
  return { passed: suites.flatMap(listPassed), output: output + errors }
}

/** The part of the runner's report that is used here. */
interface Suite {
  readonly specs: readonly { readonly title: string; readonly ok: boolean }[]
}

const listPassed = ({ specs }: Suite): readonly string[] => specs.filter(({ ok }) => ok).map(({ title }) => title)

describe.skipIf(!hasBrowser)('the suite of the page about Playwright', () => {
  it('passes, with parallel workers', async () => {
    const { passed, output } = await runSuite()
    expect(passed.toSorted(), output).toEqual([
      'Ada is signed in before the first page opens',
      'a member does not see the administration',
      'a visitor signs in and comes back',
      'following a link keeps her signed in',
      'sign in as Ada',
      'the administration opens',
    ])
  })
})
