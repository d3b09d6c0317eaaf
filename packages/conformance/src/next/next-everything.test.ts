/**
 * A Next 16 application that protects everything but its front page, in the middleware alone, and whose root catch-all page answers every
 * path that is no file: the worst case for a matcher. Built and served.
 */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toHostileRequests } from './hostile-requests.ts'
import { askRaw } from './raw-request.ts'
import { BUILD_TIMEOUT_MS, buildFixture, type RunningFixture } from './start-fixture.ts'
import { readBuildId } from './variants.ts'

const SECRET = 'TOP SECRET'

let app: RunningFixture
let emulator: Emulator
let buildId: string
let page: string
let actionId: string

beforeAll(async () => {
  const fixture = await buildFixture('next-everything')
  buildId = await readBuildId(fixture.folder)
  emulator = createEmulator()
  await emulator.listen()
  const { publishableKey, secretKey } = emulator
  app = await fixture.start({ NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey })
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
