import { createEmulator } from '@postern/emulator'
import { expect, it } from 'vitest'
import app from './app.ts'

it('opens the export to a key that may read posts', async () => {
  const emulator = createEmulator()
  await emulator.listen()
  process.env['CLERK_PUBLISHABLE_KEY'] = emulator.publishableKey
  process.env['CLERK_SECRET_KEY'] = emulator.secretKey

  const key = await emulator.mint.apiKey({ subject: 'ada', scopes: ['read:posts'] })
  const opened = await app.request('/api/export', { headers: { authorization: key.bearer } })
  expect(await opened.json()).toEqual({ exportOf: 'user_ada' })

  // Also emulator.mint.oauthToken({ user: 'ada', scopes: ['profile'] }).
  const machine = await emulator.mint.m2mToken({ machine: 'reports' })
  const refused = await app.request('/api/export', { headers: { authorization: machine.bearer } })
  expect(refused.status).toBe(401)

  await emulator.close()
})
