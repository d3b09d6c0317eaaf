/** Fetch handler → the address of a server of this process that ends with the test. Waits until it listens. */
import { serve } from '@hono/node-server'
import { onTestFinished } from 'vitest'

export function listenOnce(handler: (request: Request) => Response | Promise<Response>): Promise<string> {
  return new Promise((resolve) => {
    const server = serve({ fetch: handler, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    )
    onTestFinished(() => {
      server.close()
    })
  })
}
