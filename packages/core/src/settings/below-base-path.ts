/**
 * Settings room. A path of the application as its developer writes it → the same below the base path. Pure.
 *
 * Frameworks let their people leave the base path away, in links and in redirects. A browser needs it.
 */

/** What may stand behind a base path that is there already. */
const BEHIND = ['', '/', '?', '#']

/**
 * The text as a browser needs it.
 *
 * @param text A path such as `/sign-in?x=1`. Everything else (a full URL, `//host/x`, `sign-in`) stays as it is, and so does a path that
 *   begins with the base path already.
 * @param basePath Such as `/admin`, without a slash at its end. Empty: the application has none.
 */
export function toBelowBasePath(text: string, basePath: string): string {
  if (basePath === '' || !text.startsWith('/') || /^\/[/\\]/.test(text)) return text
  if (text.startsWith(basePath) && BEHIND.includes(text.charAt(basePath.length))) return text
  // The front page: Next spells it without a slash, and redirects from the other spelling.
  return basePath + text.replace(/^\/(?=[?#]|$)/, '')
}
