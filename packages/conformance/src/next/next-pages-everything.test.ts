/**
 * A Next 16 application of the Pages Router alone, with locales, that protects everything, and whose root catch-all page answers every path:
 * the worst case for a refusal, because Next builds no not-found page in advance. Built and served.
 */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toHostileRequests } from './hostile-requests.ts'
import { askRaw } from './raw-request.ts'
import { BUILD_TIMEOUT_MS, buildFixture, type RunningFixture } from './start-fixture.ts'
import { readBuildId } from './variants.ts'

const SECRET = 'TOP SECRET'
const RAN = 'catch-all ran'

let app: RunningFixture
let emulator: Emulator
let buildId: string
let cookie: string

beforeAll(async () => {
  const fixture = await buildFixture('next-pages-everything')
  buildId = await readBuildId(fixture.folder)
  emulator = createEmulator()
  await emulator.listen()
  const { publishableKey, secretKey } = emulator
  app = await fixture.start({ NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey })
  cookie = (await emulator.mint.session()).cookieHeader
}, BUILD_TIMEOUT_MS)
afterAll(async () => {
  await app?.stop()
  await emulator?.close()
})

/** Spelled with the build's name where it is known. */
const toPaths = (): readonly string[] => [
  '/',
  '/some/where',
  '/de/some/where',
  '/404',
  '/_error',
  '/de/_error',
  '/_not-found',
  '/_next',
  '/_next/x',
  '/de/_next/x',
  '/_next/static/x',
  '/_next/static/chunks/x.js',
  '/de/_next/static/x',
  '/_next/image/x',
  `/_next/data/${buildId}/some/where.json`,
  `/_next/data/${buildId}/de/some/where.json`,
  `/_next/data/${buildId}/_next/x.json`,
  `/_next/data/${buildId}/_error.json`,
  `/_next/data/${buildId}/404.json`,
  `/_next/data/${buildId}/index.json`,
]

describe('a root catch-all page of the Pages Router', () => {
  it('answers those who may be there', async () => {
    const response = await fetch(`${app.url}/some/where`, { headers: { cookie } })
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining(SECRET)])
  })

  it('runs for nobody else, and its data is not sent (H1)', async () => {
    const before = app.output().split(RAN).length
    const opened: unknown[] = []
    const requests = [
      ...toPaths().flatMap((target) => [{ target }, { target, headers: { 'x-nextjs-data': '1' } }]),
      ...['/some/where', '/_next/x'].flatMap((path) => toHostileRequests(path, buildId)),
    ]
    for (const request of requests) {
      const { status, text } = await askRaw(app.url, request)
      if (text.includes(SECRET) || status === 200) opened.push({ ...request, status })
    }
    expect(opened).toEqual([])
    expect(app.output().split(RAN).length - before).toBe(0)
  }, 120_000)

  it('leaves a refusal with status 404, the not-found page, and in no cache (H1)', async () => {
    for (const path of ['/some/where', '/de/some/where', '/_next/x', '/_error']) {
      const response = await fetch(app.url + path)
      expect([path, response.status, response.headers.get('cache-control')]).toEqual([
        path,
        404,
        expect.stringContaining('no-store'),
      ])
      expect(await response.text()).toContain('This page could not be found')
    }
  })
})

describe('with locales, what lies below /_next/', () => {
  it.each(['/_next/x', '/_next', '/de/_next/x', '/de/_next/static/x'])('%s reaches the gate (H1)', async (path) => {
    expect((await fetch(app.url + path)).headers.get('x-clerk-auth-status')).toBe('signed-out')
  })

  it('is served to everybody where it is a file', async () => {
    const page = await (await fetch(app.url, { headers: { cookie } })).text()
    const script = /\/_next\/static\/[^"]+\.js/.exec(page)?.[0] ?? expect.fail('The page has no script.')
    expect((await fetch(app.url + script)).status).toBe(200)
  })
})
