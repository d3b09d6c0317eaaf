/** Finds the endpoint for a request in a table that reads top to bottom. */
import type { Endpoint } from './call.ts'

/** A row: methods separated by spaces, a path with `:placeholders`, and who answers. */
export type Route = readonly [methods: string, path: string, endpoint: Endpoint]

export type Routed =
  | {
      readonly kind: 'found'
      readonly endpoint: Endpoint
      readonly params: Readonly<Record<string, string>>
      /** One of the row's: `GET` for a HEAD that a GET answers. */
      readonly method: string
    }
  /** The path is known, the method is not. */
  | { readonly kind: 'method'; readonly allow: string }
  | { readonly kind: 'unknown' }

export function route(routes: readonly Route[], method: string, pathname: string): Routed {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname
  let allow = ''
  for (const [methods, pattern, endpoint] of routes) {
    const params = matchPath(pattern, path)
    if (params === null) continue
    const asked = method === 'HEAD' && !methods.includes('HEAD') && !pattern.startsWith('/v1/client') ? 'GET' : method
    if (methods.split(' ').includes(asked)) return { kind: 'found', endpoint, params, method: asked }
    allow = allow === '' ? methods : `${allow} ${methods}`
  }
  return allow === '' ? { kind: 'unknown' } : { kind: 'method', allow: allow.split(' ').join(', ') }
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':') && value !== '') params[part.slice(1)] = decode(value)
    else if (part !== value) return null
  }
  return params
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
