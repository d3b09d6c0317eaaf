/** The provider's testing package for Playwright, run by Playwright's own runner. */
import { findLaunch } from '@postern/workspace/find-chromium'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorld, type World } from '../world/start-world.ts'
import { toScriptPage } from '../world/to-script-page.ts'
import { runSuite, type SuiteRun } from './run-suite.ts'

const launch = findLaunch("the provider's testing package")

describe.skipIf(launch === null)("the provider's testing package", () => {
  let world: World
  let run: SuiteRun

  beforeAll(async () => {
    // The runner is a process of its own, so time runs.
    world = await startWorld(
      fileURLToPath(new URL('../..', import.meta.url)),
      toScriptPage('6', { isLoaded: true }),
      null,
    )
    run = await runSuite({
      SUITE_URL: world.url,
      CLERK_PUBLISHABLE_KEY: world.emulator.publishableKey,
      CLERK_SECRET_KEY: world.emulator.secretKey,
      CLERK_API_URL: world.emulator.url,
    })
  })
  afterAll(async () => {
    await world?.stop()
  })

  it('signs in with password, code and ticket, as its documentation shows', () => {
    expect(
      run.outcomes.filter(({ status }) => status !== 'passed'),
      run.output,
    ).toEqual([])
  })

  it('runs every scene', () => {
    expect(run.outcomes).toHaveLength(9)
  })
})
