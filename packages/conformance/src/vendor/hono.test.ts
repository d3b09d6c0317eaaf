/** The vendor's `@clerk/hono`, unmodified, against the emulator. */
import { clerkMiddleware, getAuth } from '@clerk/hono'
import { createEmulator } from '@postern/emulator'
import { Hono } from 'hono'
import { describe, it } from 'vitest'
import { toVendorOptions } from './vendor-client.ts'
import { walkThrough } from './walk-through.ts'

describe('@clerk/hono', () => {
  it.each(['token', 'nonce'] as const)('completes every step, handshakes by %s', async (handshakeForm) => {
    const emulator = createEmulator({ handshakeForm })
    await emulator.listen()
    const { secretKey } = emulator
    const organizationSyncOptions = { organizationPatterns: ['/orgs/:slug'] }
    const app = new Hono()
    app.use(clerkMiddleware({ ...toVendorOptions(emulator), secretKey, apiUrl: emulator.url, organizationSyncOptions }))
    app.get('/who', (c) => {
      const { tokenType, isAuthenticated } = getAuth(c, { acceptsToken: 'any' })
      return c.json({ tokenType, isAuthenticated })
    })
    app.get('*', (c) => {
      const { userId, orgSlug } = getAuth(c)
      return c.json({ userId, orgSlug: orgSlug ?? null })
    })
    try {
      await walkThrough(emulator, async (request) => app.fetch(request))
    } finally {
      await emulator.close()
    }
  })
})
