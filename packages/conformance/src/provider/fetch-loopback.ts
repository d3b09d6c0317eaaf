/** A browser's request → the answer of the server on this machine, whatever host the request names. Over a real connection. */
import { request as send } from 'node:http'

/**
 * What is asked for by `https` arrives as behind a proxy that ends TLS: plain, with `x-forwarded-proto`. Names such as `clerk.app.localhost` need no entry in a hosts file this way, and nothing can leave the machine.
 *
 * @param port Where the server listens on 127.0.0.1.
 */
export async function fetchLoopback(request: Request, port: number): Promise<Response> {
  const url = new URL(request.url)
  const body = Buffer.from(await request.arrayBuffer())
  const proxied = url.protocol === 'https:' ? { 'x-forwarded-proto': 'https' } : {}
  const headers = { ...Object.fromEntries(request.headers), ...proxied, host: url.host }
  return new Promise((resolve, reject) => {
    const target = { host: '127.0.0.1', port, path: url.pathname + url.search, method: request.method, headers }
    const sent = send({ ...target, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const names = new Headers()
        for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2)
          names.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '')
        const text = chunks.length === 0 ? null : Buffer.concat(chunks)
        resolve(new Response(text, { status: answer.statusCode ?? 500, headers: names }))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
