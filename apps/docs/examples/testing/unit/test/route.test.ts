import { expect, it } from 'vitest'
import { DELETE, GET } from '../app/api/notes/route'
import { call } from './call'
import { emulator } from './setup'

it('lists the notes of the person who asks', async () => {
  const { cookieHeader } = await emulator.mint.session({ user: 'grace' })
  const response = await call(GET, '/api/notes', { cookie: cookieHeader })
  expect(await response.json()).toEqual({ notesOf: 'user_grace' })
})

it('does not run for a visitor', async () => {
  const response = await call(GET, '/api/notes')
  expect(response.headers.get('x-middleware-rewrite')).toMatch(/\/_error/)
})

it('deletes for administrators', async () => {
  const { cookieHeader } = await emulator.mint.session({ org: 'acme', role: 'org:admin' })
  const response = await call(DELETE, '/api/notes', { cookie: cookieHeader })
  expect(response.status).toBe(200)
})

it('does not delete for members', async () => {
  const { cookieHeader } = await emulator.mint.session({ org: 'acme', role: 'org:member' })
  // A refusal stops the handler with the error that Next turns into its not-found page.
  await expect(call(DELETE, '/api/notes', { cookie: cookieHeader })).rejects.toThrow(/404/)
})
