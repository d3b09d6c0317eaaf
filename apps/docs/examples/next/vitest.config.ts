import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // As `paths` of tsconfig.json says, which Vitest does not read.
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // One build, one server, one emulator and one browser for all files: `test/app.ts` hands them to a test.
    globalSetup: ['test/start.ts'],
    // next-intl's middleware imports `next/server`, which Node finds only as `next/server.js`. And a test can stand in for next/headers, which
    // @postern/next imports.
    server: { deps: { inline: ['next-intl', /@postern\/next/] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A browser on a busy machine takes its time.
    expect: { poll: { timeout: 20_000 } },
  },
})
