/** What the page's example of dynamic keys leaves to the reader. */
import type { NextRequest } from 'next/server'

export function getTenant(request: NextRequest): 'tenant1' | 'tenant2' {
  return request.nextUrl.hostname.startsWith('one.') ? 'tenant1' : 'tenant2'
}
