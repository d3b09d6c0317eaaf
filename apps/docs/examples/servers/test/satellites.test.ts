/** The page do/satellites: signed in at the primary is signed in at the satellite, which never sees a password. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { createBrowser, type Network } from '@postern/workspace/create-browser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import primary from '../satellites/primary.ts'
import satellite from '../satellites/satellite.ts'
import { signIn } from './sign-in.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = createEmulator()
  await emulator.listen()
  process.env['CLERK_PUBLISHABLE_KEY'] = emulator.publishableKey
  process.env['CLERK_SECRET_KEY'] = emulator.secretKey
  process.env['CLERK_SIGN_IN_URL'] = `${emulator.url.replace('127.0.0.1', 'localhost')}/sign-in`
})
afterAll(() => emulator?.close())

const PRIMARY = 'http://localhost:3000'
const SATELLITE = 'http://satellite.localhost:3001'

/** By name, since not every machine finds `satellite.localhost`, and the ports may be taken. */
const network: Network = async (request) => {
  const { origin } = new URL(request.url)
  if (origin === PRIMARY) return primary.fetch(request)
  return origin === SATELLITE ? satellite.fetch(request) : fetch(request)
}

describe('the satellite', () => {
  it('sends to sign in, and gets its own session', async () => {
    const browser = createBrowser(network, Date.now)
    const stranger = await browser.visit(`${SATELLITE}/dashboard`)
    expect(stranger.last.url.pathname).toBe('/sign-in')
    const ada = await signIn(browser, stranger.last.url, 'user_ada')
    expect([ada.last.url.origin, ada.body]).toEqual([SATELLITE, 'Satellite dashboard of user_ada.'])
  })

  it('asks nobody to sign in twice', async () => {
    const browser = createBrowser(network, Date.now)
    const { last } = await browser.visit(`${PRIMARY}/dashboard`)
    expect((await signIn(browser, last.url, 'user_ada')).body).toBe('Primary dashboard of user_ada.')
    const { body } = await browser.visit(`${SATELLITE}/dashboard?__clerk_synced=false`)
    expect(body).toBe('Satellite dashboard of user_ada.')
  })
})
