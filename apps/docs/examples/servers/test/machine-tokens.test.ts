/** The page do/machine-tokens: each route opens to its kind of token, and the tokens that its code makes are good there. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fetchApp from '../machine-tokens/fetch.ts'
import honoApp from '../machine-tokens/app.ts'
import { listenOnce } from './listen-once.ts'
import { createApiKey, endApiKey } from '../machine-tokens/api-keys.ts'
import { fetchReport } from '../machine-tokens/fetch-report.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = createEmulator()
  await emulator.listen()
  process.env['CLERK_PUBLISHABLE_KEY'] = emulator.publishableKey
  process.env['CLERK_SECRET_KEY'] = emulator.secretKey
  process.env['CLERK_API_URL'] = emulator.url
})
afterAll(() => emulator?.close())

type Application = { readonly fetch: (request: Request) => Response | Promise<Response> }
const APPLICATIONS: Readonly<Record<string, Application>> = { fetch: fetchApp, Hono: honoApp }

describe.each(Object.entries(APPLICATIONS))('the API of machine-tokens, with %s', (_, { fetch: answer }) => {
  const ask = async (path: string, authorization?: string): Promise<{ status: number; body: unknown }> => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    const response = await answer(new Request(`http://localhost:3000${path}`, { headers }))
    const text = await response.text()
    return { status: response.status, body: response.ok ? JSON.parse(text) : text }
  }

  it('answers 401 to whoever shows nothing, or another kind', async () => {
    const { bearer } = await emulator.mint.apiKey()
    const statuses = [
      await ask('/api/export'),
      await ask('/internal/report', bearer),
      await ask('/oauth/profile', bearer),
    ]
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401])
  })

  it('opens the export to an API key with its scope', async () => {
    const reader = await emulator.mint.apiKey({ subject: 'ada', scopes: ['read:posts'] })
    const other = await emulator.mint.apiKey({ subject: 'ada' })
    expect(await ask('/api/export', reader.bearer)).toEqual({ status: 200, body: { exportOf: 'user_ada' } })
    expect((await ask('/api/export', other.bearer)).status).toBe(403)
  })

  it('opens the report to a machine', async () => {
    const { bearer } = await emulator.mint.m2mToken({ machine: 'reports' })
    expect(await ask('/internal/report', bearer)).toEqual({ status: 200, body: { calledBy: 'mch_reports' } })
  })

  it('opens the profile to an OAuth client with its scope', async () => {
    const { bearer } = await emulator.mint.oauthToken({ user: 'ada' })
    const other = await emulator.mint.oauthToken({ user: 'ada', scopes: ['email'] })
    expect(await ask('/oauth/profile', bearer)).toEqual({
      status: 200,
      body: { userId: 'user_ada', clientId: 'client_demo' },
    })
    expect((await ask('/oauth/profile', other.bearer)).status).toBe(403)
  })

  it('opens the posts to people and to their keys', async () => {
    const person = await emulator.mint.session({ user: 'ada' })
    const key = await emulator.mint.apiKey({ subject: 'ada' })
    expect((await ask('/api/posts', person.bearer)).body).toEqual({ userId: 'user_ada', by: 'session_token' })
    expect((await ask('/api/posts', key.bearer)).body).toEqual({ userId: 'user_ada', by: 'api_key' })
  })

  it('takes the API key that the code made, until it is ended', async () => {
    const { id, secret } = await createApiKey('user_grace')
    expect(await ask('/api/export', `Bearer ${secret}`)).toEqual({ status: 200, body: { exportOf: 'user_grace' } })
    await endApiKey(id)
    const { bearer } = await emulator.mint.apiKey({ subject: 'ada', scopes: ['read:posts'] })
    expect((await ask('/api/export', bearer)).status).toBe(200)
  })
})

describe('fetchReport', () => {
  it('shows a token of its machine', async () => {
    process.env['CLERK_MACHINE_SECRET_KEY'] = 'ak_machinereports'
    const url = await listenOnce((request) => {
      // It belongs to the service that calls.
      delete process.env['CLERK_MACHINE_SECRET_KEY']
      return fetchApp.fetch(request)
    })
    expect(await fetchReport(`${url}/internal/report`)).toEqual({ calledBy: 'mch_reports' })
  })
})
