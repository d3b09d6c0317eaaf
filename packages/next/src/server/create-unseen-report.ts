/**
 * Tells once of requests that server code is asked about and the middleware did not see. In production such a request is nobody's: a file
 * that the matcher skips and nobody has (`/sw.js`) is answered by the not-found page, whose layout may ask who is there.
 */
import type { AuthEvent } from '@postern/core'

/** Patterns that are told of. More are the work of somebody who tries addresses. */
const MAX_PATTERNS = 16
/** A segment is a stranger's input; more of it is not worth a line. */
const MAX_SEGMENT_CHARS = 60

/**
 * @param log Receives one warning for each pattern: who asked, and the first segment of the path where it is known, which it is in the Pages
 *   Router only. What stands deeper in a path may be a secret.
 */
export function createUnseenReport(log: (event: AuthEvent) => void): (caller: string, path: string | null) => void {
  const told = new Set<string>()
  return (caller, path) => {
    const area = path === null ? null : `/${(path.split('/')[1] ?? '').slice(0, MAX_SEGMENT_CHARS)}`
    const pattern = `${caller} ${area ?? ''}`
    if (told.has(pattern) || told.size >= MAX_PATTERNS) return
    told.add(pattern)
    const where = area === null ? 'a request' : `a request below ${area}`
    log({
      level: 'warn',
      event: 'middleware-missing',
      message: `${caller} was asked about ${where} that clerkMiddleware() did not see, so it answers "nobody". Let a line of config.matcher in proxy.ts (Next 16) or middleware.ts (Next 15) match every page, also the not-found page of a file that is missing.`,
    })
  }
}
