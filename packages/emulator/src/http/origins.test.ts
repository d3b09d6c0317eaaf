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
