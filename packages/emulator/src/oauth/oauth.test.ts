import { createHash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { type Browser, createBrowser, readHiddenFields } from '../../test/browser.ts'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'

const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-of-them'
const PUBLIC = {
  client_id: 'client_demo_public',
  redirect_uri: 'http://localhost:3000/callback',
  response_type: 'code',
  scope: 'openid profile email',
  state: 'st&te',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
}
const CONFIDENTIAL = { ...PUBLIC, client_id: 'client_demo', code_challenge: '', code_challenge_method: '' }

const start = () => {
  const emulator = createEmulator({ clock: 1_790_000_000_000 })
  return { emulator, browser: createBrowser(emulator) }
}

/** From the authorization request to the code, as a person would. */
async function authorize(
  browser: Browser,
  params: Readonly<Record<string, string>>,
  consent = 'allow',
): Promise<URLSearchParams> {
  const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''))
  const first = await browser.get('/oauth/authorize', given)
  const signIn = await browser.get(first.location)
  const back = await browser.post('/sign-in', { ...readHiddenFields(signIn.text), user: 'user_ada' })
  const page = await browser.get(back.location)
  expect(page.text).toContain('wants to act for you')
  const done = await browser.post('/oauth/authorize', { ...readHiddenFields(page.text), consent })
  expect(done.location).toMatch(/^http:\/\/localhost:3000\/callback\?/)
  return new URL(done.location).searchParams
}

async function redeem(
  emulator: Emulator,
  form: Readonly<Record<string, string>>,
  headers: Record<string, string> = {},
) {
  const given = Object.entries(form).filter(([, value]) => value !== '')
  const answer = await emulator.fetch(`${emulator.url}/oauth/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(given),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}

describe('the authorization code flow', () => {
  it('gives a public client with PKCE a signed token and says who it is', async () => {
    const { emulator, browser } = start()
    const params = await authorize(browser, PUBLIC)
    expect(params.get('state')).toBe('st&te')
    const form = {
      grant_type: 'authorization_code',
      client_id: 'client_demo_public',
      code: params.get('code') ?? '',
      code_verifier: VERIFIER,
    }
    const { status, body } = await redeem(emulator, { ...form, redirect_uri: PUBLIC.redirect_uri })
    expect(status).toBe(200)
    expect(decodeProtectedHeader(body['access_token'] ?? '')['typ']).toBe('at+jwt')
    expect(decodeJwt(body['id_token'] ?? '')).toMatchObject({
      sub: 'user_ada',
      aud: 'client_demo_public',
      email: 'ada@example.com',
    })
    const info = await emulator.fetch(`${emulator.url}/oauth/userinfo`, {
      headers: { authorization: `Bearer ${body['access_token']}` },
    })
    expect(await info.json()).toMatchObject({ sub: 'user_ada', name: 'Ada Lovelace' })
  })

  it('gives a client with a secret an opaque token that the Backend API verifies', async () => {
    const { emulator, browser } = start()
    const code = (await authorize(browser, CONFIDENTIAL)).get('code') ?? ''
    const basic = { authorization: `Basic ${btoa('client_demo:demo-client-secret')}` }
    const form = { grant_type: 'authorization_code', code, redirect_uri: CONFIDENTIAL.redirect_uri }
    const { body } = await redeem(emulator, form, basic)
    expect(body['access_token']).toMatch(/^oat_/)
    const headers = { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' }
    const verified = await emulator.fetch(`${emulator.url}/oauth_applications/access_tokens/verify`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ access_token: body['access_token'] }),
    })
    expect(await verified.json()).toMatchObject({
      subject: 'user_ada',
      client_id: 'client_demo',
      scopes: ['openid', 'profile', 'email'],
    })
  })

  it('renews once with a refresh token', async () => {
    const { emulator, browser } = start()
    const code = (await authorize(browser, PUBLIC)).get('code') ?? ''
    const client = { client_id: 'client_demo_public' }
    const proof = { code_verifier: VERIFIER, redirect_uri: PUBLIC.redirect_uri }
    const first = await redeem(emulator, { ...client, grant_type: 'authorization_code', code, ...proof })
    const renewal = { ...client, grant_type: 'refresh_token', refresh_token: first.body['refresh_token'] ?? '' }
    expect((await redeem(emulator, renewal)).status).toBe(200)
    expect(await redeem(emulator, renewal)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('tells the client when the person refuses', async () => {
    const { browser } = start()
    expect((await authorize(browser, PUBLIC, 'deny')).get('error')).toBe('access_denied')
  })

  it.each([
    ['another verifier', { code_verifier: 'another-verifier' }, 0],
    ['no verifier', { code_verifier: '' }, 0],
    ['no redirect_uri, though one was asked with', { redirect_uri: '' }, 0],
    ['another redirect_uri', { redirect_uri: 'http://127.0.0.1:3000/callback' }, 0],
    ['a code that is too old', {}, 60_000],
  ])('refuses %s, and the code is spent', async (_name, change, laterMs) => {
    const { emulator, browser } = start()
    const code = (await authorize(browser, PUBLIC)).get('code') ?? ''
    emulator.clock.advance(laterMs)
    const proof = { code_verifier: VERIFIER, redirect_uri: PUBLIC.redirect_uri }
    const form = { grant_type: 'authorization_code', client_id: 'client_demo_public', code, ...proof }
    expect(await redeem(emulator, { ...form, ...change })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
    expect(await redeem(emulator, form)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('refuses a verifier for a code that was asked for without a challenge', async () => {
    const { emulator, browser } = start()
    const code = (await authorize(browser, CONFIDENTIAL)).get('code') ?? ''
    const client = { client_id: 'client_demo', client_secret: 'demo-client-secret' }
    const form = { ...client, grant_type: 'authorization_code', code, redirect_uri: CONFIDENTIAL.redirect_uri }
    expect(await redeem(emulator, { ...form, code_verifier: VERIFIER })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    })
  })

  it.each([
    ['no redirect_uri', '', 200],
    ['the registered redirect_uri', PUBLIC.redirect_uri, 200],
    ['another redirect_uri', 'http://127.0.0.1:3000/callback', 400],
  ])('answers %s for a code that was asked for without one', async (_name, uri, status) => {
    const { emulator, browser } = start()
    const registered = await emulator.fetch(`${emulator.url}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uris: [PUBLIC.redirect_uri], token_endpoint_auth_method: 'none' }),
    })
    const { client_id } = (await registered.json()) as { client_id: string }
    const code = (await authorize(browser, { ...PUBLIC, client_id, redirect_uri: '' })).get('code') ?? ''
    const form = { grant_type: 'authorization_code', client_id, code, code_verifier: VERIFIER, redirect_uri: uri }
    expect((await redeem(emulator, form)).status).toBe(status)
  })

  it('shows the address that a code was asked for with, when another comes to redeem it (first-day 16)', async () => {
    const { emulator, browser } = start()
    const code = (await authorize(browser, PUBLIC)).get('code') ?? ''
    const form = { grant_type: 'authorization_code', client_id: PUBLIC.client_id, code, code_verifier: VERIFIER }
    const { body } = await redeem(emulator, { ...form, redirect_uri: 'http://127.0.0.1:3000/callback' })
    expect(body['error_description']).toContain(PUBLIC.redirect_uri)
  })

  it('refuses a wrong client secret', async () => {
    const { emulator } = start()
    const form = { grant_type: 'authorization_code', code: 'x', client_id: 'client_demo', client_secret: 'wrong' }
    expect(await redeem(emulator, form)).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })
})

