/** What do/why-was-it-refused.md shows of the log. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { appUrl, emulator } from './app.ts'
import { runProxy, setKeys } from './run-proxy.ts'

const lines: string[] = []
beforeAll(() => {
  setKeys(emulator)
  vi.stubEnv('AUTH_DEBUG', '1')
  for (const name of ['debug', 'log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, name).mockImplementation((...parts: readonly unknown[]) => void lines.push(parts.join(' ')))
})
afterAll(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

it('one line says who asked for what, what was decided by which rule, and what was missing', async () => {
  const { default: debug } = await import('../proxies/debug.ts')
  const { cookieHeader } = await emulator.mint.session({ user: 'grace', org: 'acme', azp: appUrl })
  expect((await runProxy(debug, '/admin', { cookie: cookieHeader })).outcome).toBe(404)
  expect(lines.find((line) => line.includes('decision'))).toMatch(
    /#\w+ GET \/admin → user_grace → asked for org:admin → deny 404 by condition-not-met → wants org:admin, has org:member in acme/,
  )
})
