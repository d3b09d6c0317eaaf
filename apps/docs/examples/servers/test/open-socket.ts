/** Sockets for the tests of do/websockets. Each is ended with its test. */
import { once } from 'node:events'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Server } from './start.ts'

/** As whom a socket is opened. */
export interface Opening {
  readonly protocols?: readonly string[]
  readonly origin: string
  readonly headers?: Readonly<Record<string, string>>
}

/** @returns The socket once it is open, or the status of the refusal. */
export function open(server: Server, { protocols = [], origin, headers = {} }: Opening): Promise<WebSocket | number> {
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/socket`, [...protocols], { origin, headers })
  onTestFinished(() => socket.terminate())
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (_request, { statusCode = 0 }) => resolve(statusCode))
    socket.once('error', reject)
  })
}

/** @returns The socket; a refusal fails the test. */
export async function openFor(server: Server, opening: Opening): Promise<WebSocket> {
  const socket = await open(server, opening)
  return typeof socket === 'number' ? expect.fail(`Refused with ${socket}.`) : socket
}

/** @returns The next message. */
export async function readMessage(socket: WebSocket): Promise<string> {
  const [data] = await once(socket, 'message')
  return String(data)
}

/** Runs the script of a page as a browser does that holds these cookies. @returns What the page shows first. */
export function show(html: string, server: Server, opening: Opening): Promise<string> {
  class PageSocket extends WebSocket {
    constructor(path: string) {
      super(`${server.origin.replace('http', 'ws')}${path}`, opening)
      onTestFinished(() => this.terminate())
    }
  }
  return new Promise((resolve) => {
    const answer = {
      set textContent(text: string) {
        resolve(text)
      },
    }
    runInNewContext(/<script>(.*)<\/script>/s.exec(html)?.[1] ?? '', {
      document: { getElementById: () => answer },
      WebSocket: PageSocket,
    })
  })
}
