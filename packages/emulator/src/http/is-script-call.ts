/** Whether a browser asks, where a path belongs to both APIs: the script on a page, or a server. */
import { CLIENT_COOKIE, DEV_BROWSER_PARAM } from '@postern/core/wire'

/** What the script sends with every request. */
const SCRIPT_PARAMS = ['_clerk_js_version', DEV_BROWSER_PARAM]
/** A signed token. A secret key has no dots. */
const JWT = /^Bearer [\w-]+\.[\w-]+\.[\w-]*$/i

export function isScriptCall(request: Request, url: URL, cookies: ReadonlyMap<string, string>): boolean {
  if (url.searchParams.get('_is_native') === '1') return true
  const bearer = request.headers.get('authorization')
  if (bearer !== null) return JWT.test(bearer)
  if (request.headers.has('origin') || request.headers.has('sec-fetch-site')) return true
  if (SCRIPT_PARAMS.some((name) => url.searchParams.has(name))) return true
  return [...cookies.keys()].some((name) => name === CLIENT_COOKIE || name.startsWith(`${CLIENT_COOKIE}_`))
}
