import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'emulator',
    environment: 'node',
    testTimeout: 60_000,
    // Modules that are evaluated anew for each test file cost more than most tests do. Nothing leaks between files: an emulator holds its own
    // state, and what a test changes of a global is put back.
    isolate: false,
    unstubGlobals: true,
    unstubEnvs: true,
    restoreMocks: true,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
})
