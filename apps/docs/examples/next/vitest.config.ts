import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // One build, one server, one emulator and one browser for all files: `test/app.ts` hands them to a test.
    globalSetup: ['test/start.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A browser on a busy machine takes its time.
    expect: { poll: { timeout: 20_000 } },
  },
})
