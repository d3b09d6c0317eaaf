import { createEmulator } from '@postern/emulator'
import { beforeEach, vi } from 'vitest'

/** The identity provider of these tests. It lives in this process: nobody listens on a port. */
export const emulator = createEmulator()

beforeEach(() => {
  vi.stubEnv('CLERK_PUBLISHABLE_KEY', emulator.publishableKey)
  vi.stubEnv('CLERK_SECRET_KEY', emulator.secretKey)
  vi.stubEnv('CLERK_API_URL', emulator.url)
  vi.stubGlobal('fetch', emulator.fetch)
})
