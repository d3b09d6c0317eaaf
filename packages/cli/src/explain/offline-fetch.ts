/** What stands in for the network: a key set that was given, and a note of everything else that would have been asked. */

/** What would have been asked of the identity provider. */
export interface Wanted {
  /** `keys`: the key set of the instance. `provider`: anything else, such as a new session token, or what an API key is worth. */
  readonly kind: 'keys' | 'provider'
  /** Method and path without ids, parameters and host. */
  readonly call: string
}

/**
 * Makes a `fetch` that leaves the machine never.
 *
 * @param keySet Text of a JWKS, or null.
 * @param note Told of each call that found no answer.
 */
export function createOfflineFetch(keySet: string | null, note: (wanted: Wanted) => void): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { pathname } = new URL(request.url)
    const isKeys = pathname.endsWith('/jwks') || pathname.endsWith('/jwks.json')
    if (isKeys && keySet !== null) return new Response(keySet, { headers: { 'content-type': 'application/json' } })
    // Ids have an underscore or a digit; names of what is asked for have neither in their first segments.
    note({
      kind: isKeys ? 'keys' : 'provider',
      call: `${request.method} ${pathname.replace(/\/[a-z]{2,}_[^/]+|\/[^/]{24,}/gi, '/…')}`,
    })
    throw new TypeError('There is no network here.')
  }
}
