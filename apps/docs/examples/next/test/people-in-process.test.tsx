/** The files that the pages of "People" show, asked in this process: `proxy.ts` first, then the page or the route, as Next does it. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { NextRequest, type NextFetchEvent } from 'next/server'
import { renderToReadableStream } from 'react-dom/server.edge'
import type { ReactNode } from 'react'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

const seen = vi.hoisted(() => ({ headers: new Headers(), removed: [] as string[] }))
vi.mock('next/headers.js', () => ({
  headers: async () => seen.headers,
  cookies: async () => ({
    getAll: () =>
      (seen.headers.get('cookie') ?? '').split('; ').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')) })),
    delete: (name: string) => void seen.removed.push(name),
  }),
}))
vi.mock('next/cache.js', () => ({ io: async () => {} }))

const APP = 'http://localhost:3000'
const PAGE = { accept: 'text/html', 'sec-fetch-dest': 'document' }
let emulator: Emulator

beforeAll(async () => {
  emulator = createEmulator({ appOrigin: APP })
  await emulator.listen()
  vi.stubEnv('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', emulator.publishableKey)
  vi.stubEnv('CLERK_SECRET_KEY', emulator.secretKey)
})
beforeEach(() => {
  seen.removed.length = 0
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await emulator.close()
})

const cookieOf = async (session: Parameters<Emulator['mint']['session']>[0]): Promise<string> =>
  (await emulator.mint.session(session)).cookieHeader

/** Shows a request to proxy.ts. What it hands over is what server code then sees. */
async function visit(path: string, cookie: string, method = 'GET'): Promise<Response> {
  const { default: proxy } = await import('../proxy.ts')
  const request = new NextRequest(APP + path, { method, headers: { ...PAGE, cookie, host: 'localhost:3000' } })
  const response = (await proxy(request, { waitUntil() {} } as unknown as NextFetchEvent)) ?? new Response()
  const prefix = 'x-middleware-request-'
  const pairs = [...response.headers].filter(([name]) => name.startsWith(prefix))
  seen.headers = new Headers(pairs.map(([name, value]) => [name.slice(prefix.length), value]))
  return response
}

async function show(path: string, cookie: string, page: ReactNode): Promise<string> {
  expect((await visit(path, cookie)).headers.get('x-middleware-next')).toBe('1')
  const stream = await renderToReadableStream(page)
  await stream.allReady
  const text = await new Response(stream).text()
  return text.replaceAll('<!-- -->', '').replaceAll('&amp;', '&')
}

describe('people', () => {
  it('shows the name and the address of whoever is signed in', async () => {
    const { default: Page } = await import('../app/profile/page.tsx')
    const text = await show('/profile', await cookieOf({ user: 'ada' }), <Page />)
    expect(text).toContain('Ada')
    expect(text).toContain('ada@example.com')
  })

  it('shows a visitor the links for signing in and up, and a person the profile and a button', async () => {
    const { default: Page } = await import('../app/welcome/page.tsx')
    const back = `redirect_url=${encodeURIComponent(`${APP}/welcome`)}`
    const visitor = await show('/welcome', (await emulator.mint.visitor()).cookieHeader, <Page />)
    expect(visitor).toContain(`${emulator.url}/sign-in?${back}`)
    expect(visitor).toContain(`${emulator.url}/sign-up?${back}`)
    const person = await show('/welcome', await cookieOf({ user: 'ada' }), <Page />)
    expect(person).toContain(`${emulator.url}/user?${back}`)
    expect(person).toContain(`action="${APP}/sign-out"`)
  })

  it('signs out: the session has ended, and its cookies are gone', async () => {
    const { POST } = await import('../app/sign-out/route.ts')
    await visit('/sign-out', await cookieOf({ user: 'grace' }), 'POST')
    const response = await POST()
    expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
    expect(emulator.control.sessions().at(-1)?.status).toBe('revoked')
    expect(seen.removed).toContain('__session')
    expect(seen.removed.every((name) => name.startsWith('__session'))).toBe(true)
  })

  it('shows a claim that the template of the instance adds', async () => {
    const { default: Page } = await import('../app/plan/page.tsx')
    const pro = await cookieOf({ user: 'ada', claims: { metadata: { plan: 'pro' } } })
    expect(await show('/plan', pro, <Page />)).toContain('Your plan: pro')
    expect(await show('/plan', await cookieOf({ user: 'ada' }), <Page />)).toContain('Your plan: free')
  })

  it('asks for a fresh sign-in before the account is deleted', async () => {
    const { DELETE } = await import('../app/api/account/route.ts')
    await visit('/api/account', await cookieOf({ user: 'grace', claims: { fva: [90, -1] } }), 'DELETE')
    const refused = await DELETE()
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('reverification-error')])
    await visit('/api/account', await cookieOf({ user: 'grace', claims: { fva: [0, -1] } }), 'DELETE')
    expect(await (await DELETE()).json()).toEqual({ isDeleted: true })
  })
})

