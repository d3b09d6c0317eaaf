import { defineConfig } from '@playwright/test'

const port = process.env['PORT'] ?? '3000'
const emulatorPort = process.env['EMULATOR_PORT'] ?? '4000'
const start = process.env['CI'] ? 'next start' : 'next dev'

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  use: { baseURL: `http://localhost:${port}` },
  webServer: {
    // The application and the identity provider, started and stopped together. No .env file is needed.
    command: `npx postern-emulator exec --port ${emulatorPort} -- ${start} -p ${port}`,
    url: `http://localhost:${port}/healthz`,
    reuseExistingServer: !process.env['CI'],
    // The first page of `next dev` is compiled when it is asked for.
    timeout: 180_000,
  },
  projects: [
    { name: 'sign in', testMatch: 'sign-in.setup.ts' },
    { name: 'tests', testMatch: '*.spec.ts', dependencies: ['sign in'] },
  ],
})
