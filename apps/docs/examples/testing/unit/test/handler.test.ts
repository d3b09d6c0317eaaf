import { expect, it } from 'vitest'
import { handler } from '../handler'
import { emulator } from './setup'

const dashboard = 'http://localhost:3000/dashboard'

it('lets Ada in', async () => {
  const { cookieHeader } = await emulator.mint.session({ user: 'ada' })
  const response = await handler(new Request(dashboard, { headers: { cookie: cookieHeader } }))
  expect(await response.json()).toEqual({ userId: 'user_ada' })
})

it('refuses nobody', async () => {
  const response = await handler(new Request(dashboard))
  expect(response.status).toBe(404)
})

it('refuses a forged token', async () => {
  const { bearer } = await emulator.mint.session({ user: 'ada', isForeign: true })
  const response = await handler(new Request(dashboard, { headers: { authorization: bearer } }))
  expect(response.status).toBe(404)
})
