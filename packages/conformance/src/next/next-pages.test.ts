/** A Next 16 application of the Pages Router with a base path and locales, whose middleware also rewrites; built and served. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BUILD_TIMEOUT_MS, buildFixture, type RunningFixture } from './start-fixture.ts'
import { readBuildId } from './variants.ts'

let app: RunningFixture
let emulator: Emulator
let buildId: string

beforeAll(async () => {
  const fixture = await buildFixture('next-pages')
  buildId = await readBuildId(fixture.folder)
  emulator = createEmulator()
  await emulator.listen()
  const { publishableKey, secretKey } = emulator
  app = await fixture.start({ NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey })
}, BUILD_TIMEOUT_MS)
afterAll(async () => {
  await app?.stop()
  await emulator?.close()
})

const ask = async (path: string, user: string | null, accept = '*/*'): Promise<Response> => {
  const cookie = user === null ? '' : (await emulator.mint.session({ user })).cookieHeader
  return fetch(app.url + path, { headers: { accept, cookie }, redirect: 'manual' })
}
const textOf = async (response: Response): Promise<string> => (await response.text()).replaceAll('<!-- -->', '')

/** The same page, as people and routers spell it. */
const SECRETS = ['/base/secret', '/base/de/secret', '/base/en/secret', '/base/DE/secret', '/base/secret?x=1']

describe('a base path and locales', () => {
  it.each(SECRETS)('open %s to those who are signed in', async (path) => {
    const response = await ask(path, 'ada')
    expect([response.status, await textOf(response)]).toEqual([200, expect.stringContaining('TOP SECRET')])
  })

  it.each([...SECRETS, '/de/base/secret', '/base/de/de/secret', '/base/de/base/secret'])(
    'open %s to nobody else',
    async (path) => {
      const response = await ask(path, null)
      expect([response.status, (await response.text()).includes('TOP SECRET')]).toEqual([404, false])
    },
  )

  it.each(['de', 'en', 'DE', 'fr'])('open no page by a data request with a locale before it: %s', async (locale) => {
    for (const page of ['/secret', '/de/secret', '/en/secret', '/ANY/secret', '/index/secret']) {
      for (const build of [buildId, 'other']) {
        const path = `/base/${locale}/_next/data/${build}${page}.json`
        for (const spelled of [path, path.replace('.json', ''), `${path}?x=1`, path.replace('/base', '')]) {
          const response = await ask(spelled, null)
          expect([spelled, (await response.text()).includes('TOP SECRET')]).toEqual([spelled, false])
        }
      }
    }
  })

  it('answers a data request for whoever may see its page', async () => {
    const response = await ask(`/base/_next/data/${buildId}/de/secret.json`, 'ada')
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('application/json'),
    ])
  })

  it('send a visitor away with the way back to the page that was asked for', async () => {
    const response = await ask('/base/de/secret?x=1', null, 'text/html')
    const location = new URL(response.headers.get('location') ?? '')
    expect(location.searchParams.get('redirect_url')).toBe(`${app.url}/base/de/secret?x=1`)
  })
})

describe('getAuth', () => {
  it.each([
    '/base/who',
    '/base/de/who',
    '/base/who?x=1',
    '/base/api/who',
    '/base/handler',
    '/base/page-by-rewrite',
    '/base/de/page-by-rewrite',
    '/base/api-by-rewrite',
    '/base/route-by-rewrite',
  ])('knows who asks for %s', async (path) => {
    expect(await textOf(await ask(path, 'ada'))).toContain('user_ada')
    expect(await textOf(await ask(path, null))).not.toContain('user_')
  })
})
