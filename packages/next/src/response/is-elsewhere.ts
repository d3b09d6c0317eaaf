/** A response that Next's router reads → whether it leads to another address than the request's. Does not wait. */
import type { NextRequest } from 'next/server.js'
import type { NextStep } from '../middleware/next-request-headers.ts'

/** A rewrite to the URL that was asked for is a pass; written as a rewrite, Next may take it for one to another server. */
export function isElsewhere(
  step: NextStep,
  response: Response,
  request: NextRequest,
): step is Extract<NextStep, { kind: 'rewrite' }> {
  return (
    step.kind === 'rewrite' &&
    (response.status !== 200 || toSlashless(step.url, request) !== toSlashless(request.url, request))
  )
}

/** Next adds or removes the last slash by itself, as it is configured. */
function toSlashless(text: string, request: NextRequest): string {
  const { origin, pathname, search } = new URL(text, request.url)
  return origin + pathname.replace(/\/$/, '') + search
}
