/** The client of many small applications, unmodified: plain OAuth, nothing but PKCE. */
import { CodeChallengeMethod, decodeIdToken, generateCodeVerifier, OAuth2Client, OAuth2RequestError } from 'arctic'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CALLBACK, SECRET, startWorld, type World } from './start-world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.emulator.close())

const SCOPES = ['openid', 'profile', 'email']
const at = (path: string) => `${world.emulator.url}/oauth/${path}`
const asPublic = () => new OAuth2Client('client_demo_public', null, CALLBACK)
const asConfidential = () => new OAuth2Client('client_demo', SECRET, CALLBACK)
const readCode = async (url: URL) => (await world.visitor.visit(url)).searchParams.get('code') ?? ''
const connect = async (client: OAuth2Client) => {
  const verifier = generateCodeVerifier()
  const url = client.createAuthorizationURLWithPKCE(
    at('authorize'),
    'state',
    CodeChallengeMethod.S256,
    verifier,
    SCOPES,
  )
  return client.validateAuthorizationCode(at('token'), await readCode(url), verifier)
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof OAuth2RequestError ? error.code : error),
  )

describe('arctic', () => {
  it('connects with PKCE', async () => {
    const tokens = await connect(asPublic())
    expect([tokens.tokenType(), tokens.scopes(), tokens.hasRefreshToken()]).toEqual(['Bearer', SCOPES, true])
  })

  it('connects with a secret and PKCE', async () => {
    expect(decodeIdToken((await connect(asConfidential())).idToken())).toMatchObject({
      sub: 'user_ada',
      aud: 'client_demo',
    })
  })

  it('connects with a secret alone', async () => {
    const client = asConfidential()
    const code = await readCode(client.createAuthorizationURL(at('authorize'), 'state', SCOPES))
    expect((await client.validateAuthorizationCode(at('token'), code, null)).accessToken()).toMatch(/^oat_/)
  })

  it('knows when the token ends', async () => {
    expect((await connect(asPublic())).accessTokenExpiresInSeconds()).toBe(86_400)
  })

  it('renews, with a new refresh token', async () => {
    const first = (await connect(asPublic())).refreshToken()
    expect((await asPublic().refreshAccessToken(at('token'), first, [])).refreshToken()).not.toBe(first)
  })

  it('renews with fewer scopes', async () => {
    const tokens = await connect(asConfidential())
    const renewed = await asConfidential().refreshAccessToken(at('token'), tokens.refreshToken(), ['openid'])
    expect(renewed.scopes()).toEqual(['openid'])
  })

  it('takes a token back', async () => {
    const tokens = await connect(asPublic())
    await asPublic().revokeToken(at('revoke'), tokens.refreshToken())
    expect(await codeOf(asPublic().refreshAccessToken(at('token'), tokens.refreshToken(), []))).toBe('invalid_grant')
  })

  it('learns that a code is nobody’s', async () => {
    expect(await codeOf(asPublic().validateAuthorizationCode(at('token'), 'x', generateCodeVerifier()))).toBe(
      'invalid_grant',
    )
  })

  it('learns that its secret is wrong', async () => {
    const stranger = new OAuth2Client('client_demo', 'wrong', CALLBACK)
    expect(await codeOf(stranger.validateAuthorizationCode(at('token'), 'x', null))).toBe('invalid_client')
  })
})
