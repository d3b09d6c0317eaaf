import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'conformance',
    environment: 'node',
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // Workers start servers and other runtimes of their own; more of them only get in each other's way.
    maxWorkers: 2,
    include: ['src/**/*.test.ts'],
    // The vendor's packages call nobody but the emulator.
    env: { CLERK_TELEMETRY_DISABLED: '1', NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1' },
    // It imports `next/server` without an ending, which only bundlers find.
    server: { deps: { inline: ['next-intl'] } },
  },
})
