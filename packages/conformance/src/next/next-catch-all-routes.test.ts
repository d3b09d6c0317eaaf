/** A Next 16 application whose every path is answered by one route handler; built and served. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILD_TIMEOUT_MS, buildFixture, type Fixture, type RunningFixture } from './start-fixture.ts'

let fixture: Fixture
let app: RunningFixture
let emulator: Emulator

beforeAll(async () => {
  fixture = await buildFixture('next-catch-all-routes')
  emulator = createEmulator()
  await emulator.listen()
  app = await fixture.start(toKeys())
}, BUILD_TIMEOUT_MS)
afterAll(async () => {
  await app?.stop()
  await emulator?.close()
})

const toKeys = (): Record<string, string> => ({
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
  CLERK_SECRET_KEY: emulator.secretKey,
})
const ask = async (path: string, user: string, method: string, at = app): Promise<readonly [number, string]> => {
  const { cookieHeader } = await emulator.mint.session({ user })
  const response = await fetch(at.url + path, { method, headers: { cookie: cookieHeader }, redirect: 'manual' })
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

describe('next dev', () => {
  it('does not run it for those who are refused either (H1)', async () => {
    const dev = await fixture.start(toKeys(), { command: 'dev' })
    try {
      expect(await ask('/admin/x', 'ada', 'GET', dev)).toEqual([200, '{"handled":"/admin/x"}'])
      for (const path of ['/admin/x', '/admin/_error']) {
        const [status, text] = await ask(path, 'grace', 'GET', dev)
        expect([status, text.includes('handled'), text.includes('Not here')]).toEqual([404, false, true])
      }
    } finally {
      await dev.stop()
    }
  }, 60_000)
})
