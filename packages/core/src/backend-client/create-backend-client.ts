/**
 * Backend-client room. Keys → a client of the provider's Backend API. Waits for each call.
 *
 * Nothing is read or called before the first method is: an application without a secret key can hold one that it never uses.
 *
 * @see record 024
 */
import { AuthError } from '../foundation/errors.ts'
import { callProvider, isSuccess, type ProviderAnswer, type ProviderTerms } from '../provider/identity-provider.ts'
import { createLazyTable } from '../foundation/lazy-table.ts'
import { toPorts, type Ports } from '../foundation/ports.ts'
import { toDefaultApiUrl } from '../settings/default-api-url.ts'
import { readText } from '../settings/option-readers.ts'
import { readBaseUrl } from '../settings/place-readers.ts'
import { parsePublishableKey } from '../settings/publishable-key.ts'
import { DEFAULT_API_VERSION } from '../wire/endpoints.ts'
import { CLIENT_TIMEOUT_MS, MAX_CLIENT_ANSWER_BYTES } from '../wire/limits.ts'
import { createBackendError } from './backend-error.ts'
import type { BackendClient } from './backend-client.ts'
import { BACKEND_METHODS, type Method } from './methods.ts'
import { toClientAnswer } from './to-client-answer.ts'
import { arrangeArguments, toProviderCall, type Arranged } from './to-provider-call.ts'

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
    const methods = Object.hasOwn(BACKEND_METHODS, resource) ? BACKEND_METHODS[resource] : undefined
    return createLazyTable((name): Call => {
      const method = methods !== undefined && Object.hasOwn(methods, name) ? methods[name] : undefined
      const place = `${resource}.${name}`
      return method === undefined
        ? rejectUnknown(place)
        : async (...args) => invoke(place, method, findCaller(), methods ?? {}, args)
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
  return { options, terms: { apiUrl, fetch, timeoutMs: CLIENT_TIMEOUT_MS, maxBytes: MAX_CLIENT_ANSWER_BYTES } }
}

function rejectUnknown(place: string): Call {
  return async () => {
    throw new AuthError(
      'ERR_AUTH_BACKEND_CALL',
      `This client has no ${place}(). createClerkClient({ secretKey }) of @clerk/backend has every method, and works beside this package.`,
    )
  }
}

async function invoke(
  place: string,
  method: Method,
  caller: Caller,
  siblings: Readonly<Record<string, Method>>,
  args: readonly unknown[],
): Promise<unknown> {
  const arranged = arrangeArguments(method, args)
  const { countedBy } = method
  const counter = countedBy === undefined ? undefined : siblings[countedBy]
  if (counter !== undefined) {
    const { limit: _limit, offset: _offset, orderBy: _orderBy, ...filter } = arranged.params
    const [data, totalCount] = await Promise.all([
      ask(place, method, arranged, caller),
      ask(place, counter, arrangeArguments(counter, [filter]), caller),
    ])
    return { data, totalCount }
  }
  return method.hasMetadata === true ? update(place, method, arranged, caller) : ask(place, method, arranged, caller)
}

const METADATA = ['publicMetadata', 'privateMetadata', 'unsafeMetadata']

/** Metadata is replaced by an endpoint of its own, after everything else; as the vendor's client does it. */
async function update(place: string, method: Method, { path, params }: Arranged, caller: Caller): Promise<unknown> {
  const given = Object.entries(params).filter(([, value]) => value !== undefined)
  const metadata = Object.fromEntries(given.filter(([name]) => METADATA.includes(name)))
  const rest = Object.fromEntries(given.filter(([name]) => !METADATA.includes(name)))
  const hasMetadata = Object.keys(metadata).length > 0
  const hasRest = Object.keys(rest).length > 0
  const answer = hasRest || !hasMetadata ? await ask(place, method, { path, params: rest }, caller) : undefined
  if (!hasMetadata) return answer
  const replace: Method = { verb: 'PUT', path: method.path }
  return ask(place, replace, { path: `${path}/metadata`, params: metadata }, caller)
}

async function ask(place: string, method: Method, arranged: Arranged, caller: Caller): Promise<unknown> {
  const { options, terms } = caller
  const { machineSecretKey, ...params } = arranged.params
  const isMachine = method.isMachine === true
  const machineKey = isMachine ? (machineSecretKey ?? options.machineSecretKey) : null
  const bearer = toKey(place, machineKey || options.secretKey)
  const version = readText('apiVersion', options.apiVersion) ?? DEFAULT_API_VERSION
  const prefix = method.isUnversioned === true ? '/' : `/${version}/`
  const call = toProviderCall(method, isMachine ? { ...arranged, params } : arranged, prefix, bearer)
  const answer: ProviderAnswer | null = await callProvider(call, terms)
  if (answer === null || !isSuccess(answer)) throw createBackendError(place, answer)
  return toClientAnswer(answer.body)
}

function toKey(place: string, key: unknown): string {
  if (typeof key === 'string' && key.trim() !== '') return key.trim()
  throw new AuthError(
    'ERR_AUTH_BACKEND_CALL',
    `${place}() needs a secret key. Set CLERK_SECRET_KEY, or the option secretKey. No keys yet? Run \`npx @postern/emulator\`.`,
  )
}
