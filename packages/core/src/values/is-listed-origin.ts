/**
 * Values room. Origins that a developer listed + an origin → whether it is among them. Pure.
 *
 * @see rulings.md D1, D3, D7
 */

/** One label of a host name, as browsers send it. */
const LABEL = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/

/**
 * Compares to the letter. A listed `https://*.example.com` stands for every origin with exactly one label in place of the star; scheme and
 * port must be the same, and `https://example.com` itself is not meant.
 *
 * @param origins In their one spelling, as `parseOrigin` gives them.
 */
export function isListedOrigin(origins: readonly string[], origin: string): boolean {
  // A star is one of ours, and no browser's.
  if (origin.includes('*')) return false
  return origins.includes(origin) || origins.some((listed) => isBelow(listed, origin))
}

function isBelow(listed: string, origin: string): boolean {
  const star = listed.indexOf('*')
  if (star === -1) return false
  const before = listed.slice(0, star)
  const after = listed.slice(star + 1)
  if (!origin.startsWith(before) || !origin.endsWith(after)) return false
  return LABEL.test(origin.slice(before.length, origin.length - after.length))
}
