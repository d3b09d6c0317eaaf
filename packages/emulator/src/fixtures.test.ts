import { decodeJwt } from 'jose'
import { describe, expect, test as base } from 'vitest'
import { connectEmulator } from './connect-emulator.ts'
import type { MintedSession, MintSessionOptions } from './mint/mint.ts'
import { type ContextCookie, emulatorFixtures as playwrightFixtures } from './playwright.ts'
import { emulatorFixtures } from './vitest.ts'

const test = base.extend(emulatorFixtures({ clock: 1_790_000_000_000 }))

describe('fixtures for Vitest', () => {
  test('give each test an emulator of its own', async ({ emulator }) => {
    await emulator.mint.session()
    expect(emulator.control.sessions()).toHaveLength(1)
  })

  test('give the next one another', ({ emulator }) => {
    expect(emulator.control.sessions()).toEqual([])
  })

  test('give a port to whoever asks for it', async ({ emulatorServer }) => {
    const answer = await fetch(`${emulatorServer.url}/__emu/health`)
    expect(await answer.json()).toEqual({ ok: true })
  })
})

describe('connectEmulator', () => {
  test('mints from afar and passes errors on', async ({ emulatorServer }) => {
    const remote = await connectEmulator(emulatorServer.url)
    expect(remote.publishableKey).toBe(emulatorServer.publishableKey)
    expect(decodeJwt((await remote.mint.session({ user: 'grace' })).token).sub).toBe('user_grace')
    expect((await remote.mint.apiKey({ name: 'x' })).bearer).toMatch(/^Bearer ak_/)
    expect(await remote.mint.handshakeNonce()).toMatch(/^hsn/)
    await expect(remote.mint.session({ user: 'nobody' })).rejects.toThrow('nobody is called')
  })
})

describe('fixtures for Playwright', () => {
  test('sign a browser in without a page', async () => {
    const { emulator, signInAs } = playwrightFixtures()
    const added: ContextCookie[] = []
    const context = {
      addCookies: async (cookies: ContextCookie[]) => {
        added.push(...cookies)
      },
    }
    await emulator[0]({}, async (remote) => {
      await signInAs(
        { context, baseURL: 'http://localhost:3000/app', emulator: remote },
        async (signIn: (options?: MintSessionOptions) => Promise<MintedSession>) => {
          const { token } = await signIn({ user: 'ada' })
          expect(decodeJwt(token)['azp']).toBe('http://localhost:3000')
          expect(added.find(({ name }) => name === '__session')).toMatchObject({
            value: token,
            url: 'http://localhost:3000/app',
          })
          expect(added.at(-1)).toMatchObject({ url: remote.url, httpOnly: true })
        },
      )
    })
  })
})
