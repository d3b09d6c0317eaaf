/** What do/several-tenants.md says of proxy.ts: the host chooses who signs people in. */
import { createEmulator, generateSigningKey, type Emulator } from '@postern/emulator'
import { NextRequest, type NextFetchEvent } from 'next/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let one: Emulator
let two: Emulator
let proxy: (request: NextRequest, event: NextFetchEvent) => unknown
beforeAll(async () => {
  one = createEmulator({ appOrigin: 'http://one.localhost:3000' })
  two = createEmulator({
    appOrigin: 'http://two.localhost:3000',
    signingKey: await generateSigningKey(),
    secretKey: 'sk_test_two',
  })
  for (const [name, emulator] of Object.entries({ ONE: one, TWO: two })) {
    await emulator.listen()
    process.env[`${name}_PUBLISHABLE_KEY`] = emulator.publishableKey
    process.env[`${name}_SECRET_KEY`] = emulator.secretKey
  }
  process.env['CLERK_ENCRYPTION_KEY'] = 'b7'.repeat(32)
  // It reads the keys as it is loaded.
  proxy = (await import('../tenants/proxy.ts')).default
})
afterAll(async () => {
  delete process.env['CLERK_ENCRYPTION_KEY']
  await one?.close()
  await two?.close()
})

/** @returns Status, and the port to which the browser is sent. */
async function visit(host: string, cookie: string): Promise<readonly [number, string | null]> {
  const request = new NextRequest(`http://${host}/dashboard`, {
    headers: { accept: 'text/html', 'sec-fetch-dest': 'document', host, cookie },
  })
  // The proxy needs nothing else of an event.
  const event = { waitUntil() {} } as unknown as NextFetchEvent
  const response = await proxy(request, event)
  if (!(response instanceof Response)) return expect.fail('The proxy gave no answer.')
  const location = response.headers.get('location')
  return [response.status, location === null ? null : new URL(location).port]
}

describe('the proxy of several tenants', () => {
  it('lets a person of a tenant in at its host, and at no other', async () => {
    const { cookieHeader } = await one.mint.session({ user: 'ada' })
    expect(await visit('one.localhost:3000', cookieHeader)).toEqual([200, null])
    expect(await visit('two.localhost:3000', cookieHeader)).toEqual([307, new URL(two.url).port])
  })

  it('answers 404 at a host of nobody', async () => {
    const { cookieHeader } = await one.mint.session({ user: 'ada' })
    expect(await visit('elsewhere.localhost:3000', cookieHeader)).toEqual([404, null])
  })
})
