/**
 * The headers that stand on a context before there is a response: `c.header()`, `setCookie()`, `c.res.headers`. Does not wait.
 *
 * Hono lays them over a response only where it made that response itself, or where somebody looked at `c.res` before; and then they
 * replace what the response says, its cookies included. An answer of ours has to keep both: what the application set for every answer,
 * as CORS by hand does, and what the decision says.
 */
import {
  CONTENT_ENCODING_HEADER,
  CONTENT_LENGTH_HEADER,
  CONTENT_TYPE_HEADER,
  SET_COOKIE_HEADER,
  VARY_HEADER,
} from '@postern/core/wire'
import type { Context } from 'hono'

/** They describe a body, and ours is another. */
const OF_ITS_BODY: readonly string[] = [CONTENT_TYPE_HEADER, CONTENT_LENGTH_HEADER, CONTENT_ENCODING_HEADER]
/** Two values of one of these say more than either; of all others the answer's own counts. */
const LISTS: readonly string[] = [SET_COOKIE_HEADER, VARY_HEADER]

/** A copy of them, made here because servers with a response of their own share its headers. To read `c.res` would have effects. */
export function readStandingHeaders(c: Context): Headers {
  return new Headers(c.newResponse(null, 200).headers)
}

/** From here on they, and no others, stand on the context, and no response does. */
export function writeStandingHeaders(c: Context, headers: Headers): void {
  c.res = undefined
  // To take a response away counts as one for Hono, which would then pass over what a middleware returns.
  c.finalized = false
  for (const name of readStandingHeaders(c).keys()) c.header(name, undefined)
  for (const [name, value] of headers) c.header(name, value, { append: true })
}

/**
 * A response that ends the request here → the same with what stands on the context.
 *
 * @returns The response to return from a middleware. Also where one was already there, it is the one that is sent.
 */
export function toAnswer(response: Response, c: Context): Response {
  const standing = readStandingHeaders(c)
  writeStandingHeaders(c, standing)
  // The answer to an upgrade is tied to its socket, and a copy would not be.
  if (response.status === 101 || [...standing].length === 0) return response
  const { body, status, statusText } = response
  return new Response(body, { status, statusText, headers: toMerged(standing, response.headers) })
}

function toMerged(standing: Headers, own: Headers): Headers {
  const merged = new Headers(standing)
  for (const name of OF_ITS_BODY) merged.delete(name)
  const cookies = standing.getSetCookie()
  for (const [name, value] of own) {
    // A response that Hono made holds what stands on the context already.
    if (name === SET_COOKIE_HEADER ? cookies.includes(value) : merged.get(name) === value) continue
    if (LISTS.includes(name)) merged.append(name, value)
    else merged.set(name, value)
  }
  return merged
}

/** Makes a response that of the context, whatever routes have made already: nothing of that shows. @returns The response, for a middleware to return. */
export function applyResponse(c: Context, response: Response): Response {
  if (!c.finalized) return toAnswer(response, c)
  // Else Hono would merge the old headers into the new ones.
  c.res = undefined
  c.res = response
  return response
}
