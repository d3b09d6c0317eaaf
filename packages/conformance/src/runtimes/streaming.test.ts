/** Bodies pass while they are made, in both directions, on every runtime and behind both adapters: no part of the way waits for the end. */
import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request as startRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADAPTER_HEADER, SITE_HEADER } from './app/create-handler.ts'
import { FIRST_HALF, SECOND_HALF } from './app/held-routes.ts'
import type { Adapter } from './run-cases.ts'
import { RUNTIMES, type RuntimeName } from './run-suite.ts'
import type { Runtime } from './runners/runtime.ts'
import { createSites } from './sites.ts'
import { type Gate, startGate } from './start-gate.ts'
import { startWorld, type World } from './world.ts'

/** How long a busy machine may take for half a body. Only a body that is kept back takes as long. */
const PATIENCE_MS = 60_000
// Object.keys gives plain texts; these are the names of the object's own members.
const names = Object.keys(RUNTIMES) as readonly RuntimeName[]
const adapters: readonly Adapter[] = ['fetch', 'hono']
/** The server in front of the edge VM is the suite's own, and reads a request to its end before it makes one of the VM's. */
const readers = names.filter((name) => name !== 'edge VM')

let world: World
const started = new Map<RuntimeName, Runtime>()
beforeAll(async () => {
  world = await startWorld()
  const sites = createSites(world)
  const starts = names.map(async (name) => started.set(name, await RUNTIMES[name](sites, {})))
  for (const start of await Promise.allSettled(starts)) if (start.status === 'rejected') throw start.reason
}, 240_000)
afterAll(async () => {
  await Promise.all([...started.values()].map(({ stop }) => stop()))
  await world.stop()
})

interface Way {
  readonly gate: Gate
  readonly signal: AbortSignal
  /** A request that is not ended yet. */
  readonly start: (method: string, path: string) => ClientRequest
}

async function walk(runtime: RuntimeName, adapter: Adapter, run: (way: Way) => Promise<void>): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const gate = await startGate(signal)
  // Nobody is signed in, so headers are added to the response; one is taken from the request, so another is made of it.
  const { cookieHeader } = await world.dev.mint.visitor()
  const own = { [SITE_HEADER]: 'dev', [ADAPTER_HEADER]: adapter, 'x-clerk-auth-status': 'signed-in' }
  const headers = { ...own, host: 'app.test', cookie: cookieHeader }
  const port = started.get(runtime)?.port ?? 0
  const start: Way['start'] = (method, path) => {
    const asked = `${path}?gate=${encodeURIComponent(gate.url)}`
    const request = startRequest({ host: '127.0.0.1', port, method, path: asked, headers, agent: false, signal })
    // Whoever reads the response is told as well.
    return request.on('error', () => {})
  }
  try {
    await run({ gate, signal, start })
  } finally {
    await gate.stop()
  }
}

async function readResponse(request: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  expect(response.headers['x-clerk-auth-reason']).toBe('session-token-and-uat-missing')
  return response
}

describe.each(adapters)('behind %s', (adapter) => {
  it.each(names)('%s sends the first half of a response while the second is not yet made', async (runtime) => {
    await walk(runtime, adapter, async ({ gate, signal, start }) => {
      const request = start('GET', '/held')
      request.end()
      const response = await readResponse(request)
      const [first] = (await once(response, 'data', { signal })) as [Buffer]
      response.pause()
      expect(first.toString()).toBe(FIRST_HALF)
      gate.open()
      expect(await text(response)).toBe(SECOND_HALF)
    })
  })

  it.each(readers)(
    '%s lets the handler read the first half of an upload before the second is sent',
    async (runtime) => {
      await walk(runtime, adapter, async ({ gate, start }) => {
        const request = start('POST', '/taken')
        const answered = readResponse(request)
        request.write(FIRST_HALF)
        // Whoever waits there has read something.
        await Promise.race([gate.asked(), answered])
        gate.open()
        request.end(SECOND_HALF)
        const body: unknown = JSON.parse(await text(await answered))
        expect(body).toEqual({ before: FIRST_HALF, all: FIRST_HALF + SECOND_HALF })
      })
    },
  )
})
