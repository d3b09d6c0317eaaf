/**
 * A Next 16 application with a root catch-all page, the vendor's server code behind our middleware, and two tenants; built and served.
 */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { createEmulator, generateSigningKey, type Emulator } from '@postern/emulator'
import { findLaunch } from '@postern/workspace/find-chromium'
import { chromium } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FORGED_HEADERS } from './forged-headers.ts'
import { BUILD_TIMEOUT_MS, buildFixture, type RunningFixture } from './start-fixture.ts'

let app: RunningFixture
let emulator: Emulator
let other: Emulator

beforeAll(async () => {
  const [fixture, port, key] = await Promise.all([buildFixture('next-catch-all'), findAnyPort(), generateSigningKey()])
  const appOrigin = `http://localhost:${port}`
  emulator = createEmulator({ appOrigin })
  other = createEmulator({ appOrigin, signingKey: key, secretKey: 'sk_test_another_tenant' })
  await Promise.all([emulator.listen(), other.listen()])
  app = await fixture.start(
    {
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
      CLERK_SECRET_KEY: emulator.secretKey,
      CLERK_ENCRYPTION_KEY: 'b7'.repeat(32),
      OTHER_PUBLISHABLE_KEY: other.publishableKey,
      OTHER_SECRET_KEY: other.secretKey,
    },
    { port },
  )
}, BUILD_TIMEOUT_MS)
afterAll(async () => {
  await app?.stop()
  await Promise.all([emulator?.close(), other?.close()])
})

const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> =>
  fetch(`${app.url}${path}`, { redirect: 'manual', headers, ...init })
const textOf = async (response: Response): Promise<string> => (await response.text()).replaceAll('<!-- -->', '')
const signedIn = async (user = 'ada', at: Emulator = emulator): Promise<Record<string, string>> => ({
  ...page,
  cookie: (await at.mint.session({ user })).cookieHeader,
})

describe('a root catch-all page', () => {
  it('answers what nothing else answers', async () => {
    const response = await ask('/some/where', await signedIn())
    expect([response.status, await textOf(response)]).toEqual([
      200,
      expect.stringContaining('Catch-all some/where for user_ada'),
    ])
  })

  it('cannot turn a refusal into 200', async () => {
    for (const refused of [await ask('/dashboard'), await ask('/admin', await signedIn('grace'))]) {
      expect(refused.status).toBe(404)
      const html = await textOf(refused)
      expect(html).toContain('Not here')
      expect(html).not.toMatch(/Catch-all|Dashboard of|>Admin</)
    }
    expect((await ask('/admin', await signedIn('ada'))).status).toBe(200)
  })
})

describe('an action of a root catch-all page', () => {
  const countActed = async (): Promise<unknown> => (await ask('/acted')).json()
  /** Sends the page's form as a browser without scripts does, and as Next's router does. */
  const send = async (path: string, user: string): Promise<readonly number[]> => {
    const html = await textOf(await ask('/some/where', await signedIn()))
    const id = /\$ACTION_ID_([0-9a-f]+)/.exec(html)?.[1] ?? expect.fail('The page has no action.')
    const form = new FormData()
    form.set(`$ACTION_ID_${id}`, '')
    const headers = await signedIn(user)
    const byForm = await ask(path, headers, { method: 'POST', body: form })
    const byRouter = await ask(
      path,
      { ...headers, accept: 'text/x-component', 'next-action': id },
      { method: 'POST', body: '[]' },
    )
    return [byForm.status, byRouter.status]
  }

  it('runs for those who may be there', async () => {
    const before = Number(await countActed())
    expect(await send('/admin/anything', 'ada')).toEqual([200, 200])
    expect(await countActed()).toBe(before + 2)
  })

  it('does not run for those who are refused, although their refusal is rendered by the page that owns it', async () => {
    const before = await countActed()
    expect(await send('/admin/anything', 'grace')).toEqual([404, 404])
    expect(await countActed()).toBe(before)
  })

  it('does not run at the path of the not-found page, which no handler sees', async () => {
    const before = await countActed()
    expect(await send('/_error', 'ada')).toEqual([404, 404])
    expect(await countActed()).toBe(before)
  })
})

