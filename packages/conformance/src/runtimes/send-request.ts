/** Sends a request as it stands, byte for byte: `fetch` would tidy the URL, follow redirects and merge cookies. */
import { once } from 'node:events'
import { type Agent, type IncomingMessage, request as startRequest } from 'node:http'
import { buffer } from 'node:stream/consumers'

export interface RawRequest {
  readonly method: string
  /** Path and query, as they go over the wire. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
}

export interface RawResponse {
  readonly status: number
  /** In lower case, without `set-cookie`. */
  readonly headers: Readonly<Record<string, string>>
  readonly setCookies: readonly string[]
  readonly body: string
}

/** @param port On 127.0.0.1. */
export async function sendRequest(port: number, request: RawRequest, agent: Agent): Promise<RawResponse> {
  const { method, path, headers, body } = request
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const outgoing = startRequest({ host: '127.0.0.1', port, method, path, headers: { ...headers, ...length }, agent })
  const response = once(outgoing, 'response') as Promise<[IncomingMessage]>
  outgoing.end(body ?? undefined)
  const [incoming] = await response
  const bytes = await buffer(incoming)
  const { 'set-cookie': setCookies = [], ...rest } = incoming.headers
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)])),
    setCookies,
    body: bytes.toString('utf8'),
  }
}
