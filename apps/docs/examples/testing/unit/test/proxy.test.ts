import { unstable_doesMiddlewareMatch as doesMatch } from 'next/experimental/testing/server'
import { expect, it } from 'vitest'
import { config } from '../proxy'
import { emulator } from './setup'
import { asPage, visit } from './visit'

it('sends a visitor to the sign-in page, and back afterwards', async () => {
  const { cookieHeader } = await emulator.mint.visitor()
  const response = await visit('/dashboard', asPage(cookieHeader))
  expect(response.status).toBe(307)
  const signIn = new URL(response.headers.get('location') ?? '')
  expect(signIn.pathname).toBe('/sign-in')
  expect(signIn.searchParams.get('redirect_url')).toBe('http://localhost:3000/dashboard')
})

it.each([
  ['/dashboard', 'org:member', true],
  ['/admin', 'org:member', false],
  ['/admin', 'org:admin', true],
])('%s, asked for by %s, is open: %s', async (path, role, isOpen) => {
  const { cookieHeader } = await emulator.mint.session({ org: 'acme', role })
  const response = await visit(path, asPage(cookieHeader))
  expect(response.headers.has('x-middleware-next')).toBe(isOpen)
})

it.each(['/', '/dashboard', '/admin/users.png'])('is asked about %s', (url) => {
  expect(doesMatch({ config, url })).toBe(true)
})
