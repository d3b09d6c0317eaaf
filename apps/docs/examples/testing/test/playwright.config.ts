/** The page's configuration, with the application's folder and the browser of this machine. */
import { CHROMIUM_ARGS, findChromium } from '@postern/workspace/find-chromium'
import type { PlaywrightTestConfig } from '@playwright/test'
import { fileURLToPath } from 'node:url'
import page from '../browser/playwright.config'

const toPath = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const [server] = [page.webServer ?? []].flat()

const config: PlaywrightTestConfig = {
  ...page,
  testDir: toPath('../browser'),
  webServer: {
    ...server,
    // npx would go to the folder of the package. What it would find there stands on the PATH.
    command: server?.command.replace('npx ', '') ?? '',
    cwd: toPath('../next'),
  },
  workers: 2,
  // A browser on a busy machine takes its time.
  timeout: 90_000,
  expect: { timeout: 30_000 },
  use: { ...page.use, launchOptions: { executablePath: findChromium() ?? '', args: [...CHROMIUM_ARGS] } },
}

export default config
