/**
 * Backend-client room. Method + arguments → the call on the wire. Pure.
 */
import { AuthError } from '../foundation/auth-error.ts'
import { toApiHeaders, type ProviderCall } from '../provider/call-provider.ts'
import { isPlainObject } from '../settings/check-options.ts'
import type { Method } from './backend-methods.ts'

type Params = Readonly<Record<string, unknown>>

/** Arguments of a method, sorted. */
export interface Arranged {
  /** Encoded, below the version. */
  readonly path: string
  /** What is left for query or body. */
  readonly params: Params
}

/**
 * Sorts arguments into the path and the rest.
 *
 * @throws AuthError `ERR_AUTH_BACKEND_CALL` where a name of the path is missing or empty: without it the call would mean another thing.
 */
export function toArranged(method: Method, args: readonly unknown[]): Arranged {
  const queue = [...args]
  const named = method.path.includes('{') ? { ...toParams(queue.shift()) } : null
  const segments = method.path.split('/').map((segment) => {
    const [, prefix = '', names = '', optional] = /^([a-z_]*)[:{]([\w|]+)(?:(\?)|\})?$/.exec(segment) ?? []
    if (names === '') return segment
    const value = named === null ? queue.shift() : takeFirst(named, names.split('|'))
    if (optional !== undefined && (value === undefined || value === null || value === '')) return ''
    return toSegment(prefix, names, value)
  })
  const rest = Object.fromEntries((method.rest ?? []).map((name) => [name, queue.shift()]))
  return {
    path: segments.filter((segment) => segment !== '').join('/'),
    params: { ...(named ?? toParams(method.rest === undefined ? queue.shift() : {})), ...rest },
  }
}

/** The call for sorted arguments. @param base Origin and version of the API, with a slash at the end. */
export function toProviderCall(method: Method, { path, params }: Arranged, base: string, bearer: string): ProviderCall {
  const { verb } = method
  const isQuery = verb === 'GET' || verb === 'DELETE'
  const query = toQuery({ ...(isQuery ? params : {}), ...method.query })
  const body = isQuery ? {} : toSnakeCase(dropAbsent({ ...method.body, ...params }))
  const call = { method: verb, url: `${base}${path}${query}`, headers: toApiHeaders(bearer) }
  return Object.keys(body).length === 0 ? call : { ...call, body }
}

function takeFirst(named: Record<string, unknown>, names: readonly string[]): unknown {
  const name = names.find((each) => named[each] !== undefined)
  if (name === undefined) return undefined
  const value = named[name]
  delete named[name]
  return value
}

function toSegment(prefix: string, name: string, value: unknown): string {
  // A dot segment would be resolved on the way, and name something else.
  if (typeof value !== 'string' || value === '' || value === '.' || value === '..') {
    throw new AuthError('ERR_AUTH_BACKEND_CALL', `A call to the Backend API needs ${name}, a text that is not empty.`)
  }
  // The vendor's names of providers come with and without it.
  return encodeURIComponent(value.startsWith(prefix) ? value : prefix + value)
}

function toParams(value: unknown): Params {
  if (value === undefined || value === null) return {}
  if (isPlainObject(value)) return value
  throw new AuthError('ERR_AUTH_BACKEND_CALL', 'The parameters of a call to the Backend API are a plain object.')
}

function dropAbsent(params: Params): Params {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined))
}

/** Outer names only: what lies below is the application's, such as metadata. */
function toSnakeCase(params: Params): Params {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [toSnakeName(name), value]))
}

function toSnakeName(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
}

/** As the vendor's: what is empty, zero or false is not said, a list is said once for each value. */
function toQuery(params: Params): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value]
    for (const each of values) {
      if (typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean') {
        if (each) query.append(toSnakeName(name), String(each))
      }
    }
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
