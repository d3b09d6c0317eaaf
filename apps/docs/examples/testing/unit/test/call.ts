import { vi } from 'vitest'
import { visit } from './visit'

let handed = new Headers()

// Stands in for what Next tells server code about the request.
vi.mock('next/headers.js', () => ({ headers: async () => handed }))
vi.mock('next/cache.js', () => ({ io: async () => {} }))

const HANDED = 'x-middleware-request-'

/** Shows a request to proxy.ts, and then to a route handler, as Next does. Returns the answer of the one who answers. */
export async function call(
  handler: () => Promise<Response>,
  path: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const response = await visit(path, headers)
  if (!response.headers.has('x-middleware-next')) return response
  const pairs = [...response.headers].filter(([name]) => name.startsWith(HANDED))
  handed = new Headers(pairs.map(([name, value]) => [name.slice(HANDED.length), value]))
  return handler()
}
