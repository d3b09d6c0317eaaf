import { createLocalJWKSet, decodeJwt, importSPKI, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { createEmulator } from './create-emulator.ts'
import type { PrivateJwk } from './keys/fixed-keys.ts'
import type { Persistence } from './state/create-store.ts'

const NOW_MS = 1_790_000_000_000
const secretKey = { authorization: 'Bearer sk_test_postern-emulator' }
const start = () => createEmulator({ clock: NOW_MS, idSeed: 'test' })

/** The directives of a development handshake's answer. */
async function redeem(emulator: ReturnType<typeof createEmulator>, location: string): Promise<readonly string[]> {
  const url = new URL(location)
  const nonce = url.searchParams.get('__clerk_handshake_nonce')
  if (nonce === null) return decodeJwt(url.searchParams.get('__clerk_handshake') ?? '')['handshake'] as string[]
  const answer = await emulator.fetch(`${emulator.url}/v1/clients/handshake_payload?nonce=${nonce}`, {
    headers: secretKey,
  })
  return ((await answer.json()) as { directives: string[] }).directives
}

const handshakeUrl = (base: string, query: Readonly<Record<string, string>>): string =>
  `${base}/v1/client/handshake?${new URLSearchParams({ redirect_url: 'http://localhost:3000/dash?x=1', format: 'nonce', ...query })}`

describe('createEmulator', () => {
  it('refuses ids that repeat together with a place that keeps them', () => {
    const persistence = { load: () => [], commit: () => {}, close: () => {} } as unknown as Persistence
    expect(() => createEmulator({ idSeed: 'x', persistence })).toThrow('ERR_EMULATOR_OPTION_INVALID')
  })

  it.each([[{}], [{ kty: 'RSA', e: 'AQAB', d: 'x' }], [{ kty: 'RSA', e: 'AQAB', d: 'x', n: 'AQAB' }]])(
    'refuses %j as a signing key',
    (key) => {
      expect(() => createEmulator({ signingKey: key as unknown as PrivateJwk })).toThrow('ERR_EMULATOR_OPTION_INVALID')
    },
  )

  it('names an address in its keys that nobody serves, before a port is bound (first-day 18)', async () => {
    const { publishableKey, issuer, url, authOptions } = start()
    expect(publishableKey).toBe('pk_test_MTI3LjAuMC4xOjEk')
    expect([issuer, url, authOptions.apiUrl]).toEqual([
      'https://127.0.0.1:1',
      'http://127.0.0.1:1',
      'http://127.0.0.1:1',
    ])
    // Refused before anything is sent.
    await expect(fetch(`${url}/v1/jwks`)).rejects.toThrow(TypeError)
  })

  it('publishes the key that jwtKey holds', async () => {
    const emulator = start()
    const { token } = await emulator.mint.session()
    const jwks = await emulator.fetch(`${emulator.url}/v1/jwks`, { headers: secretKey })
    expect(jwks.headers.get('content-type')).toBe('application/json')
    const currentDate = new Date(NOW_MS)
    const keys = createLocalJWKSet((await jwks.json()) as Parameters<typeof createLocalJWKSet>[0])
    await expect(jwtVerify(token, keys, { currentDate })).resolves.toBeDefined()
    await expect(jwtVerify(token, await importSPKI(emulator.jwtKey, 'RS256'), { currentDate })).resolves.toBeDefined()
  })

  it('mints a session of an administrator in one line', async () => {
    const { token, cookies, cookieHeader, bearer } = await start().mint.session({
      user: 'ada@example.com',
      org: 'acme',
    })
    expect(decodeJwt(token)).toMatchObject({
      sub: 'user_ada',
      iss: 'https://127.0.0.1:1',
      azp: 'http://localhost:3000',
      v: 2,
      sts: 'active',
      fva: [0, -1],
      fea: 'o:admin,o:posts',
      pla: 'o:pro',
      o: { id: 'org_acme', slg: 'acme', rol: 'admin', per: 'example1,example2,read,manage', fpm: '3,12' },
    })
    expect(Object.keys(cookies).sort()).toEqual(
      [
        '__clerk_db_jwt',
        '__clerk_db_jwt__DOzTZIB',
        '__client_uat',
        '__client_uat__DOzTZIB',
        '__refresh__DOzTZIB',
        '__session',
        '__session__DOzTZIB',
      ].sort(),
    )
    expect(cookieHeader).toContain(`__session=${token}`)
    expect(bearer).toBe(`Bearer ${token}`)
    expect(Number(cookies['__client_uat'])).toBeLessThanOrEqual(Number(decodeJwt(token).iat))
  })

  it('mints version 1 claims', async () => {
    const { token } = await start().mint.session({
      user: 'ada',
      org: 'acme',
      claimsVersion: 1,
      permissions: ['org:posts:read'],
    })
    expect(decodeJwt(token)).toMatchObject({
      org_id: 'org_acme',
      org_slug: 'acme',
      org_role: 'org:admin',
      org_permissions: ['org:posts:read'],
    })
    expect(decodeJwt(token)['v']).toBeUndefined()
  })

  it('mints an expired session whose client is not newer than its token', async () => {
    const { token, cookies } = await start().mint.session({ expiresInSec: -30 })
    const { exp = 0, iat = 0 } = decodeJwt(token)
    expect(exp).toBe(NOW_MS / 1000 - 30)
    expect(iat).toBe(exp - 60)
    expect(Number(cookies['__client_uat'])).toBe(iat)
  })

  it('walks a visitor through sign-in', async () => {
    const emulator = start()
    const first = await emulator.fetch(handshakeUrl(emulator.url, { __clerk_hs_reason: 'dev-browser-missing' }))
    expect(first.status).toBe(307)
    const directives = await redeem(emulator, first.headers.get('location') ?? '')
    expect(directives).toContain('__client_uat=0; Path=/; Max-Age=31536000; SameSite=Lax')
    const devBrowser = directives.find((line) => line.startsWith('__clerk_db_jwt='))?.split(/[=;]/)[1] ?? ''

    const body = new URLSearchParams({
      user: 'user_ada',
      __clerk_db_jwt: devBrowser,
      redirect_url: 'http://localhost:3000/dash',
    })
    const signedIn = await emulator.fetch(emulator.signInUrl, { method: 'POST', body })
    expect(signedIn.status).toBe(303)
    expect(signedIn.headers.get('location')).toBe(`http://localhost:3000/dash?__clerk_db_jwt=${devBrowser}`)

    const second = await emulator.fetch(handshakeUrl(emulator.url, { __clerk_db_jwt: devBrowser }))
    const session = (await redeem(emulator, second.headers.get('location') ?? '')).find((line) =>
      line.startsWith('__session='),
    )
    expect(decodeJwt(session?.split(/[=;]/)[1] ?? '')).toMatchObject({ sub: 'user_ada', azp: 'http://localhost:3000' })

    await emulator.fetch(emulator.signOutUrl, {
      method: 'POST',
      body: new URLSearchParams({ __clerk_db_jwt: devBrowser }),
    })
    const third = await emulator.fetch(handshakeUrl(emulator.url, { __clerk_db_jwt: devBrowser }))
    expect(await redeem(emulator, third.headers.get('location') ?? '')).toContain(
      '__session=; Path=/; Max-Age=0; SameSite=Lax',
    )
  })

  it('renews an expired session', async () => {
    const emulator = start()
    const { sessionId, token, cookies } = await emulator.mint.session({ user: 'grace', expiresInSec: -30 })
    const answer = await emulator.fetch(`${emulator.url}/v1/sessions/${sessionId}/refresh?suffixed_cookies=true`, {
      method: 'POST',
      headers: { ...secretKey, 'content-type': 'application/json' },
      body: JSON.stringify({
        format: 'cookie',
        expired_token: token,
        refresh_token: cookies['__refresh__DOzTZIB'],
        request_origin: 'http://localhost:3000',
        request_headers: {},
      }),
    })
    expect(answer.status).toBe(200)
    const { cookies: lines } = (await answer.json()) as { cookies: string[] }
    expect(decodeJwt(lines.at(-1)?.split(/[=;]/)[1] ?? '')).toMatchObject({
      sub: 'user_grace',
      exp: NOW_MS / 1000 + 60,
    })
  })

  it('answers 501 and says so where nothing is emulated', async () => {
    const emulator = start()
    const answer = await emulator.fetch(`${emulator.url}/v1/billing/plans`, { headers: secretKey })
    expect(answer.status).toBe(501)
    expect(await answer.json()).toMatchObject({ errors: [{ code: 'not_emulated' }] })
  })

  it('sets the handshake cookie of the shared domain in production', async () => {
    const emulator = createEmulator({ instanceType: 'production', clock: NOW_MS })
    const { emulatorCookie } = await emulator.mint.session()
    const answer = await emulator.fetch(handshakeUrl(emulator.url, { redirect_url: 'https://www.app.test/dash' }), {
      headers: { cookie: emulatorCookie },
    })
    expect(answer.headers.get('location')).toBe('https://www.app.test/dash')
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__clerk_handshake_nonce=.+; Path=\/; Domain=app\.test; Max-Age=60; SameSite=Lax; HttpOnly; Secure$/,
    )
  })

  it('answers on a port, and its keys name it', async () => {
    const emulator = createEmulator()
    const { url, port } = await emulator.listen()
    try {
      expect(emulator.url).toBe(url)
      expect(atob(emulator.publishableKey.slice('pk_test_'.length))).toBe(`127.0.0.1:${port}$`)
      const answer = await fetch(`${url}/.well-known/jwks.json`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('application/json')
    } finally {
      await emulator.close()
    }
  })
})
