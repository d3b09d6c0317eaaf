/**
 * Server code of a request, as Next runs it: `headers()` of `next/headers` answers, for the vendor's `auth()` and for ours. Waits for the code.
 */
import './as-next-runs.ts'
import { createRequire } from 'node:module'
import type { NextResponse } from 'next/server.js'

const require = createRequire(import.meta.url)

interface Storage {
  run<T>(store: object, code: () => T): T
}
const work: Storage = require('next/dist/server/app-render/work-async-storage.external.js').workAsyncStorage
const unit: Storage = require('next/dist/server/app-render/work-unit-async-storage.external.js').workUnitAsyncStorage

/** What the application sees of a request that a middleware has let on; null where it is not asked. */
export function readSeenHeaders(response: Response | NextResponse): Headers | null {
  const { headers } = response
  const goesOn = headers.has('x-middleware-next') || headers.has('x-middleware-rewrite')
  if (!goesOn) return null
  const names = headers.get('x-middleware-override-headers')?.split(',') ?? []
  const seen = new Headers()
  // The list may name one twice.
  for (const name of names) seen.set(name, headers.get(`x-middleware-request-${name}`) ?? '')
  return seen
}

/** @param code Server code of this request. */
export function inRequest<T>(headers: Headers, code: () => Promise<T>): Promise<T> {
  const request = { type: 'request', phase: 'render', headers, url: { pathname: '/dashboard', search: '' } }
  return work.run({ route: '/dashboard', isStaticGeneration: false }, () => unit.run(request, code))
}

/** The vendor's server code asks for a package that only throws outside of React's server build. */
export function allowServerOnly(): void {
  const path = createRequire(require.resolve('@clerk/nextjs/server')).resolve('server-only')
  const empty = { id: path, filename: path, loaded: true, exports: {}, children: [], paths: [] }
  require.cache[path] = empty as unknown as NodeJS.Module
}
