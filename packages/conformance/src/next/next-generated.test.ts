/**
 * A newly generated Next project with the packed packages and the code of the README: built, served and developed, in a browser. Nothing may
 * be complained of, neither in the terminal nor in the console.
 */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { createEmulator, type Emulator } from '@postern/emulator'
import { findLaunch } from '@postern/workspace/find-chromium'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProject, type GeneratedProject } from './generated/create-project.ts'
import { askRaw } from './raw-request.ts'
import { BUILD_TIMEOUT_MS, buildFolder, type Fixture, type RunningFixture } from './start-fixture.ts'

const launch = findLaunch('the generated Next applications in a browser')

let project: GeneratedProject
let fixture: Fixture

beforeAll(async () => {
  project = await createProject()
  const { folder } = project
  fixture = await buildFolder(folder, pathToFileURL(join(folder, 'package.json')))
}, BUILD_TIMEOUT_MS)
afterAll(async () => {
  await project?.remove()
})

it('the README imports the package by one name (first-day 21)', async () => {
  const readme = await readFile(new URL('../../../next/README.md', import.meta.url), 'utf8')
  const names = [...readme.matchAll(/(?:from|import) '(@postern\/[^']+)'/g)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(5)
  expect([...new Set(names)]).toEqual(['@postern/next'])
})

