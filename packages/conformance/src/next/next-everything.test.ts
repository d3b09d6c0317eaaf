/**
 * A Next 16 application that protects everything, its own sign-in page included, in the middleware alone, and whose root catch-all page answers every
 * path that is no file: the worst case for a matcher. Built and served.
 */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findInBuild } from './find-in-build.ts'
import { toHostileRequests } from './hostile-requests.ts'
import { askRaw } from './raw-request.ts'
import { BUILD_TIMEOUT_MS, buildFixture, type Fixture, type RunningFixture } from './start-fixture.ts'
import { readBuildId } from './variants.ts'

const SECRET = 'TOP SECRET'

/** What the build is told, and no start of it. */
const BUILT = {
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${btoa('built.example$')}`,
  NEXT_PUBLIC_CLERK_SIGN_IN_URL: 'https://built.example/sign-in',
}
const OWN_PAGES = { NEXT_PUBLIC_CLERK_SIGN_IN_URL: '/sign-in', CLERK_SIGN_UP_URL: '/sign-up' }

let fixture: Fixture
let app: RunningFixture
let emulator: Emulator
let buildId: string
let page: string
let actionId: string

beforeAll(async () => {
  fixture = await buildFixture('next-everything', BUILT)
  buildId = await readBuildId(fixture.folder)
  emulator = createEmulator()
  await emulator.listen()
  const { publishableKey, secretKey } = emulator
  app = await fixture.start({
    ...OWN_PAGES,
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey,
    CLERK_SECRET_KEY: secretKey,
  })
  const { cookieHeader } = await emulator.mint.session()
  page = await (await fetch(`${app.url}/some/where`, { headers: { cookie: cookieHeader } })).text()
  actionId = /\$ACTION_ID_([0-9a-f]+)/.exec(page)?.[1] ?? expect.fail('The page has no action.')
}, BUILD_TIMEOUT_MS)
afterAll(async () => {
  await app?.stop()
  await emulator?.close()
})

/** Paths beside those that the matcher skips, and below them without being a file. */
const BESIDE_ASSETS = [
  '/_next',
  '/_next/x',
  '/_next/static',
  '/_next/staticx',
  '/_next/static-x/y',
  '/_next/static%2fx',
  '/_next/static/x',
  '/_next/static/chunks/x.js',
  '/_next/static/..%2fx',
  '/_next/static/%5f',
  '/_next/static/x.rsc',
  '/_next/static/x.segments/_tree.segment.rsc',
  '/_next/Static/x',
  '/_next/imagex',
  '/_next/image/x',
  '/_next/image%2fx',
  '/favicon.ico',
]

describe('an application that protects everything', () => {
  it('shows its pages to those who are signed in', () => {
    expect(page).toContain(SECRET)
  })

  it('serves its assets to everybody', async () => {
    const script = /\/_next\/static\/[^"]+\.js/.exec(page)?.[0] ?? expect.fail('The page has no script.')
    const response = await fetch(app.url + script)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('javascript'),
    ])
  })

  it('shows nobody else anything, whatever the path is called', async () => {
    const requests = [
      ...BESIDE_ASSETS.flatMap((target) => [{ target }, { target, headers: { rsc: '1' } }]),
      ...['/some/where', ...BESIDE_ASSETS.slice(0, 4)].flatMap((path) => toHostileRequests(path, buildId)),
    ]
    const opened: unknown[] = []
    for (const request of requests) {
      const { status, text } = await askRaw(app.url, request)
      if (text.includes(SECRET)) opened.push({ ...request, status })
    }
    expect(opened).toEqual([])
  }, 120_000)

  it('runs the action of its page for nobody else, wherever it is sent', async () => {
    const countActed = async (): Promise<string> => (await fetch(`${app.url}/acted`)).text()
    const before = await countActed()
    for (const path of ['/some/where', ...BESIDE_ASSETS]) {
      const form = new FormData()
      form.set(`$ACTION_ID_${actionId}`, '')
      await fetch(app.url + path, { method: 'POST', body: form, redirect: 'manual' })
      const headers = {
        'next-action': actionId,
        accept: 'text/x-component',
        'content-type': 'text/plain;charset=UTF-8',
      }
      await fetch(app.url + path, { method: 'POST', body: '[]', headers, redirect: 'manual' })
    }
    expect(await countActed()).toBe(before)
  })
})

const document = { accept: 'text/html', 'sec-fetch-dest': 'document' }

/** Follows redirects as a browser does, and gives up after ten. Queries are left away. */
async function follow(path: string, headers: Record<string, string>): Promise<readonly string[]> {
  const story: string[] = []
  let url = new URL(path, app.url)
  for (let hop = 0; hop < 10; hop += 1) {
    const response = await fetch(url, { redirect: 'manual', headers: { ...document, ...headers } })
    const text = (await response.text()).replaceAll('<!-- -->', '')
    const title = /<h1>([^<]*)/.exec(text)?.[1] ?? ''
    story.push([response.status, url.pathname, title].join(' ').trim())
    const location = response.headers.get('location')
    if (location === null) return story
    const next = new URL(location, url)
    const back = next.searchParams.get('redirect_url')
    if (back !== null && new URL(back).searchParams.has('redirect_url')) return [...story, 'nested']
    url = next
  }
  return [...story, 'without end']
}

describe('the own sign-in page of an application that protects everything', () => {
  it('is reached by those who are not signed in (in-use 3, first-day 4)', async () => {
    const { cookieHeader: cookie } = await emulator.mint.visitor()
    expect(await follow('/some/where', { cookie })).toEqual(['307 /some/where', '200 /sign-in Sign in here'])
    expect(await follow('/sign-in?x=1', { cookie })).toEqual(['200 /sign-in Sign in here'])
    expect(await follow('/sign-in/factor-one', { cookie })).toEqual([
      '200 /sign-in/factor-one Sign in here, factor-one',
    ])
  })

  it('is reached by those who have a task to finish (in-use 3)', async () => {
    const { cookieHeader: cookie } = await emulator.mint.session({ user: 'edsger' })
    expect(await follow('/some/where', { cookie })).toEqual([
      '307 /some/where',
      '200 /sign-in/tasks Sign in here, tasks',
    ])
  })

  it('opens nothing beside itself (in-use 3)', async () => {
    const requests = [
      '/sign-in/..%2fsome',
      '/sign-in;/../some/where',
      '/sign-inx',
      '/SIGN-IN/..%2Fx',
      '//sign-in/../some/where',
    ].map((target) => ({ target }))
    for (const request of requests) expect((await askRaw(app.url, request)).text).not.toContain(SECRET)
  })
})

describe('a page for those who are not signed in', () => {
  it.each([
    ['/', 'Start'],
    ['/sign-up', 'Sign up here'],
  ])('%s shows itself to them, and sends members on (W3)', async (path, title) => {
    const { cookieHeader: visitor } = await emulator.mint.visitor()
    expect(await follow(path, { cookie: visitor })).toEqual([`200 ${path} ${title}`])
    const { cookieHeader: member } = await emulator.mint.session()
    expect(await follow(path, { cookie: member })).toEqual([`307 ${path}`, '200 /some/where TOP SECRET at some/where'])
  })
})

describe('a fetch of the router', () => {
  const router = { accept: '*/*', 'next-url': '/', 'sec-fetch-dest': 'empty' }
  const ask = async (cookie: string): Promise<readonly [number, string | null]> => {
    const response = await fetch(`${app.url}/some/where`, { redirect: 'manual', headers: { ...router, cookie } })
    expect([response.headers.get('cache-control'), (await response.text()).includes(SECRET)]).toEqual([
      'no-store',
      false,
    ])
    const location = response.headers.get('location')
    return [response.status, location === null ? null : new URL(location, app.url).pathname]
  }

  it('visits for real where a session can be recovered, and the visit recovers it (in-use 2)', async () => {
    const { cookieHeader } = await emulator.mint.session({ expiresInSec: -30, hasRefreshToken: false })
    expect(await ask(cookieHeader)).toEqual([204, null])
    const story = await follow('/some/where', { cookie: cookieHeader })
    expect(story[0]).toBe('307 /some/where')
    expect(story[1]).toContain('/v1/client/handshake')
  })

  it('leads those who are signed out to the sign-in page (in-use 2)', async () => {
    expect(await ask((await emulator.mint.visitor()).cookieHeader)).toEqual([307, '/sign-in'])
  })
})

describe('a server that was started under another name', () => {
  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['0.0.0.0', true],
    // Its own name for itself reaches it on no machine for certain.
    ['::1', false],
  ])(
    'refuses with 404 and no-store at %s, also behind a proxy that ends https, with the not-found page: %s (H7)',
    async (host, hasPage) => {
      const { publishableKey, secretKey } = emulator
      const env = { ...OWN_PAGES, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey }
      const running = await fixture.start(env, { host })
      try {
        const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example' }
        for (const headers of [{}, { rsc: '1' }, forwarded, { ...forwarded, rsc: '1' }]) {
          for (const method of ['GET', 'HEAD']) {
            const response = await fetch(`${running.url}/some/where`, { method, headers, redirect: 'manual' })
            const text = await response.text()
            expect([method, headers, response.status, response.headers.get('cache-control')]).toEqual([
              method,
              headers,
              404,
              expect.stringContaining('no-store'),
            ])
            expect([text.includes(SECRET), text.includes('Not here')]).toEqual([false, hasPage && method === 'GET'])
          }
        }
      } finally {
        await running.stop()
      }
    },
    60_000,
  )
})

describe('one build', () => {
  it('serves two instances, and neither is that of the build (in-use 8)', async () => {
    expect(await findInBuild(fixture.folder, BUILT.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY)).not.toEqual([])
    const other = createEmulator()
    await other.listen()
    // The name of the other adapters will do.
    const second = await fixture.start({
      CLERK_PUBLISHABLE_KEY: other.publishableKey,
      CLERK_SECRET_KEY: other.secretKey,
    })
    try {
      for (const [running, { url, mint }] of [
        [app, emulator],
        [second, other],
      ] as const) {
        const stranger = await fetch(`${running.url}/some/where`, { redirect: 'manual', headers: document })
        expect(new URL(stranger.headers.get('location') ?? '').origin).toBe(url)
        const headers = { cookie: (await mint.session()).cookieHeader }
        expect((await fetch(`${running.url}/some/where`, { redirect: 'manual', headers })).status).toBe(200)
      }
    } finally {
      await second.stop()
      await other.close()
    }
  })
})
