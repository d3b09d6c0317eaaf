import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      'unit/vitest.config.ts',
      { test: { name: 'running', include: ['test/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 240_000 } },
    ],
  },
})
