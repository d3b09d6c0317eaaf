/**
 * The vendor's `@clerk/backend`, unmodified, against the emulator: the proof that the emulator speaks the protocol and not our dialect.
 *
 * @see emulator.md 6
 */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, createBrowser, type Network } from '@postern/workspace/create-browser'
import { signIn, signOut, visitAndSignIn } from '../network/sign-in.ts'
import { createVendorClient, toVendorOptions, type VendorOptions } from './vendor-client.ts'

const APP = 'http://localhost:3000'
const APP_LIVE = 'http://www.app.localhost:3000'
const PAGE = { accept: 'text/html', 'sec-fetch-dest': 'document' }

/** An application behind the vendor's client: pages say who is here; `/dashboard` sends visitors to sign in. */
function createVendorApp(emulator: Emulator, more: VendorOptions = {}): Network {
  const client = createVendorClient(emulator)
  return async (request) => {
    const state = await client.authenticateRequest(request, { ...toVendorOptions(emulator), ...more })
    const headers = new Headers(state.headers)
    if (headers.has('location')) return new Response(null, { status: 307, headers })
    const auth = state.toAuth()
    const { pathname } = new URL(request.url)
    const userId = auth !== null && 'userId' in auth ? auth.userId : null
    if (pathname.startsWith('/dashboard') && userId === null) {
      const signIn = new URL(emulator.signInUrl)
      signIn.searchParams.set('redirect_url', request.url)
      const devBrowser = /__clerk_db_jwt=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1]
      if (devBrowser !== undefined) signIn.searchParams.set('__clerk_db_jwt', devBrowser)
      headers.set('location', signIn.href)
      return new Response(null, { status: 307, headers })
    }
    const orgSlug = auth !== null && 'orgSlug' in auth ? (auth.orgSlug ?? null) : null
    return Response.json({ userId, orgSlug }, { headers })
  }
}

/** A browser between an application and an emulator that answers on a port. */
function createVisitor(emulator: Emulator, app: Network, appOrigin: string): Browser {
  const network: Network = (request) =>
    new URL(request.url).origin === appOrigin ? app(request) : emulator.fetch(request)
  return createBrowser(network, () => Date.now())
}

