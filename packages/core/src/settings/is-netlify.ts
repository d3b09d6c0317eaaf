/**
 * Settings room. Variables of a platform → whether it is Netlify, which keeps redirects by their URL. Pure.
 *
 * Adapters hand the variables in: bundlers replace `process.env.NETLIFY` only where it is written out.
 *
 * @see protocol.md 1.7, 15.8
 */

/** What the platform sets. */
export interface NetlifyVariables {
  /** Set by the platform's builds. */
  readonly NETLIFY: unknown
  /** Set where its functions run. */
  readonly NETLIFY_FUNCTIONS_TOKEN: unknown
  /** Address of the site. Ends with `netlify.app` on a domain of the platform. */
  readonly URL: unknown
}

/** Any of the three says so. */
export function isNetlify(variables: NetlifyVariables): boolean {
  const { URL: url } = variables
  return (
    isText(variables.NETLIFY) ||
    isText(variables.NETLIFY_FUNCTIONS_TOKEN) ||
    (isText(url) && url.endsWith('netlify.app'))
  )
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
