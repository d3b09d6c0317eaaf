/** Bench. What an application has to ship: bundled, frameworks left out, compressed by brotli. */
import { brotliCompressSync } from 'node:zlib'
import { bundle } from './bundle.ts'

/** What is measured. Rows of one package differ by a feature, which is paid for where it is imported; budgets stand in the conformance package. */
const ENTRIES = [
  ['@clerk/backend', `export { createClerkClient } from '@clerk/backend'`],
  ['@postern/core, all of it', `export * from '@postern/core'`],
  ['@postern/core, createAuth', `export { createAuth } from '@postern/core'`],
  ['@postern/core with a matcher', `export { createAuth, createRouteMatcher } from '@postern/core'`],
  ['@postern/core, a matcher alone', `export { createRouteMatcher } from '@postern/core'`],
  ['@postern/core/csp', `export * from '@postern/core/csp'`],
  ['@postern/core/frontend-api-proxy', `export * from '@postern/core/frontend-api-proxy'`],
  ['@postern/core/backend-client', `export { createBackendClient } from '@postern/core/backend-client'`],
  ['@postern/core/handover, sealing', `export { createHandoverSealer } from '@postern/core/handover'`],
  ['@postern/core/handover, opening', `export { openHandover } from '@postern/core/handover'`],
  ['@clerk/hono', `export { clerkMiddleware, getAuth } from '@clerk/hono'`],
  ['@postern/hono', `export { clerkMiddleware, getAuth, createRouteMatcher, protect } from '@postern/hono'`],
  ['@postern/hono without a matcher', `export { clerkMiddleware, getAuth } from '@postern/hono'`],
  ['@clerk/nextjs middleware', `export { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server'`],
  ['@postern/next middleware', `export { clerkMiddleware, createRouteMatcher } from '@postern/next'`],
] as const

/** Bundles, and their sizes in KiB. */
export async function measureSizes(): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>()
  for (const [name, contents] of ENTRIES) {
    sizes.set(name, brotliCompressSync(await bundle(contents)).length / 1024)
  }
  return sizes
}
