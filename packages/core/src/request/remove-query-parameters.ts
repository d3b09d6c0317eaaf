/**
 * Request room. Takes parameters out of a URL and leaves the rest to the letter. Pure.
 *
 * `URLSearchParams` would write every other parameter anew, and a signed or oddly encoded one would change.
 *
 * @see protocol.md 6.2, 6.3
 */

/** The URL without the named parameters; their names are compared decoded. Other parameters, encoding and hash stay as they are. */
export function removeQueryParameters(url: string, names: readonly string[]): string {
  const start = url.indexOf('?')
  if (start === -1) return url
  const hashStart = url.indexOf('#', start)
  const end = hashStart === -1 ? url.length : hashStart
  const kept = url
    .slice(start + 1, end)
    .split('&')
    .filter((pair) => !names.includes(toName(pair)))
    .join('&')
  return url.slice(0, start) + (kept === '' ? '' : `?${kept}`) + url.slice(end)
}

function toName(pair: string): string {
  for (const name of new URLSearchParams(pair).keys()) return name
  return ''
}
