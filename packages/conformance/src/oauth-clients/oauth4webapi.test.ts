/** The reference client of the standards, unmodified: it refuses every answer that is not to the letter. */
import * as oauth from 'oauth4webapi'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { API, CALLBACK, HOME, SECRET, startWorld, type World } from './start-world.ts'

const OVER_HTTP = { [oauth.allowInsecureRequests]: true }
const CONFIDENTIAL: oauth.Client = { client_id: 'client_demo' }
const PUBLIC: oauth.Client = { client_id: 'client_demo_public' }
const asPublic = oauth.None()
const asConfidential = oauth.ClientSecretBasic(SECRET)

let world: World
let server: oauth.AuthorizationServer
beforeEach(async () => {
  world = await startWorld()
  server = await discover('oidc')
})
afterEach(() => world.emulator.close())

const discover = async (algorithm: 'oidc' | 'oauth2') => {
  const issuer = new URL(world.emulator.url)
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm, ...OVER_HTTP }))
}

type Params = Readonly<Record<string, string>>
interface Asked {
  readonly client?: oauth.Client
  readonly params?: Params
  readonly resources?: readonly string[]
}

/** Sends the person to the server. @returns Where they came back, and the secret of the request. */
const ask = async ({ client = PUBLIC, params = {}, resources = [] }: Asked = {}) => {
  const verifier = oauth.generateRandomCodeVerifier()
  const url = new URL(server.authorization_endpoint ?? '')
  url.search = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid profile email read:posts',
    state: 'state',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...params,
  }).toString()
  for (const one of resources) url.searchParams.append('resource', one)
  return { back: await world.visitor.visit(url), verifier }
}
/** Redeems what came back. */
const redeem = async (
  { back, verifier }: Awaited<ReturnType<typeof ask>>,
  {
    client = PUBLIC,
    more = {},
    checks = {},
  }: { client?: oauth.Client; more?: Params; checks?: oauth.ProcessAuthorizationCodeResponseOptions } = {},
) => {
  const auth = client === CONFIDENTIAL ? asConfidential : asPublic
  const params = oauth.validateAuthResponse(server, client, back, 'state')
  const options = { ...OVER_HTTP, additionalParameters: more }
  const answer = await oauth.authorizationCodeGrantRequest(server, client, auth, params, CALLBACK, verifier, options)
  return oauth.processAuthorizationCodeResponse(server, client, answer, checks)
}
const connect = async (asked: Asked = {}) => redeem(await ask(asked), { client: asked.client ?? PUBLIC })
const refresh = async (token: string | undefined, more: Params = {}, client = PUBLIC) => {
  const options = { ...OVER_HTTP, additionalParameters: more }
  const answer = await oauth.refreshTokenGrantRequest(server, client, asPublic, token ?? '', options)
  return oauth.processRefreshTokenResponse(server, client, answer)
}
const introspect = async (token: string | undefined, more: Params = {}) => {
  const options = { ...OVER_HTTP, additionalParameters: more }
  const answer = await oauth.introspectionRequest(server, PUBLIC, asPublic, token ?? '', options)
  return oauth.processIntrospectionResponse(server, PUBLIC, answer)
}
const revoke = async (token: string | undefined) =>
  oauth.processRevocationResponse(await oauth.revocationRequest(server, PUBLIC, asPublic, token ?? '', OVER_HTTP))
const errorOf = async (work: Promise<unknown>) =>
  (await work.then(
    () => null,
    (error: unknown) => error,
  )) as oauth.ResponseBodyError

