/** What the suite's applications have around them: two instances of a provider, and a provider that is broken in several ways. */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEmulator, type Emulator } from '@postern/emulator'

/** Where the applications are, as browsers see it. */
export const DEVELOPMENT_APP = 'http://app.test'
export const PRODUCTION_APP = 'https://app.test'

export interface World {
  readonly dev: Emulator
  readonly prod: Emulator
  /** Origin of the broken provider. The first segment of a path says how it is broken. */
  readonly brokenUrl: string
  readonly stop: () => Promise<void>
}

/** Starts all of them on free ports of this machine. */
export async function startWorld(): Promise<World> {
  const dev = createEmulator({ appOrigin: DEVELOPMENT_APP, idSeed: 'runtimes' })
  const prod = createEmulator({ instanceType: 'production', appOrigin: PRODUCTION_APP, idSeed: 'runtimes' })
  const broken = await startBrokenProvider()
  await Promise.all([dev.listen(), prod.listen()])
  const stop = async (): Promise<void> => {
    await Promise.all([dev.close(), prod.close(), broken.stop()])
  }
  return { dev, prod, brokenUrl: broken.url, stop }
}

type Failure = (response: ServerResponse) => unknown
const json = { 'content-type': 'application/json' }

const FAILURES: Readonly<Record<string, Failure>> = {
  unavailable: (response) => response.writeHead(503, json).end('{"errors":[]}'),
  limited: (response) => response.writeHead(429, json).end('{"errors":[{"code":"too_many_requests"}]}'),
  page: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'),
  empty: (response) => response.writeHead(200, json).end('{"keys":[]}'),
  elsewhere: (response) => response.writeHead(302, { location: '/empty' }).end(),
  hangup: (response) => response.destroy(),
}

async function startBrokenProvider(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const fail = FAILURES[request.url?.split('/')[1] ?? ''] ?? ((missing) => missing.writeHead(404).end())
    request.resume()
    fail(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
