/** The vendor's `clerkMiddleware` of `@clerk/nextjs`, unmodified, against the emulator. */
import { createEmulator } from '@postern/emulator'
import { type NextFetchEvent, NextRequest } from 'next/server.js'
import { describe, it } from 'vitest'
import { loadVendorNext } from './vendor-next.ts'
import { toVendorOptions } from './vendor-client.ts'
import { walkThrough } from './walk-through.ts'

const { clerkMiddleware, createRouteMatcher } = loadVendorNext({ CLERK_ENCRYPTION_KEY: 'a7'.repeat(32) })
const isProtected = createRouteMatcher(['/dashboard(.*)', '/orgs/(.*)'])
const event = { waitUntil: () => {} } as unknown as NextFetchEvent

describe('@clerk/nextjs', () => {
  it.each(['token', 'nonce'] as const)('completes every step, handshakes by %s', async (handshakeForm) => {
    const emulator = createEmulator({ handshakeForm })
    await emulator.listen()
    const { secretKey } = emulator
    const middleware = clerkMiddleware(
      async (auth, request) => {
        if (isProtected(request)) await auth.protect()
        if (request.nextUrl.pathname === '/who') {
          const { tokenType, isAuthenticated } = await auth({ acceptsToken: 'any' })
          return Response.json({ tokenType, isAuthenticated })
        }
        const { userId, orgSlug } = await auth()
        return Response.json({ userId, orgSlug: orgSlug ?? null })
      },
      {
        ...toVendorOptions(emulator),
        secretKey,
        apiUrl: emulator.url,
        organizationSyncOptions: { organizationPatterns: ['/orgs/:slug'] },
      },
    )
    try {
      await walkThrough(emulator, async (request) => {
        const response = await middleware(new NextRequest(request), event)
        return response ?? new Response(null)
      })
    } finally {
      await emulator.close()
    }
  })
})
