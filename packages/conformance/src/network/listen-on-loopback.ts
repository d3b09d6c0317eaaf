/** A fetch handler → a server of Node on a free port of this machine. Waits until it listens. */
import { createAdaptorServer } from '@hono/node-server'
import type { Network } from '@postern/workspace/create-browser'

export interface LoopbackServer {
  readonly port: number
  readonly stop: () => Promise<void>
}

export async function listenOnLoopback(handler: Network): Promise<LoopbackServer> {
  const server = createAdaptorServer({ fetch: (request) => handler(request), overrideGlobalObjects: false })
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      if ('closeAllConnections' in server) server.closeAllConnections()
    })
  return { port, stop }
}