describe("the vendor's auth() behind our middleware", () => {
  it('reads the session, in a page, a route handler and the Pages Router', async () => {
    const headers = await signedIn()
    expect(await textOf(await ask('/vendor', headers))).toContain('Vendor sees user_ada in acme')
    const both = await (await ask('/vendor-api', headers)).json()
    expect(both).toMatchObject({ ours: { tokenType: 'session_token', userId: 'user_ada', orgRole: 'org:admin' } })
    expect(both.theirs).toEqual(both.ours)
    expect(await textOf(await ask('/legacy', headers))).toContain('user_ada and user_ada')
  })

  it('reads nobody', async () => {
    const visitor = await emulator.mint.visitor()
    const response = await ask('/vendor', { ...page, cookie: visitor.cookieHeader })
    expect(await textOf(response)).toContain('Vendor sees nobody in no organization')
  })

  it('reads machine tokens of each kind', async () => {
    const { mint } = emulator
    const bearers = [await mint.apiKey({ subject: 'ada' }), await mint.m2mToken(), await mint.oauthToken()]
    for (const { bearer } of bearers) {
      const both = await (await ask('/vendor-api', { authorization: bearer })).json()
      expect(both.ours.isAuthenticated).toBe(true)
      expect(both.theirs).toEqual(both.ours)
    }
  })

  it('reads a tenant whose keys the options gave', async () => {
    const headers = { ...(await signedIn('grace', other)), 'x-tenant': 'other' }
    const both = await (await ask('/vendor-api', headers)).json()
    expect(both).toMatchObject({ ours: { userId: 'user_grace' }, handover: 'opened' })
    expect(both.theirs).toEqual(both.ours)
    expect(await textOf(await ask('/legacy', headers))).toContain('user_grace and user_grace')
  })

  it('follows a rewrite of the handler', async () => {
    const both = await (await ask('/rewritten', await signedIn())).json()
    expect([both.ours.userId, both.theirs.userId]).toEqual(['user_ada', 'user_ada'])
  })
})

describe('two tenants', () => {
  it("never accept each other's tokens, whichever came first", async () => {
    const tokens = [(await emulator.mint.session()).bearer, (await other.mint.session()).bearer]
    const status = async (authorization: string, tenant: string): Promise<number> =>
      (await ask('/dashboard', { authorization, 'x-tenant': tenant })).status
    for (let round = 0; round < 2; round += 1) {
      expect([await status(tokens[0] ?? '', 'first'), await status(tokens[0] ?? '', 'other')]).toEqual([200, 404])
      expect([await status(tokens[1] ?? '', 'other'), await status(tokens[1] ?? '', 'first')]).toEqual([200, 404])
    }
  })
})

describe('getAuth', () => {
  it('works in an API route, and behind a rewrite of the configuration', async () => {
    const headers = await signedIn()
    expect(await (await ask('/api/legacy?a=b', headers)).json()).toEqual({ userId: 'user_ada' })
    expect(await textOf(await ask('/alias', headers))).toContain('user_ada and user_ada')
  })

  it('works for the data requests of the Pages Router', async () => {
    const html = await textOf(await ask('/legacy', await signedIn()))
    const buildId = /"buildId":"([^"]+)"/.exec(html)?.[1] ?? ''
    const response = await ask(`/_next/data/${buildId}/legacy.json`, { ...(await signedIn()), 'x-nextjs-data': '1' })
    expect(await response.json()).toMatchObject({ pageProps: { ours: 'user_ada', theirs: 'user_ada' } })
  })
})

