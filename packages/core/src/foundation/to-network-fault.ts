/** Foundation. What a log or a header may hold of a call that failed, and of a stranger's text. Pure. Holds no credential. */
import { isObject, toUrl } from './is-record.ts'
import { MAX_PLAIN_CHARS } from '../wire/limits.ts'

export interface NetworkFault {
  /** Address of the call without user, password, query and fragment; empty where it is no URL. */
  readonly url: string
  /** HTTP status, or null where there was no answer. */
  readonly status: number | null
  /** The platform's name for what happened (`ECONNREFUSED`, `TimeoutError`), or null. */
  readonly cause: string | null
}

/** The message of an error may quote the request, and so a key; its code cannot. */
const CODE = /^\w{1,40}$/

/** @param error What the call threw, or null where it was answered or not in time. */
export function toNetworkFault(url: string, status: number | null, error: unknown): NetworkFault {
  return { url: toShownUrl(url), status, cause: toCode(readMember(error, 'cause')) ?? toCode(error) ?? toName(error) }
}

/** The fault in a sentence about it: ` (https://api.example/v1/jwks, ECONNREFUSED)`. */
export function toFaultText({ url, status, cause }: NetworkFault): string {
  const parts = [url, status === null ? '' : `status ${status}`, cause ?? ''].filter((part) => part !== '')
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

/** Any text as one that a header and a line of a log can hold. What is no printable ASCII becomes a question mark, so that no line can be forged; the rest is cut off. */
export function toPlainText(text: string): string {
  return text.slice(0, MAX_PLAIN_CHARS).replaceAll(/[^\x20-\x7e]/g, '?')
}

function toShownUrl(text: string): string {
  const url = toUrl(text)
  return url === null ? '' : `${url.origin}${url.pathname}`.slice(0, MAX_PLAIN_CHARS)
}

function toCode(error: unknown): string | null {
  const code = readMember(error, 'code')
  return typeof code === 'string' && CODE.test(code) ? code : null
}

function toName(error: unknown): string | null {
  return error instanceof Error && CODE.test(error.name) ? error.name : null
}

function readMember(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined
}
