/** A fetch handler → a server on a free port of this machine. Waits until it listens. */
import { createAdaptorServer } from '@hono/node-server'

export interface Served {
  readonly port: number
  readonly stop: () => Promise<void>
}

export async function serve(answer: (request: Request) => Promise<Response>): Promise<Served> {
  const server = createAdaptorServer({ fetch: answer, overrideGlobalObjects: false })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
