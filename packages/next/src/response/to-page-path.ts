/**
 * A path as Next spells it in one place → the same in all: middleware and server code must agree on it.
 *
 * @see rulings.md 3 (method and path)
 */

const SLASH = 47

/** Without the base path, which some hosts leave before it, and without the last slashes. */
export function toPagePath(pathname: string): string {
  // Written into the bundle by Next, where the application has one.
  const basePath = process.env.__NEXT_ROUTER_BASEPATH ?? ''
  const isBelow = basePath !== '' && (pathname === basePath || pathname.startsWith(`${basePath}/`))
  const path = isBelow ? pathname.slice(basePath.length) : pathname
  // Counted from the end: an expression would look at every run of slashes on the way.
  let end = path.length
  while (end > 0 && path.charCodeAt(end - 1) === SLASH) end -= 1
  return path.slice(0, end) || '/'
}
