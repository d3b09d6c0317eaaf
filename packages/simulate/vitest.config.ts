import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'simulate', environment: 'node', testTimeout: 300_000, include: ['src/**/*.test.ts'] },
})