describe('what a client sends', () => {
  it('never reaches the application on a matched route', async () => {
    const visitor = await emulator.mint.visitor()
    const seen = await (
      await ask('/echo', { ...FORGED_HEADERS, 'x-mine': 'kept', cookie: visitor.cookieHeader })
    ).json()
    expect(JSON.stringify(seen)).not.toContain('forged')
    expect(seen).toMatchObject({ 'x-mine': 'kept', 'x-clerk-auth-status': 'signed-out', 'x-clerk-auth-token': '' })
  })

  it('changes no answer', async () => {
    expect((await ask('/dashboard', FORGED_HEADERS)).status).toBe(404)
    expect(await textOf(await ask('/vendor', { ...(await signedIn()), ...FORGED_HEADERS }))).toContain(
      'Vendor sees user_ada',
    )
  })

  it('is not believed where the middleware does not run, nor is a token verified there (H13)', async () => {
    expect(await (await ask('/unseen', FORGED_HEADERS)).json()).toEqual({ code: 'ERR_AUTH_ENCRYPTION_KEY_INVALID' })
    expect(await (await ask('/unseen', { 'x-clerk-auth-status': 'signed-in' })).json()).toEqual({ userId: null })
    expect(await (await ask('/unseen', { authorization: (await emulator.mint.session()).bearer })).json()).toEqual({
      userId: null,
    })
  })

  it('leaves nobody where the middleware does not run, and one warning for all that names the matcher (in-use 7)', async () => {
    for (let time = 0; time < 3; time += 1) {
      expect(await (await ask('/unseen', {})).json()).toEqual({ userId: null })
    }
    expect(app.output().match(/middleware-missing: .*config\.matcher/g)).toHaveLength(1)
  })

  it('answers 404 for a missing file there, to nobody as to a member, whom the layout takes for nobody (in-use 7, H13)', async () => {
    const countWarnings = (): number => app.output().split('middleware-missing: ').length
    // Next makes one bundle of pages and one of route handlers, and each tells once.
    const before = countWarnings()
    for (const headers of [{}, page, await signedIn()]) {
      const response = await ask('/unseen/files/sw.js', headers)
      expect([response.status, await textOf(response)]).toEqual([404, expect.stringContaining('Files for nobody')])
    }
    expect(countWarnings() - before).toBe(1)
    expect(app.output()).not.toContain('ERR_AUTH_MIDDLEWARE_MISSING')
  })
})

const launch = findLaunch('the Next catch-all in a browser')

describe.skipIf(launch === null)('in a browser', () => {
  it('a visitor to /dashboard signs in and comes back; a member gets 404 at /admin, an administrator the page', async () => {
    const browser = await chromium.launch(launch ?? {})
    try {
      for (const [user, status] of [
        ['grace', 404],
        ['ada', 200],
      ] as const) {
        const context = await browser.newContext({ baseURL: app.url })
        const tab = await context.newPage()
        await tab.goto('/dashboard')
        await tab
          .getByRole('list', { name: 'People' })
          .getByRole('button', { name: `${user}@example.com` })
          .click()
        await tab.waitForURL(`${app.url}/dashboard`)
        expect(await tab.getByRole('heading').innerText()).toBe(`Dashboard of user_${user}`)
        expect((await tab.goto('/admin'))?.status()).toBe(status)
        expect(await tab.getByRole('heading').innerText()).toBe(status === 404 ? 'Not here' : 'Admin')
        await context.close()
      }
    } finally {
      await browser.close()
    }
  })

  it('signing out works, and a fetch by a script then gets 404 and no sign-in page', async () => {
    const browser = await chromium.launch(launch ?? {})
    try {
      const context = await browser.newContext({ baseURL: app.url })
      const tab = await context.newPage()
      await tab.goto('/dashboard')
      await tab.getByRole('list', { name: 'People' }).getByRole('button', { name: 'grace@example.com' }).click()
      await tab.waitForURL(`${app.url}/dashboard`)
      const devBrowser = (await context.cookies(app.url)).find(({ name }) => name === '__clerk_db_jwt')
      const query = new URLSearchParams({ redirect_url: `${app.url}/`, __clerk_db_jwt: devBrowser?.value ?? '' })
      await tab.goto(`${emulator.url}/sign-out?${query}`)
      await tab.getByRole('button', { name: 'Sign out', exact: true }).click()
      await tab.waitForURL(`${app.url}/`)
      const seen = await tab.evaluate(async () => {
        const response = await fetch('/dashboard')
        return { status: response.status, url: response.url, text: await response.text() }
      })
      expect([seen.status, seen.url]).toEqual([404, `${app.url}/dashboard`])
      expect(seen.text).toContain('Not here')
      expect(seen.text).not.toContain('Catch-all')
      await tab.goto('/dashboard')
      await tab.waitForURL((url) => url.pathname === '/sign-in' && url.host === emulator.frontendApiHost)
    } finally {
      await browser.close()
    }
  })
})
