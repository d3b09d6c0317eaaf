/** A server that lets somebody wait: it says when it was asked, and answers when it is told to. Waits for its port. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Gate {
  readonly url: string
  /** Resolves when somebody waits at the gate. Rejects when nobody came in time. */
  readonly asked: () => Promise<void>
  /** Lets through whoever waits, and everybody who comes later. */
  readonly open: () => void
  readonly stop: () => Promise<void>
}

/** @param signal Ends the wait of `asked`. */
export async function startGate(signal: AbortSignal): Promise<Gate> {
  const asked = createPromise()
  const opened = createPromise()
  const server = createServer((_, response) => {
    asked.resolve()
    void opened.promise.then(() => response.end('open'))
  })
  signal.addEventListener('abort', () => asked.reject(new Error('Nobody came to the gate in time.')))
  // Whoever never asks is not told.
  asked.promise.catch(() => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    asked: () => asked.promise,
    open: opened.resolve,
    stop: async () => {
      opened.resolve()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Settled {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

function createPromise(): Settled {
  let resolve = (): void => {}
  let reject: Settled['reject'] = () => {}
  const promise = new Promise<void>((onDone, onFailed) => {
    resolve = onDone
    reject = onFailed
  })
  return { promise, resolve, reject }
}
