/**
 * A path as Next spells it in one place → the same in all: middleware and server code must agree on it.
 *
 * @see decisions.md 3 (method and path)
 */

/** Without the base path, which some hosts leave before it, and without the last slash. */
export function toPagePath(pathname: string): string {
  // Written into the bundle by Next, where the application has one.
  const basePath = process.env.__NEXT_ROUTER_BASEPATH ?? ''
  const isBelow = basePath !== '' && (pathname === basePath || pathname.startsWith(`${basePath}/`))
  const path = isBelow ? pathname.slice(basePath.length) : pathname
  return path.replace(/\/+$/, '') || '/'
}
