/** A response → the response of the context, whatever routes have made already. Does not wait. */
import type { Context } from 'hono'
import { toAnswer } from './standing-headers.ts'

/** Nothing of an earlier response shows. @returns The response, for a middleware to return. */
export function applyResponse(c: Context, response: Response): Response {
  if (!c.finalized) return toAnswer(response, c)
  // Else Hono would merge the old headers into the new ones.
  c.res = undefined
  c.res = response
  return response
}
