/**
 * Bench. The three applications of `contestants.ts` on Node, each on a port of its own. Prints the ports and a token that they accept: the
 * keys are those of this process.
 */
import { createRequire } from 'node:module'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { apps } from '../contestants.ts'
import { mintToken } from '../mint.ts'

interface NodeServer {
  readonly getRequestListener: (
    fetch: (request: Request) => Response | Promise<Response>,
  ) => Parameters<typeof createServer>[1]
}

// Installed for the conformance suite; the bench has none of its own.
const home = new URL('../../../conformance/package.json', import.meta.url)
const { getRequestListener } = createRequire(home)('@hono/node-server') as NodeServer

const ports: Record<string, number> = {}
for (const [name, app] of Object.entries(apps)) {
  const server = createServer(getRequestListener((request) => app.fetch(request))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  ports[name] = (server.address() as AddressInfo).port
}
console.log(JSON.stringify({ ports, token: await mintToken(0) }))
