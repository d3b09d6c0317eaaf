/**
 * Sizes. What applications import, smallest first → source text of a sample each. What a feature costs is the difference between two rows.
 *
 * Machine tokens, organization sync and `debug` are options of `createAuth`, so every bundle has them. A matcher, the headers of a content
 * security policy, the proxy of the Frontend API, the hand-over to server code and the client of the Backend API are paid for where they
 * are imported.
 */
export const SAMPLES = {
  'core: createRouteMatcher alone': `export { createRouteMatcher } from '@postern/core'`,
  'core: createAuth alone': `export { createAuth } from '@postern/core'`,
  'core: createAuth and createRouteMatcher': `export { createAuth, createRouteMatcher } from '@postern/core'`,
  'core: all of it': `export * from '@postern/core'`,
  'core/wire': `export * from '@postern/core/wire'`,
  'core/csp': `export * from '@postern/core/csp'`,
  'core/frontend-api-proxy': `export * from '@postern/core/frontend-api-proxy'`,
  'core/backend-client': `export { createBackendClient } from '@postern/core/backend-client'`,
  'core/handover: sealing alone': `export { createHandoverSealer } from '@postern/core/handover'`,
  'core/handover: opening alone': `export { openHandover } from '@postern/core/handover'`,
  'fetch: withAuth alone': `export { withAuth } from '@postern/fetch'`,
  'hono: the middleware alone': `export { clerkMiddleware, getAuth } from '@postern/hono'`,
  'hono: with matcher and protect': `export { clerkMiddleware, getAuth, createRouteMatcher, protect } from '@postern/hono'`,
  'hono: with createClerkClient': `export { clerkMiddleware, getAuth, createClerkClient } from '@postern/hono'`,
  'hono: all of it': `export * from '@postern/hono'`,
  'next: the middleware alone': `export { clerkMiddleware } from '@postern/next'`,
  'next: the middleware with a matcher': `export { clerkMiddleware, createRouteMatcher } from '@postern/next'`,
  'next: auth() in server code alone': `export { auth } from '@postern/next/server'`,
  'next: all of it': `export * from '@postern/next'`,
  'store: createKvStore alone': `export { createKvStore } from '@postern/store'`,
  'store: Durable Objects alone': `export { createDurableObjectStore, PosternStore } from '@postern/store'`,
} as const

export type SampleName = keyof typeof SAMPLES

export const SAMPLE_NAMES = Object.keys(SAMPLES) as readonly SampleName[]
