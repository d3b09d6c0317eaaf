/**
 * Netlify's cache keeps redirects of development instances by their URL; a parameter makes each one new.
 *
 * @see protocol.md 15.8
 */
import { SECRET_KEY_TEST_PREFIX, CACHE_BUST_PARAM, HANDSHAKE_PARAM, LOCATION_HEADER } from '@postern/core/wire'
import { NextResponse } from 'next/server.js'
import type { MiddlewareSetup } from './middleware-setup.ts'

/** The same redirect, with the parameter on that platform. Only for redirects of ours: another's may be signed, or relative. */
export function addCacheBuster(response: Response, setup: MiddlewareSetup, nowMs: number): Response {
  const location = response.headers.get(LOCATION_HEADER)
  const isDevelopment = setup.authOptions.secretKey?.startsWith(SECRET_KEY_TEST_PREFIX) ?? false
  if (location === null || !setup.environment.isNetlify || !isDevelopment || location.includes(HANDSHAKE_PARAM))
    return response
  const url = new URL(location)
  url.searchParams.set(CACHE_BUST_PARAM, String(nowMs))
  const copy = new NextResponse(response.body, response)
  copy.headers.set(LOCATION_HEADER, url.href)
  return copy
}