describe('@clerk/backend in development', () => {
  let emulator: Emulator
  beforeAll(async () => {
    emulator = createEmulator()
    await emulator.listen()
  })
  afterAll(() => emulator.close())
  const authenticate = async (headers: Readonly<Record<string, string>>, options: VendorOptions = {}, path = '/') =>
    createVendorClient(emulator).authenticateRequest(new Request(APP + path, { headers }), {
      ...toVendorOptions(emulator),
      ...options,
    })

  it('accepts a session by cookie, with organization, role and permissions', async () => {
    const { cookieHeader, token } = await emulator.mint.session({ user: 'ada', org: 'acme' })
    const state = await authenticate({ ...PAGE, cookie: cookieHeader })
    expect(state.status).toBe('signed-in')
    expect(state.toAuth()).toMatchObject({
      userId: 'user_ada',
      orgId: 'org_acme',
      orgRole: 'org:admin',
      orgSlug: 'acme',
      factorVerificationAge: [0, -1],
    })
    const auth = state.toAuth()
    expect(auth !== null && 'has' in auth && auth.has({ permission: 'org:admin:example1' })).toBe(true)
    expect(auth !== null && (await auth.getToken())).toBe(token)
  })

  it('accepts a session by header, with keys and with a JWT key', async () => {
    const { bearer } = await emulator.mint.session({ user: 'grace', claimsVersion: 1, org: 'acme' })
    expect((await authenticate({ authorization: bearer })).status).toBe('signed-in')
    const local = await authenticate({ authorization: bearer }, { jwtKey: emulator.jwtKey })
    expect(local.toAuth()).toMatchObject({ userId: 'user_grace', orgRole: 'org:member' })
  })

  it('refuses a forged session', async () => {
    const { bearer } = await emulator.mint.session({ isForeign: true })
    expect((await authenticate({ authorization: bearer })).reason).toBe('token-invalid-signature')
  })

  it.each(['token', 'nonce'] as const)(
    'completes a first visit, a sign-in and a sign-out, handshakes by %s',
    async (form) => {
      emulator.control.setHandshakeForm(form)
      const browser = createVisitor(emulator, createVendorApp(emulator), APP)
      const first = await browser.visit(`${APP}/dashboard`)
      expect(first.last.url.pathname).toBe('/sign-in')
      const back = await signIn(browser, first.last.url, 'user_ada')
      expect(back.last.url.href).toBe(`${APP}/dashboard`)
      expect(JSON.parse(back.body)).toEqual({ userId: 'user_ada', orgSlug: 'acme' })
      expect((await browser.visit(`${APP}/dashboard`)).hops).toHaveLength(1)

      expect(JSON.parse((await signOut(browser, emulator.url, APP)).body)).toMatchObject({ userId: null })
      emulator.control.setHandshakeForm('auto')
    },
  )

  it('renews an expired session through the Backend API', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'grace', expiresInSec: -30 })
    const state = await authenticate({ ...PAGE, cookie: cookieHeader })
    expect(state.status).toBe('signed-in')
    expect(state.headers.getSetCookie().some((line) => line.startsWith('__session='))).toBe(true)
    expect(state.toAuth()).toMatchObject({ userId: 'user_grace' })
  })

  it('activates the organization that the URL names, and the personal account', async () => {
    const organizationSyncOptions = { organizationPatterns: ['/orgs/:slug'], personalAccountPatterns: ['/me'] }
    const app = createVendorApp(emulator, { organizationSyncOptions })
    const browser = createVisitor(emulator, app, APP)
    await visitAndSignIn(browser, `${APP}/dashboard`, 'user_ada')
    browser.jar.remove('__clerk_redirect_count')
    expect(JSON.parse((await browser.visit(`${APP}/orgs/globex`)).body)).toMatchObject({ orgSlug: 'globex' })
    browser.jar.remove('__clerk_redirect_count')
    expect(JSON.parse((await browser.visit(`${APP}/me`)).body)).toEqual({ userId: 'user_ada', orgSlug: null })
  })

  it('verifies API keys, and refuses revoked, expired and unknown ones', async () => {
    const key = await emulator.mint.apiKey({ subject: 'ada', scopes: ['read'], claims: { tier: 'gold' } })
    const ask = (authorization: string) => authenticate({ authorization }, { acceptsToken: 'api_key' })
    expect((await ask(key.bearer)).toAuth()).toMatchObject({
      tokenType: 'api_key',
      id: key.id,
      subject: 'user_ada',
      userId: 'user_ada',
      scopes: ['read'],
      claims: { tier: 'gold' },
    })
    emulator.control.revokeApiKey(key.id)
    expect((await ask(key.bearer)).reason).toBe('token-invalid')
    expect((await ask((await emulator.mint.apiKey({ expiresInSec: -1 })).bearer)).reason).toBe('token-invalid')
    expect((await ask('Bearer ak_nobody')).reason).toBe('token-invalid')
  })

  it('verifies M2M tokens in both forms', async () => {
    const ask = (authorization: string) => authenticate({ authorization }, { acceptsToken: 'm2m_token' })
    for (const format of ['opaque', 'jwt'] as const) {
      const { bearer, subject } = await emulator.mint.m2mToken({ format })
      expect((await ask(bearer)).toAuth(), format).toMatchObject({ tokenType: 'm2m_token', machineId: subject })
    }
    const { bearer } = await emulator.mint.m2mToken({ format: 'jwt', isForeign: true })
    expect((await ask(bearer)).status).toBe('signed-out')
  })

  it('verifies OAuth tokens in both forms', async () => {
    const ask = (authorization: string) => authenticate({ authorization }, { acceptsToken: 'oauth_token' })
    for (const format of ['opaque', 'jwt'] as const) {
      const { bearer } = await emulator.mint.oauthToken({ format, user: 'ada', scopes: ['openid'] })
      expect((await ask(bearer)).toAuth(), format).toMatchObject({
        tokenType: 'oauth_token',
        userId: 'user_ada',
        scopes: ['openid'],
        clientId: 'client_demo',
      })
    }
  })

  it('mints session tokens and template tokens', async () => {
    const client = createVendorClient(emulator)
    const { sessionId } = await emulator.mint.session({ user: 'ada' })
    expect((await client.sessions.getToken(sessionId)).jwt).toMatch(/^ey/)
    const { jwt } = await client.sessions.getToken(sessionId, 'example')
    const refused = await authenticate({ authorization: `Bearer ${jwt}` })
    expect(refused.reason).toBe('token-type-mismatch')
  })

  it('creates, lists and revokes keys and tokens', async () => {
    const client = createVendorClient(emulator)
    const key = await client.apiKeys.create({ name: 'made', subject: 'user_ada', scopes: ['a'] })
    expect((await client.apiKeys.verify(key.secret ?? '')).id).toBe(key.id)
    await client.apiKeys.revoke({ apiKeyId: key.id })
    await expect(client.apiKeys.verify(key.secret ?? '')).rejects.toMatchObject({ status: 404 })
    const machineSecretKey = emulator.control.machines()[0]?.secretKey ?? expect.fail('No machine.')
    const made = await client.m2m.createToken({ machineSecretKey, secondsUntilExpiration: 60 })
    const token = made.token ?? ''
    expect((await client.m2m.verify({ machineSecretKey, token })).id).toBe(made.id)
    await client.m2m.revokeToken({ machineSecretKey, m2mTokenId: made.id })
    await expect(client.m2m.verify({ machineSecretKey, token })).rejects.toThrow()

    const oauth = await emulator.mint.oauthToken({ user: 'ada' })
    expect((await client.idPOAuthAccessToken.verify(oauth.token)).subject).toBe('user_ada')
    emulator.control.revokeOAuthToken(oauth.token)
    await expect(client.idPOAuthAccessToken.verify(oauth.token)).rejects.toThrow()

    expect((await client.users.getUser('user_ada')).firstName).toBe('Ada')
    expect((await client.organizations.getOrganization({ slug: 'acme' })).id).toBe('org_acme')
  })
})

