/**
 * Provider room. Questions to the Backend API of an instance, within the budget. Waits.
 *
 * @see protocol.md 4.3 (headers, path joining), 9.4; rulings.md D11, D23
 */
import { isRecord } from '../foundation/is-record.ts'
import { readNowMs, type Ports } from '../foundation/ports.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { toFaultText, toNetworkFault } from '../foundation/to-network-fault.ts'
import type { Settings } from '../settings/settings.ts'
import { BUDGET_REPORT_MS, MAX_PROVIDER_ANSWER_BYTES, PROVIDER_TIMEOUT_MS } from '../wire/limits.ts'
import { readRetryAfterMs, type CallBudget, type CallKind } from './call-budget.ts'
import { callProvider, isSuccess, toApiHeaders, type ProviderCall } from './call-provider.ts'

/** The provider said no, or nothing. */
export interface ProviderFailure {
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null
  /** Code of the first error in the answer, or null. */
  readonly code: string | null
}

/** What is asked of an instance's Backend API. */
interface ProviderQuestion extends Pick<ProviderCall, 'method' | 'body'> {
  /** Below the API's origin: segments that were encoded by the caller, and a query. */
  readonly path: string
  /** The key that pays for it. */
  readonly bearer: string
}

export interface IdentityProvider {
  /** Asks, where the budget allows it; beyond it the provider does not answer. @returns The parsed JSON of a 2xx answer. */
  call(kind: CallKind, question: ProviderQuestion): Promise<Result<unknown, ProviderFailure>>
  /** Path prefix of versioned endpoints: `/v1/`. */
  readonly versioned: string
}

/** Prepares calls to the Backend API of an instance. @param budget Shared by all who ask with its keys. */
export function createIdentityProvider(settings: Settings, ports: Ports, budget: CallBudget): IdentityProvider {
  const { apiUrl, apiVersion } = settings.keys
  const report = createOutageReporter(apiUrl, ports)
  const reportSpent = createSpendingReporter(ports)
  const terms = { fetch: ports.fetch, timeoutMs: PROVIDER_TIMEOUT_MS, maxBytes: MAX_PROVIDER_ANSWER_BYTES }
  return {
    versioned: `/${apiVersion}/`,
    async call(kind, { path, bearer, ...rest }) {
      const nowMs = readNowMs(ports)
      const end = budget.begin(kind, nowMs)
      if (end === 'spent') reportSpent(nowMs)
      if (typeof end === 'string') return fail({ status: null, code: null })
      const work = callProvider({ ...rest, url: apiUrl + path, headers: toApiHeaders(bearer) }, terms)
      // Others may wait for it when the request that asked has been cancelled.
      ports.waitUntil(work)
      const answer = await work
      const endMs = readNowMs(ports)
      const { status, retryAfter } = answer.ok ? answer.value : { status: null, retryAfter: null }
      end({ status, retryAfterMs: readRetryAfterMs(retryAfter, endMs) }, endMs)
      if (!answer.ok) {
        report(NO_ANSWER, answer.failure.error)
        return fail({ status: null, code: null })
      }
      const isGood = isSuccess(answer.value)
      report(isGood ? null : status, null)
      return isGood ? ok(answer.value.body) : fail({ status, code: toErrorCode(answer.value.body) })
    },
  }
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

/** Says now and then that calls were not made for want of budget. @returns To be told of each. */
function createSpendingReporter(ports: Ports): (nowMs: number) => void {
  let toldAtMs: number | null = null
  return (nowMs) => {
    if (toldAtMs !== null && Math.abs(nowMs - toldAtMs) < BUDGET_REPORT_MS) return
    toldAtMs = nowMs
    ports.log({
      level: 'warn',
      event: 'provider-budget-spent',
      message:
        'More calls to the identity provider were wanted than its budget allows, so tokens or handshakes were not checked. If they are genuine, raise providerCallsPerSecond and providerCallsInFlight.',
    })
  }
}
