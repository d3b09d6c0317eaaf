/** Bench. What an application has to ship: bundled, frameworks left out, compressed by brotli. */
import { brotliCompressSync } from 'node:zlib'
import { bundle } from './bundle.ts'

const ENTRIES = [
  ['@clerk/backend', `export { createClerkClient } from '@clerk/backend'`],
  ['@postern/core, all of it', `export * from '@postern/core'`],
  ['@postern/core, createAuth', `export { createAuth } from '@postern/core'`],
  ['@postern/core with a matcher', `export { createAuth, createRouteMatcher } from '@postern/core'`],
  ['@clerk/hono', `export { clerkMiddleware, getAuth } from '@clerk/hono'`],
  ['@postern/hono', `export { clerkMiddleware, getAuth, createRouteMatcher, protect } from '@postern/hono'`],
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
