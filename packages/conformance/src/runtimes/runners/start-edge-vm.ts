/** The edge VM: the handler bundled into one script, behind a server of Node's that translates and decides nothing. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { EdgeVM } from '@edge-runtime/vm'
import { bundle } from './bundle.ts'
import type { StartRuntime } from './runtime.ts'

export const startEdgeVm: StartRuntime = async (sites, environment) => {
  const vm = new EdgeVM({
    initialCode: await bundle('edge-script.ts', { format: 'iife', conditions: ['edge-light', 'worker', 'browser'] }),
  })
  // The suite provokes what is warned of, and this VM would write into the report of the tests.
  vm.evaluate('console.warn = () => {}')
  vm.evaluate(`globalThis.process = ${JSON.stringify({ env: environment })}`)
  vm.evaluate(`globalThis.handler = createHandler(${JSON.stringify(JSON.stringify(sites))})`)
  const server = createServer({ maxHeaderSize: 65_536 }, (incoming, outgoing) => {
    answer(vm, incoming, outgoing).catch(() => outgoing.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(vm: EdgeVM, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { Headers, Request } = vm.context
  const headers = new Headers()
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '')
  }
  const method = incoming.method ?? 'GET'
  const body = method === 'GET' || method === 'HEAD' ? null : new Uint8Array(await buffer(incoming))
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, { method, headers, body })
  const handler: (request: unknown) => Promise<Response> = vm.evaluate('handler')
  const response = await handler(request)
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies)
  const reader = response.body?.getReader()
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
    outgoing.write(part.value)
  outgoing.end()
}
