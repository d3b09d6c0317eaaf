import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { testTimeout: 60_000, globalSetup: 'test/write-reference.ts', include: ['test/**/*.test.ts'] },
})
