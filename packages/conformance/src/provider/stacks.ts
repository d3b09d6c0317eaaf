/** The application four times: behind the vendor's middleware for Next and for Hono, unmodified, and behind ours. */
import type * as VendorHono from '@clerk/hono'
import type * as VendorNext from '@clerk/nextjs/server'
import { clerkMiddleware as ourHono, getAuth as ourGetAuth } from '@postern/hono'
import { clerkMiddleware as ourNext } from '@postern/next/server'
import { createRequire } from 'node:module'
import type { Network } from '@postern/workspace/create-browser'
import { createHonoApp, createNextApp, type NextMiddlewareMaker, type StackOptions } from './apps.ts'

export type StackName = 'vendor next' | 'our next' | 'vendor hono' | 'our hono'
export type Stack = (options: StackOptions) => Network

// The vendor's ES modules need a bundler; their CommonJS is what Node loads. It reads the environment while it loads.
const require = createRequire(import.meta.url)
process.env['CLERK_ENCRYPTION_KEY'] = 'a key for the conformance tests only'
process.env['NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED'] = '1'
const vendorNext = require('@clerk/nextjs/server') as typeof VendorNext
const vendorHono = require('@clerk/hono') as typeof VendorHono

/** The vendor's middleware hands it on, its types do not say so. */
const WITHOUT_TELEMETRY: object = { telemetry: { disabled: true } }

export const stacks: Readonly<Record<StackName, Stack>> = {
  // Both take `apiUrl`, the vendor's types do not say so.
  'vendor next': (options) => createNextApp(vendorNext.clerkMiddleware as unknown as NextMiddlewareMaker, options),
  'our next': (options) => createNextApp(ourNext as unknown as NextMiddlewareMaker, options),
  'vendor hono': (options) =>
    createHonoApp(vendorHono.clerkMiddleware({ ...options, ...WITHOUT_TELEMETRY }), (c) =>
      vendorHono.getAuth(c, { acceptsToken: 'any' }),
    ),
  'our hono': (options) => createHonoApp(ourHono(options), (c) => ourGetAuth(c, { acceptsToken: 'any' })),
}
