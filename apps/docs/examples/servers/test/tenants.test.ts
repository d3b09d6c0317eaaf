/** The page do/several-tenants: a session of one tenant is nobody at the other, and a host of nobody is refused. */
import { createEmulator, generateSigningKey, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { NAVIGATION } from './sign-in.ts'

type Application = { readonly fetch: (request: Request) => Response | Promise<Response> }

let one: Emulator
let two: Emulator
const applications = new Map<string, Application>()
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
  // They read the keys as they are loaded.
  applications.set('Hono', (await import('../tenants/hono.ts')).default)
  applications.set('fetch', (await import('../tenants/fetch.ts')).default)
})
afterAll(async () => {
  await one?.close()
  await two?.close()
})

describe.each(['Hono', 'fetch'])('several tenants, with %s', (name) => {
  const visit = async (host: string, cookie: string): Promise<readonly [number, string, string | null]> => {
    const request = new Request(`http://${host}/dashboard`, { headers: { ...NAVIGATION, cookie } })
    const response = (await applications.get(name)?.fetch(request)) ?? expect.fail('There is no such application.')
    const location = response.headers.get('location')
    return [response.status, await response.text(), location === null ? null : new URL(location).port]
  }

  it('lets a person of a tenant in at its host', async () => {
    const { cookieHeader } = await one.mint.session({ user: 'ada' })
    expect(await visit('one.localhost:3000', cookieHeader)).toEqual([200, 'user_ada at one.localhost:3000', null])
  })

  it('sends the same person to the sign-in of the other tenant at the other host', async () => {
    const { cookieHeader } = await one.mint.session({ user: 'ada' })
    const [status, , port] = await visit('two.localhost:3000', cookieHeader)
    expect([status, port]).toEqual([307, new URL(two.url).port])
  })

  it('answers 404 at a host of nobody', async () => {
    const { cookieHeader } = await one.mint.session({ user: 'ada' })
    expect((await visit('elsewhere.localhost:3000', cookieHeader))[0]).toBe(404)
  })
})

describe('the list of tenants', () => {
  it.each(['TWO_PUBLISHABLE_KEY', 'TWO_SECRET_KEY'])('is none without %s', async (name) => {
    vi.resetModules()
    vi.stubEnv(name, '')
    await expect(import('../tenants/tenants.ts')).rejects.toThrow('The keys of the tenant TWO are missing.')
    vi.unstubAllEnvs()
  })
})
