/** A Next 16 application whose every path is answered by one route handler; built and served. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILD_TIMEOUT_MS, buildFixture, type RunningFixture } from './start-fixture.ts'

let app: RunningFixture
let emulator: Emulator

beforeAll(async () => {
  const fixture = await buildFixture('next-catch-all-routes')
  emulator = createEmulator()
  await emulator.listen()
  const { publishableKey, secretKey } = emulator
  app = await fixture.start({ NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey })
}, BUILD_TIMEOUT_MS)
afterAll(async () => {
  await app?.stop()
  await emulator?.close()
})

const ask = async (path: string, user: string, method: string): Promise<readonly [number, string]> => {
  const { cookieHeader } = await emulator.mint.session({ user })
  const response = await fetch(app.url + path, { method, headers: { cookie: cookieHeader }, redirect: 'manual' })
  return [response.status, await response.text()]
}

describe.each(['GET', 'POST', 'PUT', 'DELETE'])('a root catch-all route handler, asked by %s', (method) => {
  it('answers those who may be there', async () => {
    expect(await ask('/admin/x', 'ada', method)).toEqual([200, '{"handled":"/admin/x"}'])
  })

  it('is not run for those who are refused', async () => {
    const [status, text] = await ask('/admin/x', 'grace', method)
    expect([status, text.includes('handled')]).toEqual([404, false])
  })
})
