/** What one side says of a case, in words that both sides share. */
import { createAuth, type Auth, type AuthObject, type AuthOptions } from '@postern/core'
import type { createClerkClient } from '@clerk/backend'
import type { VendorOptions } from '../vendor/vendor-client.ts'
import type { Case } from './case.ts'
import type { Provider } from './provider.ts'

export interface Outcome {
  /** `threw`: the options were refused. */
  readonly status: 'signed-in' | 'signed-out' | 'handshake' | 'refused' | 'threw'
  readonly reason: string | null
  readonly location: string | null
  readonly setCookies: readonly string[]
  readonly cacheControl: string | null
  readonly allowOrigin: string | null
  readonly hasMessage: boolean
  /** Calls to the provider, without those for keys. */
  readonly calls: readonly string[]
  /** Who is here; null where the browser travels. */
  readonly auth: Readonly<Record<string, unknown>> | null
}

type VendorClient = ReturnType<typeof createClerkClient>

export async function askVendor(client: VendorClient, provider: Provider, given: Case): Promise<Outcome> {
  try {
    const options: VendorOptions = { publishableKey: provider.emulator.publishableKey, ...toMutable(given) }
    const state = await client.authenticateRequest(toRequest(given), options)
    const travels = state.headers.has('location')
    return {
      status: state.status,
      reason: state.reason,
      ...readHeaders(state.headers),
      calls: provider.takeCalls(),
      auth: travels ? null : describeAuth(state.toAuth()),
    }
  } catch (error) {
    return toThrown(error, provider)
  }
}

/** What one question leaves for the next. */
export interface Memory {
  readonly options: AuthOptions
  /** Whoever asks with the same one shares what is remembered. */
  readonly fetch: typeof fetch
}

/** A fetch of its own: what one case brought must not be known to the next. */
export const createMemory = (options: AuthOptions = { machineTokenCacheInMs: 0 }): Memory => ({
  options,
  fetch: (input, init) => fetch(input, init),
})

export async function askOurs(provider: Provider, given: Case, memory: Memory = createMemory()): Promise<Outcome> {
  try {
    const { publishableKey, secretKey } = provider.emulator
    const { acceptsToken } = given.options
    const auth: Auth = createAuth(
      { publishableKey, secretKey, apiUrl: provider.apiUrl, ...memory.options, ...given.options },
      { log: () => {}, fetch: memory.fetch },
    )
    const decision = await auth.decide(toRequest(given), async (handle) => describeAuth(await handle({ acceptsToken })))
    const headers = new Headers()
    for (const [name, value] of decision.responseHeaders) headers.append(name, value)
    const status = headers.get('x-clerk-auth-status') ?? 'signed-in'
    for (const cookie of decision.setCookies) headers.append('set-cookie', cookie)
    if (decision.kind === 'redirect') headers.set('location', decision.location.href)
    const isKnown = status === 'signed-in' || status === 'signed-out' || status === 'handshake'
    return {
      status: decision.kind === 'deny' || !isKnown ? 'refused' : status,
      reason: status === 'signed-in' ? null : (headers.get('x-clerk-auth-reason') ?? decision.reason),
      ...readHeaders(headers),
      calls: provider.takeCalls(),
      auth: decision.kind === 'pass' ? (decision.guarded ?? null) : null,
    }
  } catch (error) {
    return toThrown(error, provider)
  }
}

function toRequest({ url, method, headers }: Case): Request {
  return new Request(url, { method, headers })
}

/** The vendor's types want lists that can be changed. */
function toMutable({ options }: Case): VendorOptions {
  return structuredClone(options) as VendorOptions
}

function toThrown(error: unknown, provider: Provider): Outcome {
  const reason = error instanceof Error ? error.message.slice(0, 120) : String(error)
  const nothing = {
    location: null,
    setCookies: [],
    cacheControl: null,
    allowOrigin: null,
    hasMessage: false,
    auth: null,
  }
  return { status: 'threw', reason, ...nothing, calls: provider.takeCalls() }
}

function readHeaders(headers: Headers) {
  return {
    location: headers.get('location'),
    setCookies: headers.getSetCookie(),
    cacheControl: headers.get('cache-control'),
    allowOrigin: headers.get('access-control-allow-origin'),
    hasMessage: headers.has('x-clerk-auth-message'),
  }
}

/**
 * Fields of an auth object that both sides have. Functions are left out; absent and null count as the same. So does the empty `sessionId` of a
 * token without `sid`: a string, as the type says (record 023), where the vendor's is undefined.
 */
function describeAuth(auth: AuthObject | object | null): Readonly<Record<string, unknown>> {
  const fields = Object.entries(auth ?? {}).filter(([, value]) => typeof value !== 'function')
  const isAbsent = (name: string, value: unknown): boolean =>
    value === undefined || value === null || (name === 'sessionId' && value === '')
  return Object.fromEntries(fields.filter(([name, value]) => !isAbsent(name, value)))
}
