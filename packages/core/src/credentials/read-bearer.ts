/**
 * Credentials room. Value of `Authorization` → the token it carries. Pure.
 *
 * @see RFC 6750 §2.1; protocol.md 3.3
 */

/**
 * The token of an Authorization header.
 *
 * @returns Null when the header is absent or names another scheme: then cookies count. A bare token works without a scheme. Whatever
 *   follows `Bearer` is a token, good or bad, and a bad one never falls back to a cookie.
 */
export function readBearer(authorization: string | null): string | null {
  if (authorization === null || authorization === '') return null
  const space = authorization.indexOf(' ')
  if (space === -1) return authorization
  const scheme = authorization.slice(0, space)
  const rest = authorization.slice(space + 1)
  const secondSpace = rest.indexOf(' ')
  const value = secondSpace === -1 ? rest : rest.slice(0, secondSpace)
  if (value === '') return scheme
  return scheme === 'Bearer' ? value : null
}
