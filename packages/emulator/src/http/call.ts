/** One request on its way through the emulator: what an endpoint needs to know of it. */
import type { Instance } from '../instance.ts'
import { readBody } from './read-body.ts'

export interface Call {
  readonly instance: Instance
  readonly request: Request
  readonly url: URL
  /** What to do: a method of the endpoint's row. HEAD is answered as GET, and the browser script's `_method` counts; the request's own does not. */
  readonly method: string
  /** Placeholders of the path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>
  /** Cookies by name; the first of a name counts. */
  readonly cookies: ReadonlyMap<string, string>
  /** Writes into the request log why it is answered so. No token, no cookie, no key. */
  note(decision: string): void
}

export type Endpoint = (call: Call) => Response | Promise<Response>

export function readCookies(request: Request): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    if (at > 0 && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim())
  }
  return cookies
}

/** The form of a POST, or an empty one when the body is none. @throws Refusal as `readBody`. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const body = await readBody(request)
  if (request.headers.get('content-type')?.includes('application/json') !== true) return new URLSearchParams(body)
  const parsed = parseObject(body) ?? {}
  return new URLSearchParams(Object.entries(parsed).map(([name, value]) => [name, String(value)]))
}

/** The JSON object of a body; null when it is none. @throws Refusal as `readBody`. */
export async function readJson(request: Request): Promise<Readonly<Record<string, unknown>> | null> {
  const body = await readBody(request)
  return body === '' ? {} : parseObject(body)
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null
  } catch {
    return null
  }
}
