import { emulatorFixtures } from '@postern/emulator/vitest'
import { withAuth } from '@postern/fetch'
import { test as base, expect } from 'vitest'

// A fresh emulator for each test: what one of them breaks, no other one sees.
const test = base.extend(emulatorFixtures())

test('answers 503 while nobody can check an API key', async ({ emulator }) => {
  const handler = withAuth(
    async (_request, { auth }) => Response.json({ userId: (await auth.protect({ token: 'api_key' })).userId }),
    emulator.authOptions,
    { fetch: emulator.fetch, log: () => {} },
  )
  const { secret } = await emulator.mint.apiKey({ subject: 'ada' })
  const request = () => new Request('http://localhost:3000/', { headers: { authorization: `Bearer ${secret}` } })

  emulator.control.trouble.add({ path: '/api_keys/verify', status: 503 })
  expect((await handler(request())).status).toBe(503)
  emulator.control.trouble.clear()
  expect((await handler(request())).status).toBe(200)
})

test('signs people out when their session is revoked', async ({ emulator }) => {
  const handler = withAuth(
    async (_request, { auth }) => Response.json({ userId: (await auth()).userId }),
    emulator.authOptions,
    { fetch: emulator.fetch, clock: emulator.clock, log: () => {} },
  )
  const { cookieHeader, sessionId } = await emulator.mint.session({ user: 'ada' })
  const visit = async () =>
    (await handler(new Request('http://localhost:3000/', { headers: { cookie: cookieHeader } }))).json()

  expect(await visit()).toEqual({ userId: 'user_ada' })
  emulator.control.revokeSession(sessionId)
  // A token lives for a minute.
  emulator.clock.advance(90_000)
  expect(await visit()).toEqual({ userId: null })
})
