import { beforeAll, describe, expect, it } from 'vitest'
import type { AuthEvent } from '@postern/core'
import { APP, createProvider, type Provider } from '../test/provider.ts'
import { withAuth, type Handler } from './with-auth.ts'

let provider: Provider
beforeAll(async () => {
  provider = await createProvider()
})

const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const protect: Handler = async (_, { auth }) => {
  await auth.protect()
  return new Response('secret')
}

describe('withAuth', () => {
  it('refuses its own sign-in page instead of redirecting it to itself, and says so once (in-use 3)', async () => {
    const log: AuthEvent[] = []
    const ports = { ...provider.ports, log: (event: AuthEvent) => void log.push(event) }
    const app = withAuth(protect, { ...provider.options, signInUrl: '/sign-in' }, ports)
    const hops: string[] = []
    let url = new URL('/dashboard', APP)
    for (let hop = 0; hop < 10; hop++) {
      const response = await app(new Request(url, { headers: page }))
      hops.push(`${url.pathname} ${response.status}`)
      const location = response.headers.get('location')
      if (location === null) break
      url = new URL(location, url)
    }
    await app(new Request(url, { headers: page }))
    expect(hops).toEqual(['/dashboard 307', '/sign-in 401'])
    expect(log.filter(({ event }) => event === 'redirect-to-itself')).toHaveLength(1)
  })

  it('refuses a preflight, since the handler is the application (in-use 6)', async () => {
    const app = withAuth(protect, provider.options, provider.ports)
    const headers = { origin: 'https://other.example', 'access-control-request-method': 'POST' }
    const response = await app(new Request(`${APP}/api/x`, { method: 'OPTIONS', headers }))
    expect([response.status, await response.text()]).toEqual([404, ''])
  })

  it('answers by itself where it catches the refusal (in-use 5)', async () => {
    const app = withAuth(
      async (_, { auth }) => {
        const session = await auth.protect().catch(() => null)
        return new Response(session === null ? 'welcome' : 'dashboard')
      },
      provider.options,
      provider.ports,
    )
    expect(await (await app(new Request(APP))).text()).toBe('welcome')
  })
})
