import type { NextHeaders } from '../src/server/create-next-headers.ts'
import { createNextHeaders } from '../src/server/create-next-headers.ts'

/** One request of Next's that has these headers. */
export function toNextHeaders(headers: Headers): NextHeaders {
  const given = Promise.resolve(headers)
  return createNextHeaders(async () => ({ headers: () => given, untilRequest: async () => {} }))
}
