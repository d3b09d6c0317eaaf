/** A file of `proxies/`, asked without Next: the middleware is a function, and the keys are those of the emulator. */
import type { RemoteEmulator } from '@postern/emulator'
import type { NextFetchEvent, NextMiddleware } from 'next/server.js'
import { NextRequest } from 'next/server.js'
import { vi } from 'vitest'
import { appUrl, PAGE } from './app.ts'

/** What came of a request. */
export interface Verdict {
  /** `open`, `sign-in`, or the status. */
  readonly outcome: string | number
  readonly response: Response
}

/** Sets the variables that an application has in `.env.local`. Vitest takes them back with `vi.unstubAllEnvs()`. */
export function setKeys(emulator: RemoteEmulator): void {
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', emulator.publishableKey)
  vi.stubEnv('CLERK_SECRET_KEY', emulator.secretKey)
}

// A real event belongs to a running server; ours has nothing to wait for.
const event = { waitUntil: () => {} } as unknown as NextFetchEvent

/** Asks the middleware of a file. @param headers Added to those of a page visit. */
export async function runProxy(
  proxy: NextMiddleware,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Verdict> {
  const request = new NextRequest(appUrl + path, { headers: { host: new URL(appUrl).host, ...PAGE, ...headers } })
  const response = await proxy(request, event)
  if (!(response instanceof Response)) return { outcome: 'open', response: new Response() }
  const location = response.headers.get('location')
  if (location !== null) return { outcome: new URL(location).pathname.slice(1), response }
  const isOpen = response.headers.has('x-middleware-next')
  return { outcome: isOpen ? 'open' : response.status, response }
}
