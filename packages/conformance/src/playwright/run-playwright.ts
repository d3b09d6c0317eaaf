/** Playwright's own runner over the suite, in a process of its own → what every test came to. Waits until it has ended. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)

/** One test that ran. */
export interface TestOutcome {
  readonly title: string
  readonly status: string
  /** Number of the process that ran it. */
  readonly worker: number
  /** Origin of the emulator that it was given. */
  readonly emulator: string
}

/** The part of the runner's report that is used here. */
interface Report {
  readonly suites: readonly Suite[]
}
interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs: readonly { readonly title: string; readonly tests: readonly ReportedTest[] }[]
}
interface ReportedTest {
  readonly annotations: readonly { readonly type: string; readonly description?: string }[]
  readonly results: readonly { readonly status: string; readonly workerIndex: number }[]
}

export interface PlaywrightRun {
  readonly tests: readonly TestOutcome[]
  /** What it printed: shown when a test failed. */
  readonly output: string
}

/** @param environment Variables of the suite. */
export async function runPlaywright(environment: Readonly<Record<string, string>>): Promise<PlaywrightRun> {
  const folder = mkdtempSync(join(tmpdir(), 'playwright-'))
  try {
    const cli = require.resolve('@playwright/test/cli')
    const config = fileURLToPath(new URL('suite/playwright.config.ts', import.meta.url))
    const report = join(folder, 'report.json')
    const { PATH, HOME, CHROMIUM_PATH } = process.env
    const child = spawn(
      process.execPath,
      [cli, 'test', `--config=${config}`, `--output=${join(folder, 'results')}`, '--reporter=line,json'],
      {
        cwd: folder,
        // Nothing of the runner that we ourselves run in.
        env: { PATH, HOME, CHROMIUM_PATH, NODE_ENV: 'test', PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    const ended = once(child, 'close')
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
    await ended
    const { suites } = JSON.parse(readFileSync(report, 'utf8')) as Report
    return { tests: suites.flatMap(listTests), output: output + errors }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function listTests({ suites = [], specs }: Suite): readonly TestOutcome[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ annotations, results }) => {
      const emulator = annotations.find(({ type }) => type === 'emulator')?.description ?? ''
      return results.map(({ status, workerIndex }) => ({ title, status, worker: workerIndex, emulator }))
    }),
  )
  return [...own, ...suites.flatMap(listTests)]
}
