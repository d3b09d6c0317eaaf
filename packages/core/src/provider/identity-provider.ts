/**
 * Exchange room. One call to the provider's Backend API. Waits.
 *
 * The only file of this room that fetches. A call is bounded in time and in the size of its answer, follows no redirect, and never
 * throws: whatever goes wrong comes back as a value.
 *
 * @see protocol.md 4.3 (headers, path joining), 9.4; rulings.md D23
 */
import { readNowMs, type Ports } from '../foundation/ports.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { toFaultText, toNetworkFault } from '../foundation/to-network-fault.ts'
import { waitAtMost } from '../foundation/wait-at-most.ts'
import type { Settings } from '../settings/settings.ts'
import { API_VERSION_DATE } from '../wire/endpoints.ts'
import { API_VERSION_HEADER, AUTHORIZATION_HEADER, CONTENT_TYPE_HEADER, RETRY_AFTER_HEADER } from '../wire/headers.ts'
import { MAX_PROVIDER_ANSWER_BYTES, PROVIDER_TIMEOUT_MS } from '../wire/limits.ts'
import type { CallBudget, CallKind } from './call-budget.ts'
import { createSpendingReporter } from './spending-reporter.ts'
import { readRetryAfterMs } from './read-retry-after.ts'

/** The provider said no, or nothing. */
export interface ProviderFailure {
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null
  /** Code of the first error in the answer, or null. */
  readonly code: string | null
}

export interface ProviderCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the API's origin: segments that were encoded by the caller, and a query. */
  readonly path: string
  /** Sent as JSON. */
  readonly body?: unknown
  readonly bearer: string
}

/** Whom to call, and how much to put up with. */
export interface ProviderTerms {
  /** Origin of the Backend API. */
  readonly apiUrl: string
  readonly fetch: Ports['fetch']
  /** Milliseconds from the call to the end of its answer. */
  readonly timeoutMs: number
  /** Largest answer that is read. */
  readonly maxBytes: number
}

/** An answer, whatever it says. */
export interface ProviderAnswer {
  readonly status: number
  /** The parsed JSON, or null where there is none. */
  readonly body: unknown
  /** When the provider wants to be asked again, as it says so; or null. */
  readonly retryAfter: string | null
}

export interface IdentityProvider {
  /** Makes a call, where the budget allows it; beyond it the provider does not answer. @returns The parsed JSON of a 2xx answer. */
  call(kind: CallKind, call: ProviderCall): Promise<Result<unknown, ProviderFailure>>
  /** Path prefix of versioned endpoints: `/v1/`. */
  readonly versioned: string
}

/** Prepares calls to the Backend API of an instance. @param budget Shared by all who ask with its keys. */
export function createIdentityProvider(settings: Settings, ports: Ports, budget: CallBudget): IdentityProvider {
  const { apiUrl, apiVersion } = settings.keys
  const report = createOutageReporter(apiUrl, ports)
  const reportSpent = createSpendingReporter(ports)
  const terms = { apiUrl, fetch: ports.fetch, timeoutMs: PROVIDER_TIMEOUT_MS, maxBytes: MAX_PROVIDER_ANSWER_BYTES }
  return {
    versioned: `/${apiVersion}/`,
    async call(kind, call) {
      const nowMs = readNowMs(ports)
      const end = budget.begin(kind, nowMs)
      if (end === 'spent') reportSpent(nowMs)
      if (typeof end === 'string') return fail({ status: null, code: null })
      const work = callProvider(call, terms, (error) => report(NO_ANSWER, error))
      // Others may wait for it when the request that asked has been cancelled.
      ports.waitUntil(work)
      const answer = await work
      const endMs = readNowMs(ports)
      end({ status: answer?.status ?? null, retryAfterMs: readRetryAfterMs(answer?.retryAfter ?? null, endMs) }, endMs)
      if (answer === null) return fail({ status: null, code: null })
      const isGood = isSuccess(answer)
      report(isGood ? null : answer.status, null)
      return isGood ? ok(answer.body) : fail({ status: answer.status, code: toErrorCode(answer.body) })
    },
  }
}

/** Whether the provider did what it was asked for. */
export function isSuccess({ status }: ProviderAnswer): boolean {
  return status >= 200 && status < 300
}

/**
 * Makes one call. Never throws.
 *
 * @param onFault Told what stood in the way, or null when there was nothing but time.
 * @returns What was answered, or null when nothing came in time or could be read.
 */
export async function callProvider(
  call: ProviderCall,
  terms: ProviderTerms,
  onFault: (error: unknown) => void = () => {},
): Promise<ProviderAnswer | null> {
  const aborter = new AbortController()
  const ask = async (): Promise<ProviderAnswer> => {
    const response = await terms.fetch(terms.apiUrl + call.path, {
      method: call.method,
      headers: {
        [AUTHORIZATION_HEADER]: `Bearer ${call.bearer}`,
        [API_VERSION_HEADER]: API_VERSION_DATE,
        [CONTENT_TYPE_HEADER]: 'application/json',
        'user-agent': '@postern/core',
      },
      redirect: 'manual',
      signal: aborter.signal,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    })
    const body = parseJson(await readText(response, terms.maxBytes))
    return { status: response.status, body, retryAfter: response.headers.get(RETRY_AFTER_HEADER) }
  }
  try {
    const answer = await waitAtMost(ask(), terms.timeoutMs)
    if (answer !== null) return answer
    // The port may ignore the signal; then its answer comes to nobody.
    aborter.abort()
    onFault(null)
  } catch (error) {
    onFault(error)
  }
  return null
}

/** Stands where there is no status. */
const NO_ANSWER = 0

/** Says once that the provider does not answer, until it does. A status below 500 is an answer, except "too many requests". */
function createOutageReporter(apiUrl: string, ports: Ports): (status: number | null, error: unknown) => void {
  let isTold = false
  return (status, error) => {
    const isAway = status === NO_ANSWER || status === 429 || (status ?? 0) >= 500
    if (isAway && !isTold) {
      const fault = toNetworkFault(apiUrl, status === NO_ANSWER ? null : status, error)
      ports.log({
        level: 'warn',
        event: 'provider-unavailable',
        message: `The identity provider could not be reached, or is not able to answer${toFaultText(fault)}.`,
        details: { ...fault },
      })
    }
    isTold = isAway
  }
}

/** The code of the first error in an answer of the provider, or null. Only short plain codes count: it ends in a header. */
function toErrorCode(answer: unknown): string | null {
  const errors: unknown = isRecord(answer) ? answer.errors : null
  const first: unknown = Array.isArray(errors) ? errors[0] : null
  const code = isRecord(first) ? first.code : null
  return typeof code === 'string' && /^[a-z0-9_-]{1,64}$/i.test(code) ? code : null
}

/** Whether a parsed value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw new RangeError('The answer is too large.')
    }
    text += decoder.decode(value, { stream: true })
  }
}
