/**
 * Request room. Takes parameters out of a URL and leaves the rest to the letter. Pure.
 *
 * `URLSearchParams` would write every other parameter anew, and a signed or oddly encoded one would change.
 *
 * @see protocol.md 6.2, 6.3
 */

/** A URL in three, to the letter. A `?` behind the `#` begins no query. */
export function splitUrl(url: string): { readonly base: string; readonly query: string; readonly hash: string } {
  const hashStart = url.indexOf('#')
  const end = hashStart === -1 ? url.length : hashStart
  const start = url.slice(0, end).indexOf('?')
  if (start === -1) return { base: url.slice(0, end), query: '', hash: url.slice(end) }
  return { base: url.slice(0, start), query: url.slice(start + 1, end), hash: url.slice(end) }
}

/** The URL without the named parameters; their names are compared decoded. Other parameters, encoding and hash stay as they are. */
export function removeQueryParameters(url: string, names: readonly string[]): string {
  // Most URLs hold none of them, and no escape that could spell one.
  if (!url.includes('%') && !names.some((name) => url.includes(name))) return url
  const { base, query, hash } = splitUrl(url)
  const kept = query
    .split('&')
    .filter((pair) => !names.includes(toName(pair)))
    .join('&')
  return kept === query ? url : base + (kept === '' ? '' : `?${kept}`) + hash
}

function toName(pair: string): string {
  for (const name of new URLSearchParams(pair).keys()) return name
  return ''
}