describe('answerAuthorize', () => {
  it.each([
    ['an unknown client', { client_id: 'x' }],
    ['a redirect_uri that is not registered', { redirect_uri: 'https://evil.com/' }],
    ['a redirect_uri that only begins alike', { redirect_uri: 'http://localhost:3000/callback/more' }],
  ])('shows %s to the person and redirects nobody', async (_name, change) => {
    const { browser } = start()
    const page = await browser.get('/oauth/authorize', { ...PUBLIC, ...change })
    expect(page).toMatchObject({ status: 400, location: '' })
  })

  it.each([
    ['one that is not', { redirect_uri: 'http://localhost:3000/nowhere' }, 'on loopback addresses with any port:'],
    ['none at all', { redirect_uri: '' }, 'redirect_uri is missing'],
  ])('shows the registered addresses for %s (first-day 16)', async (_name, change, text) => {
    const { browser } = start()
    const given = Object.entries({ ...PUBLIC, ...change }).filter(([, value]) => value !== '')
    const page = await browser.get('/oauth/authorize', Object.fromEntries(given))
    expect(page).toMatchObject({ status: 400, location: '' })
    expect(page.text).toContain(text)
    expect(page.text).toContain('<li><code>http://localhost:3000/callback</code></li>')
    expect(page.text).toContain('<li><code>http://127.0.0.1:3000/callback</code></li>')
  })

  it('shows the clients that there are for one that is not (first-day 16)', async () => {
    const { browser } = start()
    const page = await browser.get('/oauth/authorize', { ...PUBLIC, client_id: '<x>' })
    expect(page.text).toContain('<li><code>client_demo</code></li>')
    expect(page.text).not.toContain('<x>')
  })

  it('says which scopes a client may ask for (first-day 16)', async () => {
    const { browser } = start()
    const { location } = await browser.get('/oauth/authorize', { ...PUBLIC, scope: 'openid admin' })
    expect(new URL(location).searchParams.get('error_description')).toContain('openid profile email read:posts')
  })

  it('escapes addresses that a client registered (first-day 16)', async () => {
    const { emulator, browser } = start()
    const registered = await emulator.fetch(`${emulator.url}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uris: ['http://localhost:3000/a?<script>'], client_name: '<b>' }),
    })
    const { client_id } = (await registered.json()) as { client_id: string }
    const page = await browser.get('/oauth/authorize', { ...PUBLIC, client_id })
    expect(page.text).toContain('<code>http://localhost:3000/a?&lt;script&gt;</code>')
    expect(page.text).not.toMatch(/<script>|<b>/)
  })

  it.each([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a scope that it may not have', { scope: 'openid admin' }, 'invalid_scope'],
  ])('sends the client away for %s', async (_name, change, error) => {
    const { browser } = start()
    const { location } = await browser.get('/oauth/authorize', { ...PUBLIC, ...change })
    expect(new URL(location).searchParams.get('error')).toBe(error)
  })

  it('needs a challenge from a public client', async () => {
    const { browser } = start()
    const { code_challenge: _challenge, code_challenge_method: _method, ...params } = PUBLIC
    expect(new URL((await browser.get('/oauth/authorize', params)).location).searchParams.get('error')).toBe(
      'invalid_request',
    )
  })

  it('lets a loopback client choose its port', async () => {
    const { browser } = start()
    const first = await browser.get('/oauth/authorize', {
      ...PUBLIC,
      redirect_uri: 'http://localhost:54321/callback',
    })
    expect(first.location).toMatch(/^\/sign-in\?/)
  })

  it.each(['GET', 'HEAD'])('takes no consent from the address, asked with %s', async (method) => {
    const { emulator } = start()
    const { emulatorCookie } = await emulator.mint.session()
    const query = new URLSearchParams({ ...PUBLIC, consent: 'allow' }).toString()
    const headers = { cookie: emulatorCookie }
    const answer = await emulator.fetch(`${emulator.url}/oauth/authorize?${query}`, { method, headers })
    expect([answer.status, answer.headers.get('location')]).toEqual([200, null])
  })

  it('takes consent from its own page only', async () => {
    const { emulator } = start()
    const { emulatorCookie } = await emulator.mint.session()
    const headers = { cookie: emulatorCookie, origin: 'http://localhost:3000' }
    const body = new URLSearchParams({ ...PUBLIC, consent: 'allow' })
    expect((await emulator.fetch(`${emulator.url}/oauth/authorize`, { method: 'POST', headers, body })).status).toBe(
      403,
    )
  })
})

describe('discovery', () => {
  it.each(['oauth-authorization-server', 'openid-configuration', 'oauth-protected-resource', 'jwks.json'])(
    'publishes %s',
    async (document) => {
      const { emulator } = start()
      const answer = await emulator.fetch(`${emulator.url}/.well-known/${document}`)
      expect(answer.status).toBe(200)
      expect(JSON.stringify(await answer.json())).not.toContain('undefined')
    },
  )

  it('registers a client that can then start the flow', async () => {
    const { emulator, browser } = start()
    const body = JSON.stringify({
      redirect_uris: ['http://localhost:3000/cb'],
      client_name: 'New',
      token_endpoint_auth_method: 'none',
    })
    const answer = await emulator.fetch(`${emulator.url}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(answer.status).toBe(201)
    const { client_id } = (await answer.json()) as { client_id: string }
    const first = await browser.get('/oauth/authorize', {
      ...PUBLIC,
      client_id,
      redirect_uri: 'http://localhost:3000/cb',
    })
    expect(first.location).toMatch(/^\/sign-in\?/)
  })

  it.each(['https://evil.com/', 'javascript:alert(1)', 'data:text/html,x'])(
    'registers no client that sends people to %s',
    async (uri) => {
      const { emulator } = start()
      const answer = await emulator.fetch(`${emulator.url}/oauth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ redirect_uris: [uri] }),
      })
      expect(answer.status).toBe(400)
    },
  )

  it.each([
    ['no', {}],
    ['an empty', { token: '' }],
  ])('forgets nothing for %s token', async (_name, form) => {
    const { emulator } = start()
    const { token } = await emulator.mint.oauthToken({ clientId: 'client_demo_public' })
    const client = { client_id: 'client_demo_public' }
    const post = async (path: string, fields: Record<string, string>) =>
      emulator.fetch(emulator.url + path, { method: 'POST', body: new URLSearchParams({ ...client, ...fields }) })
    const answer = await post('/oauth/revoke', form)
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_request' }])
    expect(await (await post('/oauth/token_info', { token })).json()).toMatchObject({ active: true })
  })

  it('forgets a token', async () => {
    const { emulator } = start()
    const { token } = await emulator.mint.oauthToken({ clientId: 'client_demo_public' })
    const send = async (path: string, form: Record<string, string>) =>
      (await (
        await emulator.fetch(emulator.url + path, { method: 'POST', body: new URLSearchParams(form) })
      ).json()) as Record<string, unknown>
    const client = { client_id: 'client_demo_public', token }
    expect((await send('/oauth/token_info', client))['active']).toBe(true)
    await send('/oauth/revoke', client)
    expect((await send('/oauth/token_info', client))['active']).toBe(false)
  })
})
