/** Bench. One connection that is kept open and sends the same request again and again, at as little cost to the machine as possible. */
import { once } from 'node:events'
import { connect } from 'node:net'

export interface Connection {
  /** Sends the request and waits for the whole answer, body and head as it came. */
  ask(): Promise<string>
  close(): void
}

/** A request as it goes over the wire, as if a proxy had taken TLS off it. */
export function toWire(request: Request): string {
  const { pathname, search } = new URL(request.url)
  const headers = [...request.headers, ['x-forwarded-proto', 'https'] as const]
  return `GET ${pathname}${search} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}

/** @param wire The request. @param host Where the server listens. Waits until it is open. */
export async function openConnection(port: number, wire: string, host = '127.0.0.1'): Promise<Connection> {
  const socket = connect({ host, port, noDelay: true })
  await once(socket, 'connect')
  socket.setEncoding('latin1')
  let answer = ''
  let done: ((error: Error | null) => void) | null = null
  socket.on('data', (part: string) => {
    answer += part
    if (isWhole(answer)) done?.(null)
  })
  socket.on('error', (error) => done?.(error))
  socket.on('close', () => done?.(new Error('The server closed a connection that was kept open.')))
  return {
    ask: () =>
      new Promise((resolve, reject) => {
        answer = ''
        done = (error) => (error === null ? resolve(answer) : reject(error))
        socket.write(wire)
      }),
    close: () => socket.destroy(),
  }
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end))?.[1]
  return length === undefined ? answer.endsWith('\r\n0\r\n\r\n') : answer.length >= end + 4 + Number(length)
}
