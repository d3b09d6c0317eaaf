/** A path of this application. Anything else, such as the address of another site, becomes the front page. */
export function toOwnPath(text: unknown): string {
  // Browsers read `\` as `/`, and leave out tabs and line breaks before they read.
  return typeof text === 'string' && /^\/(?![/\\])\P{Cc}*$/u.test(text) ? text : '/'
}
