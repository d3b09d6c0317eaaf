/** Configuration of a suite as an application of the provider's has it, run by Playwright's own runner. */
import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from '@postern/workspace/find-chromium'

export default defineConfig({
  testDir: '.',
  workers: 1,
  // A browser on a busy machine takes its time.
  timeout: 60_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env['SUITE_URL'] ?? '',
    launchOptions: { executablePath: findChromium() ?? '', args: [...CHROMIUM_ARGS] },
  },
  projects: [
    { name: 'setup', testMatch: 'global.setup.ts' },
    { name: 'scenes', testMatch: '*.scene.ts', dependencies: ['setup'] },
  ],
})
