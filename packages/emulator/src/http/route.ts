/** A row of the route table, and how a request finds its row. */
import { type Caller, type Callers, callers } from '../callers.ts'
import { bodies, type Bodies, type BodyKind } from './bodies.ts'
import type { Call } from './call.ts'

/**
 * Who asks, which says how everything around the endpoint behaves.
 *
 * - `script`: the provider's browser script, on the page of an application. Pages of our applications may read the answer, are told so
 *   before they ask, and name in `_method` what their forms cannot say.
 * - `program`: a server, or an OAuth client.
 * - `asset`: a page of any site that loads a file, again and again. It fails on demand, and the request log shows only what is remarkable.
 * - `page`: a person. Planned failures and outages leave it alone, and a refusal is a page.
 * - `console`: `/__emu`. As `page`, and the request log shows only what it changed.
 */
export type Asker = 'script' | 'program' | 'asset' | 'page' | 'console'

/** @param caller What the column `caller` found out. @param body What the column `body` read. */
export type Endpoint<C extends Caller = 'anyone', B extends BodyKind = 'none'> = (
  call: Call,
  caller: Callers[C],
  body: Bodies[B],
) => Response | Promise<Response>

/** One row: what a request needs to be answered by an endpoint. */
export interface Route {
  /** As in the table, separated by spaces. */
  readonly methods: string
  /** With `:placeholders`. */
  readonly path: string
  readonly asker: Asker
  /** The status for a method that is not in the row: 405, 501 where the provider has more than we do, 404 where nothing is named so. */
  readonly otherwise: 404 | 405 | 501
  readonly caller: Caller
  readonly body: BodyKind
  /** HEAD is answered as GET. Not where GET changes something, which the table marks with `GET*`. */
  readonly hasHead: boolean
  /** Asks who calls, reads the body, answers. */
  readonly answer: (call: Call) => Promise<Response>
}

/** Writes a row. No endpoint repeats what its columns checked, and none runs before. */
export function row<C extends Caller, B extends BodyKind>(
  methods: string,
  path: string,
  asker: Asker,
  otherwise: Route['otherwise'],
  caller: C,
  body: B,
  endpoint: Endpoint<C, B>,
): Route {
  const answer = async (call: Call): Promise<Response> => {
    let reading: Promise<Bodies[B]> | null = null
    const read = (): Promise<Bodies[B]> => (reading ??= bodies[body](call))
    const admitted = await callers[caller](call, read)
    if (admitted instanceof Response) return admitted
    const wasRead = body === 'none' || reading !== null
    const content = await read()
    // A body can be long on its way. Whoever sends it may be signed out, or be a member no more, when it is here.
    const still = wasRead ? admitted : await callers[caller](call, read)
    return still instanceof Response ? still : endpoint(call, still, content)
  }
  const names = methods.replace('*', '')
  return { methods: names, path, asker, otherwise, caller, body, hasHead: methods === names, answer }
}

export type Routed =
  | {
      readonly kind: 'found'
      readonly route: Route
      readonly params: Readonly<Record<string, string>>
      /** One of the row's: `GET` for a HEAD that a GET answers. */
      readonly method: string
    }
  /** The path is known, the method is not. */
  | { readonly kind: 'method'; readonly allow: string; readonly otherwise: Route['otherwise'] }
  | { readonly kind: 'unknown' }

/** Finds the row for a request. The table reads top to bottom. */
export function findRoute(routes: readonly Route[], method: string, pathname: string): Routed {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname
  const near: Route[] = []
  for (const route of routes) {
    const params = matchPath(route.path, path)
    if (params === null) continue
    const asked = method === 'HEAD' && route.hasHead ? 'GET' : method
    if (route.methods.split(' ').includes(asked)) return { kind: 'found', route, params, method: asked }
    near.push(route)
    // The GET of this row changes something: a row below, whose path fits as well, must not answer in its place.
    if (method === 'HEAD' && route.methods.split(' ').includes('GET')) break
  }
  const [first] = near
  if (first === undefined) return { kind: 'unknown' }
  const allow = near.flatMap(({ methods }) => methods.split(' ')).join(', ')
  return { kind: 'method', allow, otherwise: first.otherwise }
}

/**
 * Whether somebody of these kinds asks at a path or next to it. A path without a row is treated like its neighbours, so that its caller can
 * read what is wrong.
 *
 * @param depth How many segments neighbours have in common.
 */
export function createNeighbours(
  routes: readonly Route[],
  depth: number,
  askers: readonly Asker[],
): (path: string) => boolean {
  const areas = new Set(listAreas(routes, depth, askers))
  return (path) => areas.has(toArea(path, depth))
}

/** The beginnings of paths at which somebody of these kinds asks, each once. */
export function listAreas(routes: readonly Route[], depth: number, askers: readonly Asker[]): readonly string[] {
  return [...new Set(routes.filter(({ asker }) => askers.includes(asker)).map(({ path }) => toArea(path, depth)))]
}

/** Who may ask at a path, by any method. Empty for a path without a row. */
export function findAskers(routes: readonly Route[], pathname: string): ReadonlySet<Asker> {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, '') : pathname
  return new Set(routes.filter((route) => matchPath(route.path, path) !== null).map(({ asker }) => asker))
}

function toArea(path: string, depth: number): string {
  return path
    .split('/')
    .slice(0, depth + 1)
    .join('/')
}

/** The placeholders of a path that fits the pattern, percent-decoded; null for one that does not. */
export function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | null {
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
