/** A path of this application. Anything else, such as the address of another site, becomes the front page. */
export function toOwnPath(text: unknown): string {
  return typeof text === 'string' && /^\/(?![/\\])/.test(text) ? text : '/'
}