describe.each(['start', 'dev'] as const)('a generated project, next %s (first-day 1)', (command) => {
  let app: RunningFixture
  let emulator: Emulator
  let browser: Browser | null = null

  beforeAll(async () => {
    const port = await findAnyPort()
    emulator = createEmulator({ appOrigin: `http://localhost:${port}` })
    await emulator.listen()
    const keys = { CLERK_PUBLISHABLE_KEY: emulator.publishableKey, CLERK_SECRET_KEY: emulator.secretKey }
    app = await fixture.start(keys, { port, command })
    if (launch !== null) browser = await chromium.launch(launch)
  }, BUILD_TIMEOUT_MS)
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await emulator?.close()
  })

  const cookieOf = async (user: string): Promise<string> => (await emulator.mint.session({ user })).cookieHeader
  const textOf = async (path: string, headers: Record<string, string>): Promise<string> =>
    (await (await fetch(`${app.url}${path}`, { redirect: 'manual', headers })).text()).replaceAll('<!-- -->', '')

  /** Everything that Next or we complained of. A refusal that Next renders is no complaint. */
  const complaints = (): readonly string[] =>
    app
      .output()
      .split('\n')
      .filter((line) => /error|⨯|warn|⚠|Date\.now|prerender/i.test(line))

  it.each([
    ['/dashboard', 'Welcome, user_ada (administrator of acme)'],
    ['/self', 'Self of user_ada'],
    ['/admin', 'Administration, user_ada'],
    ['/me', 'I am Ada'],
    ['/greeting', 'Hello, user_ada'],
    ['/api/notes', '{"notesOf":"user_ada"}'],
    ['/api/me', '{"userId":"user_ada"}'],
  ])('shows %s to whom it is for (first-day 1)', async (path, text) => {
    const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
    expect(await textOf(path, { ...page, cookie: await cookieOf('ada') })).toContain(text)
  })

  it('refuses by a status where nothing was sent yet, and inside of Suspense by what is shown (first-day 3, in-use 26)', async () => {
    const { cookieHeader: cookie } = await emulator.mint.visitor()
    const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
    const ask = async (path: string, headers: Record<string, string>): Promise<readonly [number, string]> => {
      const response = await fetch(`${app.url}${path}`, { redirect: 'manual', headers })
      return [response.status, await response.text()]
    }
    expect((await ask('/dashboard', { ...page, cookie }))[0]).toBe(307)
    expect((await ask('/api/notes', { cookie }))[0]).toBe(404)
    const [status, text] = await ask('/admin', { ...page, cookie: await cookieOf('grace') })
    expect([status, text.includes('Administration,')]).toEqual([200, false])
    const [, shown] = await ask('/self', { ...page, cookie })
    expect(shown).not.toContain('Self of')
    expect(shown).toContain(`/sign-in?redirect_url=${encodeURIComponent(`${app.url}/self`)}`)
  })

  it('has nothing to complain of in the terminal (first-day 2)', () => {
    expect(complaints()).toEqual([])
  })

  describe.skipIf(launch === null)('in a browser', () => {
    const open = async (): Promise<{ context: BrowserContext; page: Page; errors: string[] }> => {
      if (browser === null) throw new Error('There is no browser.')
      const context = await browser.newContext()
      const page = await context.newPage()
      const errors: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`)
      })
      page.on('pageerror', (error) => errors.push(error.message))
      await page.goto(`${app.url}/`)
      await page.waitForLoadState('networkidle')
      return { context, page, errors }
    }
    const signIn = async (page: Page, email: string): Promise<void> => {
      await page.waitForURL((url) => url.pathname === '/sign-in' && url.host === emulator.frontendApiHost)
      await page.getByRole('list', { name: 'People' }).getByRole('button', { name: email }).click()
    }

    it.each([
      { name: 'Dashboard', path: '/dashboard', text: /Welcome, user_ada/, row: 'first-day 23' },
      { name: 'Self', path: '/self', text: /Self of user_ada/, row: 'in-use 1' },
      { name: 'Admin', path: '/admin', text: /Administration, user_ada/, row: 'first-day 26' },
    ])('a link to $path leads a visitor to the sign-in page and back, without an error ($row)', async (link) => {
      const { name, path, text } = link
      const { context, page, errors } = await open()
      await page.getByRole('link', { name }).click()
      await page.waitForURL((url) => url.pathname === '/sign-in' && url.host === emulator.frontendApiHost)
      expect(new URL(page.url()).searchParams.get('redirect_url')).toBe(`${app.url}${path}`)
      await signIn(page, 'ada@example.com')
      await page.waitForURL(`${app.url}${path}`)
      await page.getByRole('heading', { name: text }).waitFor()
      // The other links are loaded in advance for a person now.
      await page.goto(`${app.url}/`)
      await page.waitForLoadState('networkidle')
      for (const [other, heading] of [
        ['Me', /I am Ada/],
        ['Self', /Self of user_ada/],
      ] as const) {
        await page.getByRole('link', { name: other }).click()
        await page.getByRole('heading', { name: heading }).first().waitFor()
        await page.goBack()
      }
      expect(errors).toEqual([])
      await context.close()
    })

    it('a form says that its visitor is signed out, and works for a person (first-day 19)', async () => {
      const { context, page, errors } = await open()
      const send = async (): Promise<string> => {
        await page.goto(`${app.url}/notes`)
        await page.waitForLoadState('networkidle')
        await page.getByRole('textbox', { name: 'Note' }).fill('milk')
        await page.getByRole('button', { name: 'Add' }).click()
        await expect.poll(() => page.getByRole('status').innerText()).not.toBe('')
        return page.getByRole('status').innerText()
      }
      expect(await send()).toContain('You are signed out.')
      const { cookies } = await emulator.mint.session({ user: 'ada' })
      await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: app.url })))
      expect(await send()).toBe('Kept for user_ada: 4 characters.')
      expect(errors).toEqual([])
      await context.close()
    })

    it('had nothing to complain of in the terminal either (first-day 26)', () => {
      expect(complaints()).toEqual([])
    })
  })

  it('says what to do instead where it is asked inside of a cache (first-day 2)', async () => {
    const { text } = await askRaw(app.url, {
      target: '/wrong',
      headers: { host: new URL(app.url).host, accept: 'text/html', cookie: await cookieOf('ada') },
    })
    expect(text + app.output()).toContain('ERR_AUTH_CACHED_SCOPE')
  })
})
