/**
 * Next's own control flow: errors that say "redirect", "not found", "unauthorized", "forbidden" in a field called `digest`. Read in the
 * middleware, where Next itself does not understand them; thrown in server code, where it does.
 *
 * @see protocol.md 15.5; next/dist/client/components/http-access-fallback, redirect-error
 */
import type { Stop } from '@postern/core'

/** What an error of Next asks for. */
export type NextControl =
  | { readonly kind: 'redirect'; readonly url: string; readonly status: 303 | 307 | 308 }
  | { readonly kind: 'refuse'; readonly status: 401 | 403 | 404 }

const REDIRECT_PREFIX = 'NEXT_REDIRECT'
const FALLBACK_PREFIX = 'NEXT_HTTP_ERROR_FALLBACK'
const LEGACY_NOT_FOUND = 'NEXT_NOT_FOUND'

/** What a thrown value asks for, or null when it is no control flow of Next's. */
export function parseNextControl(error: unknown): NextControl | null {
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? error.digest : null
  if (typeof digest !== 'string') return null
  if (digest === LEGACY_NOT_FOUND) return { kind: 'refuse', status: 404 }
  const parts = digest.split(';')
  if (parts[0] === FALLBACK_PREFIX) return parseFallback(Number(parts[1]))
  return parts[0] === REDIRECT_PREFIX ? parseRedirect(parts) : null
}

function parseFallback(status: number): NextControl | null {
  return status === 401 || status === 403 || status === 404 ? { kind: 'refuse', status } : null
}

/**
 * Marks the error that stops a handler as Next marks its own: `unstable_rethrow()`, `isRedirectError()` and `if ('digest' in error)` are how
 * Next teaches to let control flow through a `catch`.
 */
export function markAsControl(stop: Error, decision: Stop): void {
  // Not listed, because errors get printed, and the address of a redirect may hold the browser's token.
  Object.defineProperty(stop, 'digest', { value: toDigest(decision), configurable: true, writable: true })
}

function toDigest(decision: Stop): string {
  if (decision.kind === 'redirect') return `${REDIRECT_PREFIX};replace;${decision.location.href};${decision.status};`
  const status = decision.kind === 'deny' ? decision.status : null
  // Next's helpers know these three. Any of them does: what is answered stands in the decision.
  return `${FALLBACK_PREFIX};${status === 401 || status === 403 ? status : 404}`
}

/** `NEXT_REDIRECT;<push or replace>;<url>;<status>;`, where the URL may hold semicolons. */
function parseRedirect(parts: readonly string[]): NextControl | null {
  const status = Number(parts.at(-2))
  const url = parts.slice(2, -2).join(';')
  if (url === '' || (status !== 303 && status !== 307 && status !== 308)) return null
  return { kind: 'redirect', url, status }
}

/**
 * The error that makes Next answer with a status of its own page. Unlike `unauthorized()` of `next/navigation` it needs no experimental
 * switch in the configuration.
 */
export function createFallbackError(status: 401 | 403 | 404): Error & { readonly digest: string } {
  return createControlError(`${FALLBACK_PREFIX};${status}`)
}

/** The error that makes Next send the browser to another URL. */
export function createRedirectError(url: string): Error & { readonly digest: string } {
  return createControlError(`${REDIRECT_PREFIX};replace;${url};307;`)
}

/** Made here and not by `next/navigation`, which cannot be imported in a way that every bundler layer of Next and plain ESM understand. */
function createControlError(digest: string): Error & { readonly digest: string } {
  return Object.assign(new Error(digest), { digest })
}
