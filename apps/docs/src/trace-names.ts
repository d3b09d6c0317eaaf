/** What a trace can hold beside rows of tables, and what it means. `…` stands for what differs. A test compares it with the sources. */
export const TRACE_NAMES: Readonly<Record<string, string>> = {
  'bearer-…': 'the `Authorization` header holds a token of this kind; cookies are not asked',
  'handshake-not-redeemed': 'the result of a handshake could not be read; the next name says why',
  'handshake-failed-…': 'why, by the reason of the token that did not verify',
  'handshake-brings-session': 'a handshake was read, and brings a session that verifies',
  'handshake-brings-nobody': 'a handshake was read, and says that nobody is signed in',
  'clock-skew-forgiven': 'development: only a clock was off, and the handshake was looked at again with a day of skew',
  'cookies-not-kept': 'the browser is back from a handshake without any of its cookies',
  'session-renewed': 'the session had run out, and the provider gave a new one',
  'session-not-renewed': 'the session had run out, and the provider gave no new one',
}
