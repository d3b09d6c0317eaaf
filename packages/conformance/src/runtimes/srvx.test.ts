/** The suite's handler behind srvx, the other server for Node: its requests are not the platform's own. */
import { serve, type Server } from 'srvx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ADAPTER_HEADER, createHandler, SITE_HEADER } from './app/create-handler.ts'
import { FIRST_HALF, SECOND_HALF } from './app/held-routes.ts'
import type { Adapter } from './run-cases.ts'
import { createSites } from './sites.ts'
import { startGate } from './start-gate.ts'
import { startWorld, type World } from './world.ts'

const PATIENCE_MS = 60_000
const adapters: readonly Adapter[] = ['fetch', 'hono']

let world: World
let server: Server
beforeAll(async () => {
  world = await startWorld()
  const handler = createHandler(JSON.stringify(createSites(world)))
  server = serve({ hostname: '127.0.0.1', port: 0, silent: true, fetch: (request) => handler(request) })
  await server.ready()
})
afterAll(async () => {
  await server.close(true)
  await world.stop()
})

interface Question extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>
  readonly duplex?: 'half'
}

describe.each(adapters)('srvx, behind %s', (adapter) => {
  const ask = (path: string, init: Question = {}): Promise<Response> => {
    const headers = { ...init.headers, [SITE_HEADER]: 'dev', [ADAPTER_HEADER]: adapter }
    return fetch(new URL(path, server.url), { redirect: 'manual', ...init, headers })
  }

  it('opens a protected route to a session, by cookie and by header, and to nobody else', async () => {
    const { cookieHeader, bearer } = await world.dev.mint.session({ user: 'ada' })
    for (const headers of [{ cookie: cookieHeader }, { authorization: bearer }]) {
      const response = await ask('/dashboard', { headers })
      expect([response.status, await response.json()]).toMatchObject([200, { userId: 'user_ada' }])
    }
    expect((await ask('/dashboard')).status).toBe(404)
  })

  it('takes the headers away that only a middleware may set', async () => {
    const headers = { 'x-clerk-auth-status': 'signed-in', 'x-postern-auth': 'forged', 'x-app': 'own' }
    const seen: unknown = await (await ask('/seen', { method: 'POST', body: 'text', headers })).json()
    expect(seen).toEqual({ method: 'POST', headers: { 'x-app': 'own' }, isUnread: true })
  })

  it('keeps two cookies apart', async () => {
    const response = await ask('/cookies')
    expect([response.status, response.headers.getSetCookie()]).toEqual([
      201,
      ['one=1; Path=/; Expires=Wed, 21 Oct 2037 07:28:00 GMT', 'two=2; Path=/'],
    ])
  })

  it('hands half a body on while the other is not yet made, both ways', async () => {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const down = await startGate(signal)
    const up = await startGate(signal)
    try {
      const response = await ask(`/held?gate=${encodeURIComponent(down.url)}`, { signal })
      const reader = response.body?.getReader()
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(FIRST_HALF)
      down.open()
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(SECOND_HALF)

      const { readable, writable } = new TransformStream<Uint8Array>()
      const writer = writable.getWriter()
      // A header that is taken away makes the request a new one; its body must come along.
      const headers = { 'x-clerk-auth-status': 'signed-in' }
      const path = `/taken?gate=${encodeURIComponent(up.url)}`
      const answered = ask(path, { method: 'POST', body: readable, duplex: 'half', headers, signal })
      await writer.write(new TextEncoder().encode(FIRST_HALF))
      await Promise.race([up.asked(), answered])
      up.open()
      await writer.write(new TextEncoder().encode(SECOND_HALF))
      await writer.close()
      const body: unknown = await (await answered).json()
      expect(body).toEqual({ before: FIRST_HALF, all: FIRST_HALF + SECOND_HALF })
    } finally {
      await Promise.all([down.stop(), up.stop()])
    }
  })
})
