/**
 * Backend-client room. The provider's answer → what the client gives, or the error that it throws. Pure.
 *
 * Names become camelCase, and nothing else changes: fields that this version does not know are there too.
 */
import { isRecord } from '../foundation/is-record.ts'
import type { ProviderAnswer } from '../provider/call-provider.ts'
import { MAX_CLIENT_ERRORS } from '../wire/limits.ts'

type Fields = Readonly<Record<string, unknown>>

/** What lies below these is the application's, names and all. */
const OPAQUE: readonly string[] = ['public_metadata', 'private_metadata', 'unsafe_metadata', 'claims', 'actor']

/** An answer as the methods give it: an object, a list, `{ data, totalCount }`, a number for a count, undefined where there is none. */
export function toClientAnswer(body: unknown): unknown {
  if (!isRecord(body)) return Array.isArray(body) ? body.map(toClientAnswer) : undefined
  const list = body['data'] ?? body['m2m_tokens']
  if (Array.isArray(list)) return { data: list.map(toClientAnswer), totalCount: body['total_count'] }
  if (body['object'] === 'total_count') return body['total_count']
  return toObject(body)
}

function toObject(fields: Fields): Fields {
  const pairs = Object.entries(fields).map(([name, value]) => [
    toCamelName(name),
    OPAQUE.includes(name) ? value : toValue(value),
  ])
  const object: Fields = Object.fromEntries(pairs)
  return fields['object'] === 'user' ? { ...object, ...toUserViews(object) } : object
}

function toValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toValue)
  return isRecord(value) ? toObject(value) : value
}

function toCamelName(name: string): string {
  return name.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase())
}

/** What the vendor's class for people adds. */
function toUserViews(user: Fields): Fields {
  const find = (list: string, id: string): unknown => {
    const all: unknown = user[list]
    return (Array.isArray(all) ? all : []).find((one: unknown) => isRecord(one) && one['id'] === user[id]) ?? null
  }
  const names = [user['firstName'], user['lastName']].filter((name) => typeof name === 'string' && name !== '')
  return {
    fullName: names.join(' ').trim() || null,
    primaryEmailAddress: find('emailAddresses', 'primaryEmailAddressId'),
    primaryPhoneNumber: find('phoneNumbers', 'primaryPhoneNumberId'),
    primaryWeb3Wallet: find('web3Wallets', 'primaryWeb3WalletId'),
  }
}

/** One thing that the provider found wrong. */
export interface BackendFault {
  /** Stable name, such as `resource_not_found`. */
  readonly code: string
  /** For developers. */
  readonly message: string
  /** For the person who filled in the form, or null. */
  readonly longMessage: string | null
  /** Which parameter, and the like. */
  readonly meta: Readonly<Record<string, unknown>>
}

/** What is thrown when the provider says no, or nothing. Never holds a key. No `AuthError`, whose status adapters would answer with. */
export interface BackendError extends Error {
  /** The vendor's code for it. */
  readonly code: 'api_response_error'
  /** The vendor's mark. */
  readonly clerkError: true
  /** HTTP status of the provider's answer. Null: no answer came in time. */
  readonly status: number | null
  /** What the provider said. Empty where it said nothing. */
  readonly errors: readonly BackendFault[]
  /** Names the call in the provider's log, or null. */
  readonly clerkTraceId: string | null
}

/** What a line of a log can hold. The fault itself keeps the provider's spelling. */
const CODE = /^[\w.-]{1,64}$/

/** @param caller `users.getUser`. @param answer Null: none came. */
export function createBackendError(caller: string, answer: ProviderAnswer | null): BackendError {
  const errors = toFaults(answer?.body)
  const codes = errors.map(({ code }) => (CODE.test(code) ? code : 'unknown')).join(', ')
  const what =
    answer === null
      ? 'got no answer in time. Check apiUrl, and whether this server can reach it'
      : `was answered with status ${answer.status}${codes === '' ? '' : ` (${codes})`}`
  const traceId = isRecord(answer?.body) ? answer.body['clerk_trace_id'] : null
  return Object.assign(new Error(`${caller}() ${what}.`), {
    name: 'BackendError',
    code: 'api_response_error' as const,
    clerkError: true as const,
    status: answer?.status ?? null,
    errors,
    clerkTraceId: typeof traceId === 'string' ? traceId : null,
  })
}

/** Whether something that was thrown comes from a call of the client. */
export function isBackendError(error: unknown): error is BackendError {
  return error instanceof Error && 'clerkError' in error && 'errors' in error
}

function toFaults(body: unknown): readonly BackendFault[] {
  const list: unknown = isRecord(body) ? body['errors'] : null
  return (Array.isArray(list) ? list : [])
    .slice(0, MAX_CLIENT_ERRORS)
    .filter(isRecord)
    .map((one) => ({
      code: toText(one['code']) ?? 'unknown',
      message: toText(one['message']) ?? '',
      longMessage: toText(one['long_message']),
      meta: isRecord(one['meta']) ? one['meta'] : {},
    }))
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