describe('organizations', () => {
  it('lists them, with the links that switch', async () => {
    const { default: Page } = await import('../app/organizations/page.tsx')
    const text = await show('/organizations', await cookieOf({ user: 'ada', org: 'acme' }), <Page />)
    expect(text).toMatch(/href="\/orgs\/acme" aria-current="true"/)
    expect(text).toContain('href="/orgs/globex"')
    expect(text).toContain(`${emulator.url}/create-organization?redirect_url=`)
  })

  it('shows a member the organization of the URL, and switches by a visit', async () => {
    const { default: Page } = await import('../app/orgs/[slug]/page.tsx')
    const ada = await cookieOf({ user: 'ada', org: 'acme' })
    const page = <Page params={Promise.resolve({ slug: 'acme' })} />
    expect(await show('/orgs/acme', ada, page)).toMatch(/acme, where you are org:\w+/)
    const away = new URL((await visit('/orgs/globex', ada)).headers.get('location') ?? '')
    expect([away.pathname, away.searchParams.get('organization_id')]).toEqual(['/v1/client/handshake', 'globex'])
  })

  it('sends who has no active organization to the chooser, and lets in who has one', async () => {
    const away = (await visit('/team?tab=1', await cookieOf({ user: 'ada', org: null }))).headers.get('location')
    expect(away).toBe(`${APP}/choose-organization?redirect_url=${encodeURIComponent('/team?tab=1')}`)
    const { default: Page } = await import('../app/team/page.tsx')
    expect(await show('/team', await cookieOf({ user: 'ada', org: 'acme' }), <Page />)).toContain('The team of acme')
  })

  it('lets staff in, and no administrator of another organization', async () => {
    const { requireStaff } = await import('../lib/require-staff.ts')
    const isLetIn = async (org: string): Promise<boolean> => {
      await visit('/welcome', await cookieOf({ user: 'ada', org, claims: { o: { id: org, rol: 'admin' } } }))
      return requireStaff().then(
        () => true,
        () => false,
      )
    }
    expect([await isLetIn('org_acme'), await isLetIn('org_globex')]).toEqual([false, false])
    vi.stubEnv('STAFF_ORGANIZATION_ID', 'org_acme')
    expect([await isLetIn('org_acme'), await isLetIn('org_globex')]).toEqual([true, false])
  })

  it('goes back from the chooser to paths of the application only', async () => {
    const { GET } = await import('../app/choose-organization/[slug]/route.ts')
    const ada = await cookieOf({ user: 'ada', org: 'acme' })
    const back = async (to: string): Promise<string | null> => {
      const path = `/choose-organization/acme?redirect_url=${encodeURIComponent(to)}`
      await visit(path, ada)
      const params = Promise.resolve({ slug: 'acme' })
      return (await GET(new NextRequest(APP + path), { params })).headers.get('location')
    }
    expect(await back('/team')).toBe('/team')
    expect(await back('https://evil.test/')).toBe('/')
    expect(await back('//evil.test')).toBe('/')
    expect(await back('/\\evil.test')).toBe('/')
    expect(await back('/\t/evil.test')).toBe('/')
  })
})
