import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'

const askFor = async (redirectUrl: string, options: Parameters<typeof createEmulator>[0] = {}) => {
  const emulator = createEmulator(options)
  return emulator.fetch(`${emulator.url}/v1/client/handshake?redirect_url=${encodeURIComponent(redirectUrl)}`)
}

describe('parseReturnUrl', () => {
  it.each([
    'http://localhost:3000/x',
    'http://127.0.0.1:5173/',
    'https://app.test/a',
    'http://tenant.localhost:3000',
    'https://www.example.com',
  ])('lets the browser back to %s', async (url) => expect((await askFor(url)).status).toBe(307))

  it.each([
    'https://evil.com/',
    'https://app.test.evil.com/',
    'https://notexample.com/',
    'http://user:secret@localhost:3000/',
    'javascript:alert(1)',
    '//localhost:3000',
    '/dash',
    '',
  ])('does not send it to %s', async (url) => expect((await askFor(url)).status).toBe(400))

  it('names what is allowed where it refuses (first-day 16)', async () => {
    const options = { allowedOrigins: ['https://my.company/x'], appOrigin: 'http://localhost:5173' }
    const text = await (await askFor('https://evil.com/', options)).text()
    for (const origin of ['https://my.company,', 'http://localhost:5173', '*.test', 'allowedOrigins'])
      expect(text).toContain(origin)
    expect(text).not.toContain('evil.com')
    const production = { instanceType: 'production', frontendApiHost: 'clerk.company.dev' } as const
    expect(await (await askFor('https://evil.com/', production)).text()).toContain('company.dev and below')
  })

  it.each([
    ['a development satellite', '/sign-in?__clerk_redirect_url=https%3A%2F%2Fevil.com', 'http://localhost:3000'],
    ['a production satellite', '/v1/client/sync?return_to=https%3A%2F%2Fevil.com', 'has shop.test'],
  ])('names what is allowed to %s (first-day 16)', async (_name, path, known) => {
    const emulator = createEmulator({ satelliteDomains: ['shop.test'] })
    const answer = await emulator.fetch(emulator.url + path)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(known)
  })

  it('lets it back to an origin of the options', async () => {
    expect((await askFor('https://my.company/x', { allowedOrigins: ['https://my.company'] })).status).toBe(307)
  })

  it('lets it back to the own domain in production only', async () => {
    const options = { frontendApiHost: 'clerk.company.dev' }
    expect((await askFor('https://www.company.dev/x', { ...options, instanceType: 'production' })).status).toBe(307)
    expect((await askFor('https://www.company.dev/x', options)).status).toBe(400)
  })
})

describe('isRequestForged', () => {
  const post = async (headers: Readonly<Record<string, string>>) => {
    const emulator = createEmulator()
    return emulator.fetch(emulator.signOutUrl, { method: 'POST', headers, body: new URLSearchParams() })
  }

  it.each([
    {},
    { origin: 'http://127.0.0.1:1' },
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
    { origin: 'http://localhost:3000' },
  ])('accepts a form with %j', async (headers) => expect((await post(headers)).status).toBe(303))

  it.each([{ origin: 'https://evil.com' }, { origin: 'null', 'sec-fetch-site': 'cross-site' }])(
    'refuses a form with %j',
    async (headers) => expect((await post(headers)).status).toBe(403),
  )
})
