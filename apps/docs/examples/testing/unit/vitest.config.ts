import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    setupFiles: ['./test/setup.ts'],
    // What a test stubbed is put back before the next one.
    unstubEnvs: true,
    unstubGlobals: true,
    // So that call.ts can stand in for next/headers, which is imported by @postern/next.
    server: { deps: { inline: [/@postern\/next/] } },
  },
})
