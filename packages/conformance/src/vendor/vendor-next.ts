/**
 * The vendor's middleware for Next, unmodified. Its CommonJS build: the other one imports `next/…` without endings, which Node does not
 * find. It reads the environment when it is loaded.
 */
import { createRequire } from 'node:module'
import type * as VendorServer from '@clerk/nextjs/server'
import type { NextFetchEvent, NextMiddleware, NextRequest } from 'next/server.js'

export type VendorMiddleware = (request: NextRequest, event: NextFetchEvent) => ReturnType<NextMiddleware>

/** @param environment Laid over that of the process for as long as the package is loaded. */
export function loadVendorNext(environment: Readonly<Record<string, string>>): typeof VendorServer {
  // No call to anybody but the emulator.
  const all = { NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1', ...environment }
  const before = Object.keys(all).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, all)
  try {
    return createRequire(import.meta.url)('@clerk/nextjs/server') as typeof VendorServer
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
