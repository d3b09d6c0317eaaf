import { defineConfig } from 'vitest/config'

/** Builds of whole applications: a task of their own, one after the other. Beside one of them there is room for little else. */
const BUILDS = 'src/next/**/*.test.ts'

export default defineConfig({
  test: {
    environment: 'node',
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // A browser on a busy machine takes its time.
    expect: { poll: { timeout: 20_000 } },
    // Workers start servers and other runtimes of their own; more of them only get in each other's way.
    maxWorkers: 2,
    // The vendor's packages call nobody but the emulator.
    env: { CLERK_TELEMETRY_DISABLED: '1', NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1' },
    // It imports `next/server` without an ending, which only bundlers find.
    server: { deps: { inline: ['next-intl'] } },
    projects: [
      {
        extends: true,
        test: { name: 'conformance', include: ['src/**/*.test.ts'], exclude: [BUILDS], sequence: { groupOrder: 0 } },
      },
      { extends: true, test: { name: 'next', include: [BUILDS], maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
})
