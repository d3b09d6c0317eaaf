/**
 * One application on Next 16 and 15, its middleware on Node and on the edge, App and Pages Router, built and served: the same answers.
 */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FORGED_HEADERS } from './forged-headers.ts'
import { PROTECTED_PATHS, toHostileRequests } from './hostile-requests.ts'
import { POLICY_ROWS, WAYS, type Visitor } from './policy-rows.ts'
import { askRaw } from './raw-request.ts'
import { BUILD_TIMEOUT_MS, type Fixture, type RunningFixture } from './start-fixture.ts'
import { buildVariant, readActionIds, readBuildId, VARIANTS } from './variants.ts'

const SECRET = 'TOP SECRET'

describe.each(VARIANTS)('$name', (variant) => {
  let app: RunningFixture
  let emulator: Emulator
  let fixture: Fixture
  let folder: string

  beforeAll(async () => {
    fixture = await buildVariant(variant)
    folder = fixture.folder
    const port = await findAnyPort()
    emulator = createEmulator({ appOrigin: `http://localhost:${port}` })
    await emulator.listen()
    app = await fixture.start(
      { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey, CLERK_SECRET_KEY: emulator.secretKey },
      { port },
    )
  }, BUILD_TIMEOUT_MS)
  afterAll(async () => {
    await app?.stop()
    await emulator?.close()
  })

  const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> =>
    fetch(`${app.url}${path}`, { redirect: 'manual', headers, ...init })
  const textOf = async (response: Response): Promise<string> => (await response.text()).replaceAll('<!-- -->', '')
  const cookieOf = async (user: string): Promise<string> => (await emulator.mint.session({ user })).cookieHeader
  const headersOf = async (visitor: Visitor): Promise<Record<string, string>> => {
    const { mint } = emulator
    if (visitor === 'stranger') return {}
    if (visitor === 'visitor') return { cookie: (await mint.visitor()).cookieHeader }
    if (visitor === 'api key') return { authorization: (await mint.apiKey({ subject: 'ada' })).bearer }
    if (visitor === 'm2m') return { authorization: (await mint.m2mToken()).bearer }
    if (visitor === 'bearer') return { authorization: (await mint.session({ user: 'ada' })).bearer }
    if (visitor === 'forged') return { cookie: (await mint.session({ user: 'ada', isForeign: true })).cookieHeader }
    return { cookie: await cookieOf(visitor) }
  }

  const rows = POLICY_ROWS.map((row) => ({
    ...row,
    outcome: row.tag === undefined ? `${row.status}` : `${row.status} (${row.tag})`,
  }))
  it.each(rows)('$path, asked by $who as $way: $outcome', async ({ path, who, way, status, location, text, isOwn }) => {
    const response = await ask(path, { ...WAYS[way].headers, ...(await headersOf(who)) }, { method: WAYS[way].method })
    const target = response.headers.get('location')
    expect([response.status, target === null ? '' : new URL(target, app.url).pathname]).toEqual([
      status,
      location ?? '',
    ])
    const body = await textOf(response)
    if (text !== undefined) expect(body).toContain(text)
    if (status !== 200) expect(body).not.toContain(SECRET)
    if (isOwn !== true && (status === 307 || status === 401))
      expect(response.headers.get('cache-control')).toBe('no-store')
  })

  describe('the recommended matcher', () => {
    it.each([...PROTECTED_PATHS, '/', '/act', '/echo', '/alias', '/robots.txt', '/sitemap.xml', '/none', '/none.png'])(
      'covers %s',
      async (path) => {
        const response = await ask(path)
        expect(response.headers.get('x-clerk-auth-status')).toBe('signed-out')
        await response.body?.cancel()
      },
    )

    it('lets through who may: the marks of the next test are really there', async () => {
      const headers = { accept: 'text/html', cookie: await cookieOf('ada') }
      for (const path of PROTECTED_PATHS.filter((name) => name !== '/machine')) {
        expect([path, await textOf(await ask(path, headers))]).toEqual([path, expect.stringContaining(SECRET)])
      }
    })

    it('with nobody signed in, no spelling of a protected path opens it', async () => {
      const buildId = await readBuildId(folder)
      const opened: unknown[] = []
      let asked = 0
      for (const path of PROTECTED_PATHS) {
        for (const request of toHostileRequests(path, buildId)) {
          asked += 1
          const { status, text } = await askRaw(app.url, request)
          // The image optimizer fails by itself over what is no image.
          const hasFailed = status >= 500 && !request.target.startsWith('/_next/image')
          if (text.includes(SECRET) || hasFailed) opened.push({ ...request, status })
        }
      }
      expect(opened).toEqual([])
      expect(asked).toBeGreaterThan(1500)
    }, 120_000)
  })

  describe('what a client sends', () => {
    it('never reaches the application, for anybody', async () => {
      for (const who of ['visitor', 'grace', 'api key'] as const) {
        const seen = await (
          await ask('/echo', { ...FORGED_HEADERS, 'x-mine': 'kept', ...(await headersOf(who)) })
        ).json()
        expect(JSON.stringify(seen)).not.toContain('forged')
        expect(seen.headers).toMatchObject({ 'x-mine': 'kept' })
        expect(seen.userId).toBe(who === 'grace' ? 'user_grace' : null)
      }
    })

    it('changes no answer', async () => {
      for (const { path, who, way, status } of POLICY_ROWS) {
        const headers = { ...WAYS[way].headers, ...(await headersOf(who)), ...FORGED_HEADERS }
        const response = await ask(path, headers, { method: WAYS[way].method })
        expect([path, who, way, response.status]).toEqual([path, who, way, status])
        await response.body?.cancel()
      }
    })
  })

  it('server code opens the seal of the middleware', async () => {
    const seen = await (await ask('/echo', await headersOf('grace'))).json()
    expect([seen.userId, seen.debug.handover]).toEqual(['user_grace', 'opened'])
  })

  it('a server action is refused to a visitor with 401, and runs for a person', async () => {
    const outcomes: unknown[] = []
    for (const id of await readActionIds(folder)) {
      for (const who of ['visitor', 'grace'] as const) {
        const headers = { accept: 'text/x-component', 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' }
        const init = { method: 'POST', body: '[]' }
        const response = await ask('/act', { ...headers, ...(await headersOf(who)) }, init)
        outcomes.push([who, response.status, (await response.text()).includes('TOP SECRET for user_grace')])
      }
    }
    expect(outcomes).toContainEqual(['grace', 200, true])
    expect(outcomes).toContainEqual(['visitor', 401, false])
    expect(outcomes).not.toContainEqual(['visitor', 200, expect.anything()])
  })

  it('the data requests of the Pages Router are decided as the page is', async () => {
    const path = `/_next/data/${await readBuildId(folder)}/old.json`
    const seen = await ask(path, { 'x-nextjs-data': '1', ...(await headersOf('grace')) })
    expect(await seen.json()).toMatchObject({ pageProps: { userId: 'user_grace' } })
    const away = await ask(path, { 'x-nextjs-data': '1', ...(await headersOf('visitor')) })
    expect(await away.text()).not.toContain(SECRET)
    expect(away.headers.get('x-nextjs-redirect') ?? '').toContain('/sign-in?')
  })

  it('redirectToSignIn() of a route handler leads to the sign-in page and back', async () => {
    const response = await ask('/away', await headersOf('visitor'))
    const target = new URL(response.headers.get('location') ?? '', app.url)
    expect([response.status, target.pathname]).toEqual([307, '/sign-in'])
    expect(target.searchParams.get('redirect_url')).toBe(`${app.url}/away`)
  })

  it('answers alike when it was started with -H 127.0.0.1: no loop, no 500', async () => {
    const keys = { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey, CLERK_SECRET_KEY: emulator.secretKey }
    const other = await fixture.start(keys, { host: '127.0.0.1' })
    try {
      const status = async (path: string, headers: Record<string, string>): Promise<number> =>
        (await fetch(other.url + path, { redirect: 'manual', headers })).status
      const grace = { ...WAYS.page.headers, ...(await headersOf('grace')) }
      expect([await status('/', grace), await status('/dashboard', grace), await status('/admin', grace)]).toEqual([
        200, 200, 404,
      ])
      const visitor = await headersOf('visitor')
      expect(await status('/dashboard', { ...WAYS.page.headers, ...visitor })).toBe(307)
      expect(await status('/dashboard', visitor)).toBe(404)
    } finally {
      await other.stop()
    }
  })
})
