/**
 * Provider room. A call to the provider → what came of it. Waits. The only file of core that fetches.
 *
 * A call is bounded in time and in the size of its answer, follows no redirect, and never throws: whatever goes wrong comes back as a value.
 * What is merely passed on has no such bounds: it is the browser's call and not ours.
 *
 * @see protocol.md 4.3, 15.9; rulings.md D5, D23
 */
import type { Ports } from '../foundation/ports.ts'
import { fail, ok, type Result } from '../foundation/result.ts'
import { Later } from '../foundation/soon.ts'
import { waitAtMost } from '../foundation/flights.ts'
import { API_VERSION_DATE } from '../wire/endpoints.ts'
import {
  API_VERSION_HEADER,
  AUTHORIZATION_HEADER,
  CONTENT_TYPE_HEADER,
  RETRY_AFTER_HEADER,
  USER_AGENT_HEADER,
} from '../wire/headers.ts'

/** What is asked. */
export interface ProviderCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Absolute; segments and query were encoded by the caller. */
  readonly url: string
  /** Beside those that every call has: who asks. */
  readonly headers: Readonly<Record<string, string>>
  /** Sent as JSON. Absent: no body. */
  readonly body?: unknown
}

/** How a call is made, and how much of an answer to put up with. */
export interface ProviderTerms {
  readonly fetch: Ports['fetch']
  /** Milliseconds from the call to the end of its answer. */
  readonly timeoutMs: number
  /** Largest answer that is read, in bytes after decompression. */
  readonly maxBytes: number
}

/** An answer, whatever it says. */
export interface ProviderAnswer {
  readonly status: number
  /** The parsed JSON, or null where the answer is no JSON in UTF-8. @see RFC 8259 §8.1 */
  readonly body: unknown
  /** It says that it is JSON. */
  readonly isJson: boolean
  /** When the provider wants to be asked again, as it says so; or null. */
  readonly retryAfter: string | null
}

/** Why there is no answer. */
export interface CallFault {
  /** Status of an answer that was too large to read. Null: none came, or it broke off. */
  readonly status: number | null
  /** What stood in the way. It may quote the request, and so a key: never log more than its code. Null: nothing but time. */
  readonly error: unknown
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i

/** The headers of a call to the Backend API, made with this key. */
export function toApiHeaders(bearer: string): ProviderCall['headers'] {
  return { [AUTHORIZATION_HEADER]: `Bearer ${bearer}`, [API_VERSION_HEADER]: API_VERSION_DATE }
}

/** Makes one call. Never rejects. */
export async function callProvider(
  call: ProviderCall,
  terms: ProviderTerms,
): Promise<Result<ProviderAnswer, CallFault>> {
  const aborter = new AbortController()
  try {
    const answer = await waitAtMost(ask(call, terms, aborter.signal), terms.timeoutMs)
    if (answer !== null) return answer
    // The port may ignore the signal; then its answer comes to nobody.
    aborter.abort()
    return fail({ status: null, error: null })
  } catch (error) {
    return fail({ status: null, error })
  }
}

/**
 * Passes a request on as it is. Neither it nor its answer is read or bounded.
 *
 * @param use What is made of the answer.
 * @returns Null where no answer came, or nothing could be made of it.
 */
export function forward<R>(
  send: Ports['fetch'],
  url: URL,
  init: RequestInit,
  use: (answer: Response) => R,
): Later<R | null> {
  return new Later(async () => {
    try {
      return use(await send(url, init))
    } catch {
      // The cause may name inner hosts, and the request holds credentials.
      return null
    }
  })
}

/** Whether the provider did what it was asked for. */
export function isSuccess({ status }: ProviderAnswer): boolean {
  return status >= 200 && status < 300
}

async function ask(
  { method, url, headers, body }: ProviderCall,
  { fetch, maxBytes }: ProviderTerms,
  signal: AbortSignal,
): Promise<Result<ProviderAnswer, CallFault>> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, [CONTENT_TYPE_HEADER]: 'application/json', [USER_AGENT_HEADER]: '@postern/core' },
    // Not `error`, which Workers do not know. The caller refuses a redirect by its status.
    redirect: 'manual',
    signal,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const bytes = await readBytes(response, maxBytes)
  if (bytes === null) return fail({ status: response.status, error: new RangeError('The answer is too large.') })
  return ok({
    status: response.status,
    body: parseJson(bytes),
    isJson: JSON_TYPE.test(response.headers.get(CONTENT_TYPE_HEADER) ?? ''),
    retryAfter: response.headers.get(RETRY_AFTER_HEADER),
  })
}

/** The whole body, or null where it is larger than that. */
async function readBytes(response: Response, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body?.getReader()
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    chunks.push(next.value)
    size += next.value.byteLength
    if (size <= maxBytes) continue
    await reader?.cancel()
    return null
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

/** What the bytes spell, or null where they are no JSON. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
}
