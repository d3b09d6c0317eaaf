import { describe, expect, it } from 'vitest'
import { asPass, devOptions, LIVE_KEY, liveCookies, liveOptions, toNavigation, toRequest } from '../../test/fakes.ts'
import { fakePorts, fixedKeys, jsonResponse, mintToken, NOW_SEC, toPublicJwk, type FakeWorld } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import { createTokenVerifier } from '../guard/create-token-verifier.ts'
import type { AuthEvent } from '../foundation/ports.ts'
import { toCookieNames } from '../settings/cookie-names.ts'
import type { AuthOptions } from '../settings/auth-options.ts'

const remote: AuthOptions = { ...liveOptions, jwtKey: null }

async function show(world: FakeWorld, options: AuthOptions, token: string): Promise<string | null> {
  const headers = { authorization: `Bearer ${token}` }
  return asPass(await createAuth(options, world.ports).decide(toRequest('/', { headers }))).reason
}
const named = (world: FakeWorld, name: string): readonly AuthEvent[] =>
  world.events.filter(({ event }) => event === name)

describe('reportCause', () => {
  it('says once which key a token asked for and which are there, with the keys of another instance (in-use 15, in-use 8)', async () => {
    const world = fakePorts({ jwks: [toPublicJwk(fixedKeys.next, { kid: 'ins_there' })] })
    const token = await mintToken({ header: { kid: 'ins_asked' }, claims: { iss: 'https://clerk.other.example' } })
    for (let count = 0; count < 5; count++) expect(await show(world, { ...remote }, token)).toBe('jwk-kid-mismatch')
    expect(named(world, 'token-of-another-instance')).toMatchObject([
      {
        level: 'warn',
        details: {
          kid: 'ins_asked',
          kids: ['ins_there'],
          issuerClaimed: 'https://clerk.other.example',
          issuerOfPublishableKey: 'clerk.example.com',
        },
      },
    ])
    expect(world.events[0]?.message).toContain('from the same instance')
    expect(JSON.stringify(world.events)).not.toMatch(/sk_live|eyJ/)
  })

  it('says it of a key set that is fetched each time, and of a token that is verified by hand (in-use 15)', async () => {
    const worlds = [
      fakePorts({ jwks: [toPublicJwk(fixedKeys.next)] }),
      fakePorts({ jwks: [toPublicJwk(fixedKeys.next)] }),
    ]
    const [one, two] = worlds
    if (one === undefined || two === undefined) expect.fail()
    await show(one, { ...remote, skipJwksCache: true }, await mintToken())
    await expect(createTokenVerifier(two.ports)(await mintToken(), remote)).rejects.toThrow('jwk-kid-mismatch')
    for (const world of worlds) {
      expect(named(world, 'token-of-another-instance')[0]?.details?.['kids']).toEqual([fixedKeys.next.kid])
    }
  })

  it('cuts and cleans what a stranger wrote (in-use 15)', async () => {
    const world = fakePorts()
    await show(world, remote, await mintToken({ header: { kid: 'k'.repeat(250) }, claims: { iss: 'a\nb' } }))
    expect(named(world, 'token-of-another-instance')[0]?.details).toMatchObject({
      kid: 'k'.repeat(120),
      issuerClaimed: 'a?b',
    })
  })

  it('says once that jwtKey did not sign a token (in-use 15)', async () => {
    const world = fakePorts()
    for (let count = 0; count < 3; count++) {
      expect(await show(world, liveOptions, await mintToken({ key: fixedKeys.stranger }))).toBe(
        'token-invalid-signature',
      )
    }
    expect(named(world, 'jwt-key-of-another-instance')).toHaveLength(1)
    expect(JSON.stringify(world.events)).not.toMatch(/eyJ|BEGIN/)
  })

  it('says nothing of a forgery where keys are fetched', async () => {
    const world = fakePorts()
    await show(world, remote, await mintToken({ key: fixedKeys.stranger, header: { kid: fixedKeys.main.kid } }))
    expect(world.events).toEqual([])
  })

  it('shows each origin once that is not listed, and how to list it (first-day 21)', async () => {
    const world = fakePorts()
    for (const azp of ['https://preview.example', 'https://preview.example', 'https://www.example', undefined]) {
      expect(await show(world, liveOptions, await mintToken({ claims: { azp } }))).toBe(
        'token-invalid-authorized-parties',
      )
    }
    const told = named(world, 'authorized-party-unknown')
    expect(told.map(({ details }) => details?.['azp'])).toEqual([
      'https://preview.example',
      'https://www.example',
      null,
    ])
    expect(told[0]?.message).toContain("authorizedParties: ['https://preview.example']")
  })

  it.each([
    ['iat', 'token-iat-in-the-future'],
    ['nbf', 'token-not-active-yet'],
  ])('says by how much the clock is behind, by %s (first-day 21)', async (claim, reason) => {
    const world = fakePorts()
    await show(world, liveOptions, await mintToken({ claims: { [claim]: NOW_SEC + 40 } }))
    expect(named(world, 'clock-skew')).toMatchObject([{ details: { reason, seconds: 40, direction: 'behind' } }])
    expect(world.events[0]?.message).toContain('about 40 s behind')
  })

  it('says nothing of a clock for a session that has run out, as all do', async () => {
    const world = fakePorts()
    await createAuth(liveOptions, world.ports).decide(
      toNavigation('/', { cookies: await liveCookies({ exp: NOW_SEC - 60 }) }),
    )
    expect(world.events).toEqual([])
  })

  it('says by how much the clock is ahead, where a renewed session has run out when it comes (first-day 21)', async () => {
    const world = fakePorts()
    const stale = await mintToken({ claims: { iat: NOW_SEC - 200, exp: NOW_SEC - 140 } })
    world.respond = () => jsonResponse({ cookies: [`__session=${stale}`] })
    const cookies = {
      ...(await liveCookies({ exp: NOW_SEC - 60 })),
      [`__refresh_${toCookieNames(LIVE_KEY).suffix}`]: 'r',
    }
    await createAuth(liveOptions, world.ports).decide(toNavigation('/', { cookies }))
    expect(named(world, 'clock-skew')).toMatchObject([{ details: { seconds: 200, direction: 'ahead' } }])
  })

  it('says it of a development handshake that is forgiven (first-day 21)', async () => {
    const world = fakePorts()
    const late = await mintToken({ claims: { iat: NOW_SEC - 300, exp: NOW_SEC - 240 } })
    const handshake = await mintToken({ claims: { handshake: [`__session=${late}`] } })
    await createAuth(devOptions, world.ports).decide(toNavigation(`/?__clerk_handshake=${handshake}`))
    expect(named(world, 'clock-skew')).toMatchObject([{ details: { seconds: 300, direction: 'ahead' } }])
  })
})

