import { NextRequest } from 'next/server.js'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isNowhere, isSecondPass, toNowhere } from './to-nowhere.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** How Next's server says that it was started; null: it does not. */
const lead = (asked: string, server: string | null): string | null => {
  vi.stubEnv('__NEXT_PRIVATE_ORIGIN', server ?? undefined)
  return toNowhere(new NextRequest(asked))?.href.replace(/\?nowhere=[A-Za-z0-9]{12,}$/, ' again') ?? null
}

describe('toNowhere', () => {
  it.each([
    ['http://localhost:3000/x?a=1', 'http://localhost:3000', ''],
    ['http://127.0.0.1:3000/x', 'http://127.0.0.1:3000', ' again'],
    ['http://127.0.0.1:3000/x', null, ' again'],
    ['http://0.0.0.0:3000/x', 'http://localhost:3000', ''],
    ['https://shop.example/x', null, ''],
    ['https://localhost:3000/x', 'http://localhost:3000', ''],
    ['https://localhost:3000/x', 'https://localhost:3000', ''],
  ])('leads %s of a server at %s to the error page, as it is spelled%s (H7)', (asked, server, isSeenAgain) => {
    const { origin } = new NextRequest(asked).nextUrl
    expect(lead(asked, server)).toBe(`${origin}/_error${isSeenAgain}`)
  })

  it('leads a request that came through https to a server at 127.0.0.1 back by http (H7)', () => {
    expect(lead('https://127.0.0.1:3000/x', 'http://127.0.0.1:3000')).toBe('http://localhost:3000/_error again')
  })

  it.each([
    ['https://127.0.0.1:3000/x', null],
    ['https://127.0.0.1:3000/x', 'https://127.0.0.1:3000'],
    ['http://[::1]:3000/x', 'http://[::1]:3000'],
    ['http://127.3.2.1:3000/x', 'http://127.3.2.1:3000'],
    ['http://127.0.0.1:3000/x', 'http://127.0.0.1.example:3000'],
  ])('leads %s of a server at %s nowhere, since it might not be reached (H7)', (asked, server) => {
    expect(lead(asked, server)).toBeNull()
  })
})

describe('isSecondPass', () => {
  it.each(['', '?nowhere=', '?nowhere=AAAAAAAAAAAAAAAAAAAAAA', '?a=1'])(
    'believes no request at the error page that a client wrote: %j (H1)',
    (search) => {
      expect(isSecondPass(new NextRequest(`http://localhost:3000/_error${search}`))).toBe(false)
    },
  )

  it('knows the request that it sent out itself, and sends none out for ever (H7)', () => {
    vi.stubEnv('__NEXT_PRIVATE_ORIGIN', 'http://127.0.0.1:3000')
    const url = toNowhere(new NextRequest('http://localhost:3000/x'))?.href ?? ''
    expect(isSecondPass(new NextRequest(url))).toBe(true)
    expect(toNowhere(new NextRequest('http://localhost:3000/_error?nowhere=other'))).toBeNull()
  })
})

describe('a rewrite of the configuration that comes before files', () => {
  const nextConfig = { basePath: '/base', i18n: { locales: ['en', 'de'], defaultLocale: 'en' } }
  const plain = new NextRequest('https://app.test/x')
  const both = new NextRequest('https://app.test/base/de/x', { nextConfig })
  it.each([
    ['/:path*', plain, true],
    ['/(.*)', plain, true],
    ['/((?!api).*)', plain, true],
    ['/:one', plain, true],
    ['/_ERROR', plain, true],
    ['/:one/:two', plain, false],
    ['/old/:path*', plain, false],
    ['/base/:nextInternalLocale(en|de)/:path*', both, true],
    ['/base/:locale/:path*', both, true],
    ['/base/de/:path*', both, false],
    ['/base/:nextInternalLocale(en|de)/old/:path*', both, false],
    // Whatever cannot be read.
    ['/[[...slug]]', plain, true],
  ])('%s lets a refusal lead nowhere where it would lead on (H1)', (source, request, isTaken) => {
    expect(toNowhere(request, ['/never', source]) === null).toBe(isTaken)
  })

  it('makes the error page one of the application, for which the handler is asked (H1)', () => {
    const german = new NextRequest('https://app.test/base/de/_error', { nextConfig })
    expect(isNowhere(german, [])).toBe(true)
    expect(isNowhere(german, ['/base/de/:path*'])).toBe(false)
    expect(isNowhere(new NextRequest('https://app.test/_error/'), ['/:path*'])).toBe(false)
  })
})

describe('isNowhere', () => {
  it.each([
    ['/_error', true],
    ['/_error/', true],
    ['/_errors', false],
    ['/%5Ferror', false],
    ['/x/_error', false],
  ])('says of %s: %s', (path, expected) => {
    expect(isNowhere(new NextRequest(`https://app.test${path}`))).toBe(expected)
  })
})
