import { expect, it } from 'vitest'
import { app } from '../app'
import { emulator } from './setup'

it('says who is here', async () => {
  const { cookieHeader } = await emulator.mint.session({ user: 'ada' })
  const response = await app.request('http://localhost:3000/me', { headers: { cookie: cookieHeader } })
  expect(await response.json()).toEqual({ userId: 'user_ada' })
})

it.each([
  ['org:admin', 200],
  ['org:member', 404],
])('answers %s with %i', async (role, status) => {
  const { cookieHeader } = await emulator.mint.session({ org: 'acme', role })
  const response = await app.request('http://localhost:3000/admin', { headers: { cookie: cookieHeader } })
  expect(response.status).toBe(status)
})

it('opens the report for an API key', async () => {
  const { secret } = await emulator.mint.apiKey({ subject: 'ada' })
  const authorization = `Bearer ${secret}`
  const response = await app.request('http://localhost:3000/api/report', { headers: { authorization } })
  expect(response.status).toBe(200)
})
