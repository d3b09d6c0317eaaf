/** The certified OpenID Connect client, unmodified. */
import * as client from 'openid-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { API, CALLBACK, HOME, SECRET, startWorld, type World } from './start-world.ts'

let world: World
let config: client.Configuration
beforeEach(async () => {
  world = await startWorld()
  config = await discover('client_demo_public', client.None())
})
afterEach(() => world.emulator.close())

const discover = (id: string, auth: client.ClientAuth) =>
  client.discovery(new URL(world.emulator.url), id, undefined, auth, { execute: [client.allowInsecureRequests] })
const confidential = () => discover('client_demo', client.ClientSecretPost(SECRET))

type Params = Readonly<Record<string, string>>

/** Sends the person to the server and redeems what comes back. */
const connect = async (params: Params = {}, checks: client.AuthorizationCodeGrantChecks = {}, as = config) => {
  const verifier = client.randomPKCECodeVerifier()
  const url = client.buildAuthorizationUrl(as, {
    redirect_uri: CALLBACK,
    scope: 'openid profile email read:posts',
    state: 'state',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...params,
  })
  const back = await world.visitor.visit(url)
  return client.authorizationCodeGrant(as, back, { pkceCodeVerifier: verifier, expectedState: 'state', ...checks })
}
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

describe('openid-client', () => {
  it('connects with PKCE and validates the ID token', async () => {
    const tokens = await connect({ nonce: 'n' }, { expectedNonce: 'n', idTokenExpected: true })
    expect(tokens.claims()).toMatchObject({ sub: 'user_ada', aud: 'client_demo_public', email: 'ada@example.com' })
  })

  it('connects with a secret', async () => {
    expect((await connect({}, {}, await confidential())).access_token).toMatch(/^oat_/)
  })

  it('checks how long ago the person signed in', async () => {
    const tokens = await connect({ max_age: '60' }, { maxAge: 60 })
    expect(tokens.claims()?.auth_time).toBeTypeOf('number')
  })

  it('makes the person sign in again', async () => {
    const first = await connect()
    world.emulator.clock.advance(2_000)
    const again = await connect({ prompt: 'login' })
    expect(again.claims()?.auth_time).toBeGreaterThan(first.claims()?.auth_time ?? Infinity)
  })

  it('reads who somebody is', async () => {
    const { access_token } = await connect()
    expect(await client.fetchUserInfo(config, access_token, 'user_ada')).toMatchObject({ given_name: 'Ada' })
  })

  it('renews, narrower', async () => {
    const { refresh_token } = await connect()
    expect((await client.refreshTokenGrant(config, refresh_token ?? '', { scope: 'openid' })).scope).toBe('openid')
  })

  it('introspects and revokes', async () => {
    const { access_token, refresh_token } = await connect({ resource: API })
    expect(await client.tokenIntrospection(config, access_token)).toMatchObject({ active: true, aud: [API] })
    await client.tokenRevocation(config, refresh_token ?? '')
    expect((await client.tokenIntrospection(config, access_token)).active).toBe(false)
  })

  it('acts for itself', async () => {
    const tokens = await client.clientCredentialsGrant(await confidential(), { scope: 'read:posts' })
    expect([tokens.scope, tokens.refresh_token]).toEqual(['read:posts', undefined])
  })

  it('connects a device', async () => {
    const device = await client.initiateDeviceAuthorization(config, { scope: 'openid' })
    await world.visitor.visit(device.verification_uri_complete ?? '')
    // The person was quicker than the device: it asks at once.
    const tokens = await client.pollDeviceAuthorizationGrant(config, { ...device, interval: 0 })
    expect(tokens.claims()?.sub).toBe('user_ada')
  })

  it('registers itself', async () => {
    const metadata = { redirect_uris: [CALLBACK], scope: 'openid' }
    const options = { execute: [client.allowInsecureRequests] }
    const as = await client.dynamicClientRegistration(new URL(world.emulator.url), metadata, undefined, options)
    expect((await connect({ scope: 'openid' }, {}, as)).claims()?.aud).toBe(as.clientMetadata().client_id)
  })

  it('signs the person out', async () => {
    const { id_token = '' } = await connect()
    const url = client.buildEndSessionUrl(config, { id_token_hint: id_token, post_logout_redirect_uri: HOME })
    expect((await world.visitor.visit(url)).href).toBe(HOME)
  })

  it.each([
    ['what nobody may be asked', { prompt: 'none' }, 'login_required'],
    ['a scope that it may not have', { scope: 'openid admin' }, 'invalid_scope'],
    ['a resource that is no address', { resource: 'api' }, 'invalid_target'],
  ])('reads that it asked for %s', async (_name, params, error) => {
    expect(await errorOf(connect(params))).toMatchObject({ error })
  })

  it('learns that nothing may be pushed', async () => {
    expect(await errorOf(client.buildAuthorizationUrlWithPAR(config, { redirect_uri: CALLBACK }))).toBeInstanceOf(Error)
  })
})
