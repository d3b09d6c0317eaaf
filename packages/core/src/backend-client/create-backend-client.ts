/**
 * Backend-client room. Keys → a client of the provider's Backend API. Describes each call; the provider room makes it.
 *
 * Nothing is read or called before the first method is: an application without a secret key can hold one that it never uses.
 *
 * @see record 024
 */
import { AuthError } from '../foundation/auth-error.ts'
import { createLazyTable } from '../foundation/create-lazy-table.ts'
import { toPorts, type Ports } from '../foundation/ports.ts'
import { begin, Later, whenBothKnown, whenKnown, type Soon } from '../foundation/soon.ts'
import { callProvider, isSuccess, type ProviderTerms } from '../provider/call-provider.ts'
import { parsePublishableKey, toDefaultApiUrl } from '../settings/publishable-key.ts'
import { readText } from '../settings/check-options.ts'
import { readBaseUrl } from '../settings/resolve-sites.ts'
import { DEFAULT_API_VERSION } from '../wire/endpoints.ts'
import { CLIENT_TIMEOUT_MS, MAX_CLIENT_ANSWER_BYTES } from '../wire/limits.ts'
import type { BackendClient } from './backend-client.ts'
import { backendMethods, type Method } from './backend-methods.ts'
import { createBackendError, toClientAnswer } from './to-client-answer.ts'
import { toArranged, toProviderCall, type Arranged } from './to-provider-call.ts'

/** Keys of the client. Other options of an instance may stand beside them and are not read. */
export interface BackendClientOptions {
  /** `sk_…`. Every method needs it, except those of `m2m` where there is a machine's key. */
  readonly secretKey?: string | null | undefined
  /** Key of a machine, for `m2m`. */
  readonly machineSecretKey?: string | null | undefined
  /** Says where the API is, when `apiUrl` does not. */
  readonly publishableKey?: string | null | undefined
  /** Origin of the Backend API. Default: what belongs to the publishable key, else the vendor's. */
  readonly apiUrl?: string | null | undefined
  /** Version segment. Default `v1`. */
  readonly apiVersion?: string | null | undefined
}

interface Caller {
  readonly options: BackendClientOptions
  /** Origin of the Backend API. */
  readonly apiUrl: string
  readonly terms: ProviderTerms
}

type Call = (...args: readonly unknown[]) => Promise<unknown>

/**
 * Makes a client.
 *
 * @param options The keys, or a function that gives them when the first method is called, for keys that are not there yet.
 * @param ports `fetch`, where calls go another way.
 * @returns The client. Its methods reject with a `BackendError` when the provider says no or nothing, and with an `AuthError`
 *   `ERR_AUTH_BACKEND_CALL` for a call that cannot be made: no key, no id. A method that it does not have says so when it is called.
 */
export function createBackendClient(
  options: BackendClientOptions | (() => BackendClientOptions),
  ports: Partial<Pick<Ports, 'fetch'>> = {},
): BackendClient {
  let caller: Caller | null = null
  const findCaller = (): Caller => (caller ??= createCaller(typeof options === 'function' ? options() : options, ports))
  const client = createLazyTable((resource) => {
    const methods = Object.hasOwn(backendMethods, resource) ? backendMethods[resource] : undefined
    return createLazyTable((name): Call => {
      const method = methods !== undefined && Object.hasOwn(methods, name) ? methods[name] : undefined
      const place = `${resource}.${name}`
      return method === undefined
        ? rejectUnknown(place)
        : async (...args) => begin(invoke(place, method, findCaller(), methods ?? {}, args))
    })
  })
  // The one place where the table meets the types that are written by hand; a test holds the two together.
  return client as unknown as BackendClient
}

function createCaller(options: BackendClientOptions, ports: Partial<Pick<Ports, 'fetch'>>): Caller {
  const key = parsePublishableKey(readText('publishableKey', options.publishableKey)?.trim() ?? '')
  const apiUrl =
    readBaseUrl('apiUrl', options.apiUrl) ||
    toDefaultApiUrl(key.ok ? key.value.host : '', key.ok && key.value.isDevelopment)
  const { fetch } = toPorts(ports)
  return { options, apiUrl, terms: { fetch, timeoutMs: CLIENT_TIMEOUT_MS, maxBytes: MAX_CLIENT_ANSWER_BYTES } }
}

function rejectUnknown(place: string): Call {
  return async () => {
    throw new AuthError(
      'ERR_AUTH_BACKEND_CALL',
      `This client has no ${place}(). createClerkClient({ secretKey }) of @clerk/backend has every method, and works beside this package.`,
    )
  }
}

function invoke(
  place: string,
  method: Method,
  caller: Caller,
  siblings: Readonly<Record<string, Method>>,
  args: readonly unknown[],
): Soon<unknown> {
  const arranged = toArranged(method, args)
  const { countedBy } = method
  const counter = countedBy === undefined ? undefined : siblings[countedBy]
  if (counter !== undefined) {
    const { limit: _limit, offset: _offset, orderBy: _orderBy, ...filter } = arranged.params
    const list = ask(place, method, arranged, caller)
    const count = ask(place, counter, toArranged(counter, [filter]), caller)
    return whenBothKnown(list, count, (data, totalCount) => ({ data, totalCount }))
  }
  return method.hasMetadata === true ? update(place, method, arranged, caller) : ask(place, method, arranged, caller)
}

const METADATA = ['publicMetadata', 'privateMetadata', 'unsafeMetadata']

/** Metadata is replaced by an endpoint of its own, after everything else; as the vendor's client does it. */
function update(place: string, method: Method, { path, params }: Arranged, caller: Caller): Soon<unknown> {
  const given = Object.entries(params).filter(([, value]) => value !== undefined)
  const metadata = Object.fromEntries(given.filter(([name]) => METADATA.includes(name)))
  const rest = Object.fromEntries(given.filter(([name]) => !METADATA.includes(name)))
  const replace = (): Soon<unknown> =>
    ask(place, { verb: 'PUT', path: method.path }, { path: `${path}/metadata`, params: metadata }, caller)
  if (Object.keys(metadata).length === 0) return ask(place, method, { path, params: rest }, caller)
  return Object.keys(rest).length === 0
    ? replace()
    : whenKnown(ask(place, method, { path, params: rest }, caller), replace)
}

function ask(place: string, method: Method, arranged: Arranged, { options, apiUrl, terms }: Caller): Soon<unknown> {
  const { machineSecretKey, ...params } = arranged.params
  const isMachine = method.isMachine === true
  const machineKey = isMachine ? (machineSecretKey ?? options.machineSecretKey) : null
  const bearer = toKey(place, machineKey || options.secretKey)
  const version = readText('apiVersion', options.apiVersion) ?? DEFAULT_API_VERSION
  const base = method.isUnversioned === true ? `${apiUrl}/` : `${apiUrl}/${version}/`
  const call = toProviderCall(method, isMachine ? { ...arranged, params } : arranged, base, bearer)
  return whenKnown(new Later(() => callProvider(call, terms)), (answer) => {
    if (!answer.ok || !isSuccess(answer.value)) throw createBackendError(place, answer.ok ? answer.value : null)
    return toClientAnswer(answer.value.body)
  })
}

function toKey(place: string, key: unknown): string {
  if (typeof key === 'string' && key.trim() !== '') return key.trim()
  throw new AuthError(
    'ERR_AUTH_BACKEND_CALL',
    `${place}() needs a secret key. Set CLERK_SECRET_KEY, or the option secretKey. No keys yet? Run \`npx @postern/emulator\`.`,
  )
}
