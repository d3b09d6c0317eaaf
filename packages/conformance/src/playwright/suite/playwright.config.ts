/** Configuration of a suite as an application of ours has it, run by Playwright's own runner. */
import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '@postern/workspace/find-chromium'

export default defineConfig({
  testDir: '.',
  workers: 2,
  fullyParallel: true,
  // A browser on a busy machine takes its time.
  timeout: 90_000,
  expect: { timeout: 30_000 },
  use: { launchOptions: { executablePath: findChromium() ?? '', args: [...CHROMIUM_ARGS] } },
})