describe('oauth4webapi', () => {
  it('finds the server by either document, under the same name', async () => {
    expect((await discover('oauth2')).issuer).toBe(server.issuer)
  })

  it('gets tokens as a public client with PKCE', async () => {
    expect(await connect()).toMatchObject({ token_type: 'bearer', scope: 'openid profile email read:posts' })
  })

  it('gets tokens as a client with a secret', async () => {
    expect((await connect({ client: CONFIDENTIAL })).access_token).toMatch(/^oat_/)
  })

  it('is known by a secret in the form', async () => {
    const { back, verifier } = await ask({ client: CONFIDENTIAL })
    const params = oauth.validateAuthResponse(server, CONFIDENTIAL, back, 'state')
    const auth = oauth.ClientSecretPost(SECRET)
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      CONFIDENTIAL,
      auth,
      params,
      CALLBACK,
      verifier,
      OVER_HTTP,
    )
    expect((await oauth.processAuthorizationCodeResponse(server, CONFIDENTIAL, answer)).access_token).toMatch(/^oat_/)
  })

  it('validates the ID token, its nonce and its moment of signing in', async () => {
    const asked = await ask({ params: { nonce: 'n', max_age: '3600' } })
    const tokens = await redeem(asked, { checks: { expectedNonce: 'n', maxAge: 3_600, requireIdToken: true } })
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe('user_ada')
  })

  it('verifies the signature of the ID token with the published keys', async () => {
    const { back, verifier } = await ask()
    const params = oauth.validateAuthResponse(server, PUBLIC, back, 'state')
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      PUBLIC,
      asPublic,
      params,
      CALLBACK,
      verifier,
      OVER_HTTP,
    )
    await oauth.processAuthorizationCodeResponse(server, PUBLIC, answer)
    await expect(oauth.validateApplicationLevelSignature(server, answer, OVER_HTTP)).resolves.toBeUndefined()
  })

  it('is told about the person', async () => {
    const { access_token } = await connect()
    const answer = await oauth.userInfoRequest(server, PUBLIC, access_token, OVER_HTTP)
    const person = await oauth.processUserInfoResponse(server, PUBLIC, 'user_ada', answer)
    expect(person).toMatchObject({ email: 'ada@example.com', name: 'Ada Lovelace' })
  })

  it('lets a resource server validate a signed access token', async () => {
    const { access_token } = await connect({ resources: [API] })
    const request = new Request(API, { headers: { authorization: `Bearer ${access_token}` } })
    expect(await oauth.validateJwtAccessToken(server, request, API, OVER_HTTP)).toMatchObject({
      sub: 'user_ada',
      aud: API,
    })
  })

  it('renews, and cannot do it twice with one token', async () => {
    const { refresh_token } = await connect()
    expect((await refresh(refresh_token)).refresh_token).not.toBe(refresh_token)
    expect((await errorOf(refresh(refresh_token))).error).toBe('invalid_grant')
  })

  it('renews with fewer scopes', async () => {
    const { refresh_token } = await connect()
    expect((await refresh(refresh_token, { scope: 'openid read:posts' })).scope).toBe('openid read:posts')
  })

  it('does not renew with more scopes', async () => {
    const { refresh_token } = await connect({ params: { scope: 'openid' } })
    expect((await errorOf(refresh(refresh_token, { scope: 'openid email' }))).error).toBe('invalid_scope')
  })

  it('renews for one of several resources', async () => {
    const { refresh_token } = await connect({ resources: [API, 'https://other.test/'] })
    const { access_token } = await refresh(refresh_token, { resource: API })
    expect((await introspect(access_token)).aud).toEqual([API])
  })

  it('learns that a resource was not granted', async () => {
    const { refresh_token } = await connect({ resources: [API] })
    expect((await errorOf(refresh(refresh_token, { resource: 'https://other.test/' }))).error).toBe('invalid_target')
  })

  it('learns what an access token says, and that it is one no longer', async () => {
    const { access_token } = await connect()
    expect(await introspect(access_token)).toMatchObject({ active: true, sub: 'user_ada', client_id: PUBLIC.client_id })
    await revoke(access_token)
    expect(await introspect(access_token)).toEqual({ active: false })
  })

  it('learns what a refresh token says, and takes everything back with it', async () => {
    const { access_token, refresh_token } = await connect()
    expect((await introspect(refresh_token, { token_type_hint: 'refresh_token' })).active).toBe(true)
    await revoke(refresh_token)
    expect((await introspect(access_token)).active).toBe(false)
  })

  it('acts for itself', async () => {
    const answer = await oauth.clientCredentialsGrantRequest(
      server,
      CONFIDENTIAL,
      asConfidential,
      { scope: 'read:posts', resource: API },
      OVER_HTTP,
    )
    expect(await oauth.processClientCredentialsResponse(server, CONFIDENTIAL, answer)).toMatchObject({
      scope: 'read:posts',
    })
  })

  it('does not act for itself without a secret', async () => {
    const answer = await oauth.clientCredentialsGrantRequest(server, PUBLIC, asPublic, {}, OVER_HTTP)
    expect((await errorOf(oauth.processClientCredentialsResponse(server, PUBLIC, answer))).error).toBe(
      'unauthorized_client',
    )
  })

  it('connects a device', async () => {
    const start = await oauth.deviceAuthorizationRequest(server, PUBLIC, asPublic, { scope: 'openid email' }, OVER_HTTP)
    const device = await oauth.processDeviceAuthorizationResponse(server, PUBLIC, start)
    const poll = async () => {
      const answer = await oauth.deviceCodeGrantRequest(server, PUBLIC, asPublic, device.device_code, OVER_HTTP)
      return oauth.processDeviceCodeResponse(server, PUBLIC, answer)
    }
    expect((await errorOf(poll())).error).toBe('authorization_pending')
    expect((await errorOf(poll())).error).toBe('slow_down')
    await world.visitor.visit(device.verification_uri_complete ?? '')
    expect((await poll()).id_token).toBeDefined()
  })

  it.each([
    ['the person of a device refused', 'deny', 0, 'access_denied'],
    ['nobody allowed a device in time', 'allow', 700_000, 'expired_token'],
  ] as const)('learns that %s', async (_name, consent, laterMs, error) => {
    const start = await oauth.deviceAuthorizationRequest(server, PUBLIC, asPublic, {}, OVER_HTTP)
    const device = await oauth.processDeviceAuthorizationResponse(server, PUBLIC, start)
    world.emulator.clock.advance(laterMs)
    await world.visitor.visit(device.verification_uri_complete ?? '', { consent })
    const answer = await oauth.deviceCodeGrantRequest(server, PUBLIC, asPublic, device.device_code, OVER_HTTP)
    expect((await errorOf(oauth.processDeviceCodeResponse(server, PUBLIC, answer))).error).toBe(error)
  })

  it('registers itself, and gets tokens as what it became', async () => {
    const metadata = { redirect_uris: [CALLBACK], client_name: 'Newcomer', token_endpoint_auth_method: 'none' }
    const answer = await oauth.dynamicClientRegistrationRequest(server, metadata, OVER_HTTP)
    const client = await oauth.processDynamicClientRegistrationResponse(answer)
    expect((await redeem(await ask({ client, params: { scope: 'openid' } }), { client })).id_token).toBeDefined()
  })

  it.each([
    ['none', 'login_required'],
    ['perhaps', 'invalid_request'],
  ])('reads the answer to prompt=%s, which names its server', async (prompt, error) => {
    const { back } = await ask({ params: { prompt } })
    expect(() => oauth.validateAuthResponse(server, PUBLIC, back, 'state')).toThrow(
      expect.objectContaining({ code: oauth.AUTHORIZATION_RESPONSE_ERROR, error }),
    )
  })

  it('gets a code silently once the person allowed it', async () => {
    await connect()
    const tokens = await connect({ params: { prompt: 'none' } })
    expect(tokens.access_token).toBeDefined()
  })

  it('learns that its secret is wrong, with a challenge', async () => {
    const auth = oauth.ClientSecretBasic('wrong')
    const answer = await oauth.clientCredentialsGrantRequest(server, CONFIDENTIAL, auth, {}, OVER_HTTP)
    const error = (await errorOf(oauth.processClientCredentialsResponse(server, CONFIDENTIAL, answer))) as unknown
    expect(error).toMatchObject({ code: oauth.WWW_AUTHENTICATE_CHALLENGE, cause: [{ scheme: 'basic' }] })
  })

  it('learns that nothing may be pushed', async () => {
    const pushed = oauth.pushedAuthorizationRequest(server, PUBLIC, asPublic, {}, OVER_HTTP)
    await expect(pushed).rejects.toMatchObject({ code: oauth.MISSING_SERVER_METADATA })
  })

  it('signs the person out and gets them back', async () => {
    const { id_token } = await connect()
    const url = new URL(server.end_session_endpoint ?? '')
    url.search = new URLSearchParams({
      id_token_hint: id_token ?? '',
      post_logout_redirect_uri: HOME,
      state: 'bye',
    }).toString()
    expect((await world.visitor.visit(url)).href).toBe(`${HOME}?state=bye`)
    const { back } = await ask({ params: { prompt: 'none' } })
    expect(back.searchParams.get('error')).toBe('login_required')
  })
})