describe('@clerk/backend in production', () => {
  it.each(['token', 'nonce'] as const)(
    'completes a sign-in, whose handshake comes as a cookie with a %s',
    async (form) => {
      const emulator = createEmulator({
        instanceType: 'production',
        frontendApiHost: 'clerk.app.localhost',
        appOrigin: APP_LIVE,
        handshakeForm: form,
      })
      await emulator.listen()
      try {
        const proxyUrl = emulator.url.replace('127.0.0.1', 'clerk.app.localhost')
        const browser = createVisitor(emulator, createVendorApp(emulator, { proxyUrl }), APP_LIVE)
        const visited = await browser.visit(`${APP_LIVE}/`)
        expect(visited.story).toEqual([`GET ${APP_LIVE}/ 200 session-token-and-uat-missing`])
        const page = new URL(`${proxyUrl}/sign-in?redirect_url=${encodeURIComponent(`${APP_LIVE}/dashboard`)}`)
        const fields = { user: 'user_ada', redirect_url: `${APP_LIVE}/dashboard` }
        const back = await browser.visit(`${page.origin}/sign-in`, { from: page.href, form: fields })
        expect(back.hops.map(({ reason }) => reason)).toContain('client-uat-but-no-session-token')
        expect(back.hops.filter(({ url }) => url.pathname.endsWith('/handshake'))).toHaveLength(1)
        expect(JSON.parse(back.body)).toMatchObject({ userId: 'user_ada' })
        const again = await browser.visit(`${APP_LIVE}/dashboard`)
        expect(again.hops).toHaveLength(1)
        expect(Object.keys(browser.jar.read(new URL(APP_LIVE))).filter((name) => name.includes('handshake'))).toEqual(
          [],
        )
      } finally {
        await emulator.close()
      }
    },
  )
})
