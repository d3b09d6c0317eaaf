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
export interface Outcome {
  readonly title: string
  readonly status: string
}

export interface SuiteRun {
  readonly outcomes: readonly Outcome[]
  /** What it printed: shown when a test failed. */
  readonly output: string
}

/** The part of the runner's report that is used here. */
interface Suite {
  readonly suites?: readonly Suite[]
  readonly specs: readonly {
    readonly title: string
    readonly tests: readonly { readonly results: readonly { readonly status: string }[] }[]
  }[]
}

/** @param environment Variables of the suite. */
export async function runSuite(environment: Readonly<Record<string, string>>): Promise<SuiteRun> {
  const folder = mkdtempSync(join(tmpdir(), 'suite-'))
  try {
    const cli = require.resolve('@playwright/test/cli')
    const config = fileURLToPath(new URL('suite/playwright.config.ts', import.meta.url))
    const report = join(folder, 'report.json')
    const { PATH, HOME, CHROMIUM_PATH } = process.env
    const args = [cli, 'test', `--config=${config}`, `--output=${join(folder, 'results')}`, '--reporter=line,json']
    const child = spawn(process.execPath, args, {
      cwd: folder,
      // Nothing of the runner that we ourselves run in.
      env: { PATH, HOME, CHROMIUM_PATH, NODE_ENV: 'test', PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = once(child, 'close')
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
    await ended
    const { suites } = JSON.parse(readFileSync(report, 'utf8')) as { readonly suites: readonly Suite[] }
    return { outcomes: suites.flatMap(listOutcomes), output: output + errors }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function listOutcomes({ suites = [], specs }: Suite): readonly Outcome[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.flatMap(({ results }) => results.map(({ status }) => ({ title, status }))),
  )
  return [...own, ...suites.flatMap(listOutcomes)]
}
