/**
 * A request of which every byte is written by the test: other versions of HTTP, two hosts, two requests at once. Waits until the server closes
 * the connection, or says nothing for a while.
 */
import { connect } from 'node:net'

/** A server that keeps a broken request waiting is left alone after this. */
const SILENCE_MS = 1_500

/** @returns Everything that came back, heads and bodies, as text. */
export function askRawBytes(origin: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(Buffer.from(bytes, 'latin1')))
    socket.setTimeout(SILENCE_MS, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? socket.destroy() : reject(error),
    )
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
  })
}