describe('reportLargeCookies', () => {
  const toLargeSession = (): Promise<string> => mintToken({ claims: { metadata: 'x'.repeat(4_000) } })

  it('names the cookie and its size, in place of the general hint about a loop (in-use 16)', async () => {
    const world = fakePorts()
    const auth = createAuth(devOptions, world.ports)
    const handshake = await mintToken({ claims: { handshake: [`__session=${await toLargeSession()}; Path=/`] } })
    await auth.decide(toNavigation(`/?__clerk_handshake=${handshake}`, { cookies: { __clerk_db_jwt: 'd' } }))
    const cookies = { __clerk_db_jwt: 'd', __client_uat: '1', __clerk_redirect_count: '3' }
    await auth.decide(toNavigation('/', { cookies }))
    expect(world.events.map(({ event }) => event)).toEqual(['cookie-too-large', 'handshake-loop'])
    for (const { message } of world.events) expect(message).toMatch(/The cookie __session has \d{4} bytes/)
    expect(JSON.stringify(world.events)).not.toContain('eyJ')
    world.nowMs += 10_000
    await auth.decide(toNavigation('/', { cookies }))
    expect(world.events.at(-1)?.message).toContain('Handshakes do not end')
  })

  it('says it of a renewed session too, once, and of nothing that browsers keep (in-use 16)', async () => {
    const world = fakePorts()
    let token = await mintToken()
    world.respond = () => jsonResponse({ cookies: [`__session=${token}; Path=/`] })
    const cookies = {
      ...(await liveCookies({ exp: NOW_SEC - 60 })),
      [`__refresh_${toCookieNames(LIVE_KEY).suffix}`]: 'r',
    }
    const go = async (): Promise<void> =>
      void (await createAuth(liveOptions, world.ports).decide(toNavigation('/', { cookies })))
    await go()
    expect(world.events).toEqual([])
    token = await toLargeSession()
    await go()
    await go()
    expect(world.events).toMatchObject([{ event: 'cookie-too-large', details: { name: '__session' } }])
  })
})

describe('reportPrivateHost', () => {
  const go = async (
    url: string,
    headers: Record<string, string> = {},
    options: AuthOptions = liveOptions,
  ): Promise<FakeWorld> => {
    const world = fakePorts()
    for (let count = 0; count < 2; count++) {
      await createAuth(options, world.ports).decide(toNavigation(url, { headers }), async (auth) => {
        await auth.protect()
      })
    }
    return world
  }

  it.each([
    'http://10.0.0.7:3000/x',
    'http://web:3000/x',
    'http://localhost:3000/x',
    'http://app.internal/x',
    'http://[::1]/x',
  ])(
    'says once that a browser is about to be sent to %s, and which headers are missing (first-day 22)',
    async (url) => {
      const { events } = await go(url)
      expect(events).toMatchObject([{ event: 'private-host-in-redirect', details: { origin: new URL(url).origin } }])
      expect(events[0]?.message).toContain('x-forwarded-host and x-forwarded-proto')
    },
  )

  it('says it of a handshake too (first-day 22)', async () => {
    const world = fakePorts()
    await createAuth(liveOptions, world.ports).decide(
      toNavigation('http://172.20.0.2/x', { cookies: { __client_uat: '1' } }),
    )
    expect(named(world, 'private-host-in-redirect')).toHaveLength(1)
  })

  it('names authorizedParties where the proxy sends its headers and they are not believed (first-day 22)', async () => {
    const { events } = await go('http://10.0.0.7/x', { 'x-forwarded-host': 'preview.example' })
    expect(events[0]?.message).toContain('authorizedParties')
  })

  it('says nothing of a public address, behind a proxy that tells, or in development (first-day 22)', async () => {
    expect((await go('https://app.example.com/x')).events).toEqual([])
    const forwarded = { 'x-forwarded-host': 'app.example.com', 'x-forwarded-proto': 'https' }
    expect((await go('http://10.0.0.7/x', forwarded)).events).toEqual([])
    expect((await go('http://localhost:3000/x', {}, devOptions)).events).toEqual([])
  })
})
