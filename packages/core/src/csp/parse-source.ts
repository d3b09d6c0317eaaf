/**
 * CSP entry. One source as a developer writes it → as it stands in the header, or null. Pure.
 *
 * A source that could end its directive or its header would let whoever supplies it write the policy.
 *
 * @see CSP Level 3 §2.3.1; threats.md 39; rulings.md D25
 */

/** Written without quotes by many; quoted for them. */
const KEYWORDS: readonly string[] = ['none', 'self', 'strict-dynamic', 'unsafe-eval', 'unsafe-hashes', 'unsafe-inline']
const LIST_DIRECTIVES: readonly string[] = ['base-uri', 'form-action', 'frame-ancestors', 'navigate-to']

const KEYWORD = /^'[a-z][a-z0-9-]*'$/i
const NONCE_OR_HASH = /^'(?:nonce|sha256|sha384|sha512)-[A-Za-z0-9+/_-]+={0,2}'$/i
const SCHEME = /^[a-z][a-z0-9+.-]*:$/i
const HOST =
  /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::(?:\d{1,5}|\*))?(?:\/[A-Za-z0-9._~!$&'()*+=:@%/-]*)?$/i
/** Values of directives that hold no sources, such as `sandbox`. Visible ASCII without the separators. */
const TOKEN = /^'?[!#-&(-+\--:<-~]+'?$/

/** The source in its canonical form, keywords quoted; null when it may not stand in a policy. */
export function parseSource(directive: string, source: string): string | null {
  const bare = source.toLowerCase()
  if (KEYWORDS.includes(bare)) return `'${bare}'`
  if (!isSourceList(directive)) return TOKEN.test(source) ? source : null
  return [KEYWORD, NONCE_OR_HASH, SCHEME, HOST].some((form) => form.test(source)) ? source : null
}

function isSourceList(directive: string): boolean {
  return /-src(?:-elem|-attr)?$/.test(directive) || LIST_DIRECTIVES.includes(directive)
}
