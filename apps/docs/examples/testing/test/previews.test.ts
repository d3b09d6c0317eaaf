/** The page about previews: the origins that a platform gives to a deployment, and what a wildcard may be. */
import { createEmulator } from '@postern/emulator'
import { withAuth } from '@postern/fetch'
import { NextRequest, type NextFetchEvent } from 'next/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import proxy from '../previews/proxy'

const PREVIEW = 'app-git-sign-in-acme.vercel.app'
const emulator = createEmulator()

async function visit(host: string, cookie: string): Promise<Response> {
  const headers = { cookie, accept: 'text/html', 'sec-fetch-dest': 'document', 'x-forwarded-proto': 'https' }
  const request = new NextRequest(`https://${host}/dashboard`, { headers })
  // Nothing else of an event is read.
  const event = { waitUntil() {} } as unknown as NextFetchEvent
  return (await proxy(request, event)) ?? new Response()
}

beforeEach(() => {
  vi.stubEnv('CLERK_PUBLISHABLE_KEY', emulator.publishableKey)
  vi.stubEnv('CLERK_SECRET_KEY', emulator.secretKey)
  vi.stubEnv('CLERK_JWT_KEY', emulator.jwtKey)
  vi.stubEnv('VERCEL_ENV', 'preview')
  vi.stubEnv('VERCEL_URL', 'app-8c1d2e-acme.vercel.app')
  vi.stubEnv('VERCEL_BRANCH_URL', PREVIEW)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

describe('a preview', () => {
  it('lets people in who signed in on it', async () => {
    const { cookieHeader } = await emulator.mint.session({ azp: `https://${PREVIEW}` })
    expect((await visit(PREVIEW, cookieHeader)).headers.has('x-middleware-next')).toBe(true)
  })

  it('sends people to its own sign-in page', async () => {
    const { cookieHeader } = await emulator.mint.visitor()
    const location = new URL((await visit(PREVIEW, cookieHeader)).headers.get('location') ?? '')
    expect(location.origin + location.pathname).toBe(`https://${PREVIEW}/sign-in`)
  })

  it('refuses a session of a stranger’s preview, and the log names its origin', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { cookieHeader } = await emulator.mint.session({ azp: 'https://evil-git-x.vercel.app' })
    expect((await visit(PREVIEW, cookieHeader)).headers.has('x-middleware-next')).toBe(false)
    expect(warn.mock.calls.join()).toMatch(/authorized-party-unknown.*evil-git-x\.vercel\.app/)
  })
})

describe('production', () => {
  it.each(['production', undefined])(
    'lets its own sessions in, and none of a preview, when VERCEL_ENV is %s',
    async (value) => {
      vi.stubEnv('VERCEL_ENV', value)
      vi.spyOn(console, 'warn').mockImplementation(() => {})
      const isLetIn = async (azp: string): Promise<boolean> => {
        const { cookieHeader } = await emulator.mint.session({ azp })
        return (await visit('app.example.com', cookieHeader)).headers.has('x-middleware-next')
      }
      expect([await isLetIn('https://app.example.com'), await isLetIn(`https://${PREVIEW}`)]).toEqual([true, false])
    },
  )
})

describe('a wildcard', () => {
  const ask = async (party: string, azp: string): Promise<unknown> => {
    const handler = withAuth(
      async (_request, { auth }) => Response.json((await auth()).userId),
      { ...emulator.authOptions, jwtKey: emulator.jwtKey, authorizedParties: [party] },
      { log: () => {} },
    )
    const { bearer } = await emulator.mint.session({ user: 'ada', azp })
    return (await handler(new Request(azp, { headers: { authorization: bearer } }))).json()
  }

  it.each([
    ['https://*.preview.example.com', 'https://pr-42.preview.example.com', 'user_ada'],
    ['https://*.my-app.pages.dev', 'https://abc123.my-app.pages.dev', 'user_ada'],
    ['https://*.preview.example.com', 'https://a.b.preview.example.com', null],
  ])('%s and a session of %s: %s', async (party, azp, userId) => {
    expect(await ask(party, azp)).toBe(userId)
  })

  it.each(['https://*.vercel.app', 'https://*.netlify.app', 'https://*.workers.dev'])(
    '%s is refused',
    async (party) => {
      await expect(ask(party, 'https://app.vercel.app')).rejects.toMatchObject({ code: 'ERR_AUTH_OPTION_INVALID' })
    },
  )
})
