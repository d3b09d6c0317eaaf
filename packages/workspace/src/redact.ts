/**
 * What of a URL may be printed? A URL → text without credentials. Pure.
 */

/** Query parameters that the protocol uses for credentials, with or without a cookie suffix; and those of OAuth. @see RFC 6749 §11.2.2 */
const SECRET_PARAMETER =
  /^(?:__clerk_(?:handshake|handshake_nonce|db_jwt|ticket|status)|__session|__dev_session|(?:code|code_verifier|client_secret|access_token|refresh_token|id_token)$)/

/** A URL with the value of each credential replaced by `…`, and origins that need no repeating kept as they are. Nested URLs too. */
export const toPrintableUrl = (url: URL): string => {
  const query = [...url.searchParams].map(([name, value]) => `${name}=${toPrintableValue(name, value)}`)
  return `${url.origin}${url.pathname}${query.length > 0 ? `?${query.join('&')}` : ''}`
}

const toPrintableValue = (name: string, value: string): string => {
  if (SECRET_PARAMETER.test(name)) return '…'
  return /^https?:\/\//.test(value) && URL.canParse(value) ? toPrintableUrl(new URL(value)) : value
}
