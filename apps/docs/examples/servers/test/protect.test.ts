/** What do/protect-pages.md shows for Hono and for a fetch handler. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import handler from '../protect/fetch.ts'
import app from '../protect/hono.ts'

const origin = 'http://localhost:3000'
const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }

let emulator: Emulator
beforeAll(async () => {
  emulator = createEmulator({ appOrigin: origin })
  await emulator.listen()
  vi.stubEnv('CLERK_PUBLISHABLE_KEY', emulator.publishableKey)
  vi.stubEnv('CLERK_SECRET_KEY', emulator.secretKey)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await emulator?.close()
})

const cookieOf = async (user: string | null): Promise<string> => {
  const minted = user === null ? emulator.mint.visitor() : emulator.mint.session({ user, org: 'acme' })
  return (await minted).cookieHeader
}

type Answer = (request: Request) => Response | Promise<Response>
const ask = async (answer: Answer, path: string, user: string | null): Promise<Response> =>
  answer(new Request(origin + path, { headers: { ...page, cookie: await cookieOf(user) } }))

const servers: readonly [string, Answer][] = [
  ['Hono', (request) => app.fetch(request)],
  ['a fetch handler', (request) => handler.fetch(request)],
]

describe.each(servers)('%s', (_name, answer) => {
  it('is open where the list does not say otherwise', async () => {
    expect(await (await ask(answer, '/', null)).text()).toBe('Everybody may read this.')
  })

  it('sends a visitor to the sign-in page', async () => {
    const response = await ask(answer, '/dashboard', null)
    expect([response.status, response.headers.get('location')]).toEqual([307, expect.stringContaining('/sign-in?')])
  })

  it('says of a 404 that a rule gave it, as do/why-was-it-refused tells', async () => {
    const { status, headers } = await answer(new Request(`${origin}/dashboard`))
    expect([status, headers.get('x-clerk-auth-reason')]).toEqual([404, 'protect-rewrite, dev-browser-missing'])
  })

  it('greets whoever is signed in', async () => {
    expect(await (await ask(answer, '/dashboard', 'ada')).text()).toBe('Welcome, user_ada')
  })
})

it('says nothing of a rule where there is no such page', async () => {
  const { status, headers } = await app.fetch(new Request(`${origin}/nowhere`))
  expect([status, headers.get('x-clerk-auth-reason')]).toEqual([404, 'dev-browser-missing'])
})

it.each([
  ['ada', 200],
  ['grace', 404],
])('in Hono a role is asked for in front of a route: %s gets %i', async (user, status) => {
  expect((await ask((request) => app.fetch(request), '/admin', user)).status).toBe(status)
})
