/** A request → one HTTP exchange with a port of this machine, whatever name the URL has. Waits for the whole answer. */
import { request as open, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

/**
 * Sends as a browser would whose hosts file leads every name to this machine. Follows no redirect and keeps no connection.
 *
 * What is asked for by `https` arrives as behind a proxy that ends TLS: plain, with `x-forwarded-proto`.
 */
export async function sendOverSocket(request: Request, port: number): Promise<Response> {
  const { host, pathname, search, protocol } = new URL(request.url)
  const body = await request.text()
  const headers = {
    ...Object.fromEntries(request.headers),
    host,
    ...(protocol === 'https:' ? { 'x-forwarded-proto': 'https' } : {}),
    ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  }
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const target = { host: '127.0.0.1', port, method: request.method, path: pathname + search, headers, agent: false }
    open(target, resolve).once('error', reject).end(body)
  })
  return toResponse(answer, await text(answer))
}

/** Every header line as it came, so that cookies stay apart. */
function toResponse({ statusCode = 0, rawHeaders }: IncomingMessage, body: string): Response {
  const headers = new Headers()
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  return new Response(body === '' ? null : body, { status: statusCode, headers })
}
