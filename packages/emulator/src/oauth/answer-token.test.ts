import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { createClient, type Fields, REQUEST, SECRET, VERIFIER } from '../../test/oauth-client.ts'

const API = 'https://api.test/v1'
const OTHER = 'https://other.test/'
const ME = { client_id: REQUEST.client_id }

const start = async (change: Fields = {}, resources: readonly string[] = []) => {
  const client = createClient()
  await client.signIn()
  const first = await client.connect(change, resources)
  const renew = (more: Fields = {}, token: string = first['refresh_token'] ?? '') =>
    client.post('/oauth/token', { ...ME, grant_type: 'refresh_token', refresh_token: token, ...more })
  const verify = async (token: unknown) => {
    const answer = await client.emulator.fetch(`${client.emulator.url}/oauth_applications/access_tokens/verify`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.emulator.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ access_token: token }),
    })
    return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> }
  }
  return { ...client, first, renew, verify }
}

describe('a refresh token', () => {
  it('gives fewer scopes where fewer are asked for', async () => {
    const { renew } = await start()
    expect((await renew({ scope: 'openid' })).body).toMatchObject({ scope: 'openid', token_type: 'Bearer' })
  })

  it('gives everything again after fewer', async () => {
    const { renew } = await start()
    const { body } = await renew({ scope: 'openid' })
    expect((await renew({}, String(body['refresh_token']))).body['scope']).toBe(REQUEST.scope)
  })

  it('gives no more than was allowed, and is not used up by the question', async () => {
    const { renew } = await start({ scope: 'openid' })
    expect(await renew({ scope: 'openid email' })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
    expect((await renew()).status).toBe(200)
  })

  it('ends everything that followed from it when it comes twice', async () => {
    const { renew, verify } = await start()
    const { body } = await renew()
    expect((await renew()).body['error']).toBe('invalid_grant')
    expect((await verify(body['access_token'])).status).toBe(404)
    expect((await renew({}, String(body['refresh_token']))).body['error']).toBe('invalid_grant')
  })

  it('works once when it comes twice at the same time', async () => {
    const { renew } = await start()
    const answers = await Promise.all([renew(), renew(), renew()])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is of no use to another client', async () => {
    const { renew } = await start()
    expect((await renew(SECRET)).body['error']).toBe('invalid_grant')
    expect((await renew()).status).toBe(200)
  })

  it('ends with its access token', async () => {
    const { renew, post, first } = await start()
    await post('/oauth/revoke', { ...ME, token: first['access_token'] ?? '' })
    expect((await renew()).body['error']).toBe('invalid_grant')
  })

  it('ends with its person', async () => {
    const { renew, emulator } = await start()
    const headers = { authorization: `Bearer ${emulator.secretKey}` }
    await emulator.fetch(`${emulator.url}/v1/users/user_ada`, { method: 'DELETE', headers })
    expect((await renew()).body['error']).toBe('invalid_grant')
  })

  it('gives an ID token with the same moment of signing in, and no nonce', async () => {
    const { renew, emulator } = await start({ nonce: 'n' })
    emulator.clock.advance(90_000)
    const claims = decodeJwt(String((await renew()).body['id_token']))
    expect([claims['auth_time'], claims.iat, claims['nonce']]).toEqual([1_790_000_000, 1_790_000_090, undefined])
  })

  it('is missing', async () => {
    const { post } = await start()
    expect((await post('/oauth/token', { ...ME, grant_type: 'refresh_token' })).body['error']).toBe('invalid_request')
  })
})

describe('a code', () => {
  it('that comes again ends what it gave', async () => {
    const client = await start()
    const code = (await client.allow()).get('code') ?? ''
    const form = {
      ...ME,
      grant_type: 'authorization_code',
      code,
      code_verifier: VERIFIER,
      redirect_uri: REQUEST.redirect_uri,
    }
    const { body } = await client.post('/oauth/token', form)
    await client.post('/oauth/token', form)
    expect((await client.verify(body['access_token'])).status).toBe(404)
  })

  it('that another client shows ends nothing', async () => {
    const client = await start()
    const code = (await client.allow()).get('code') ?? ''
    const form = { ...ME, grant_type: 'authorization_code', code, code_verifier: VERIFIER }
    const { body } = await client.post('/oauth/token', { ...form, redirect_uri: REQUEST.redirect_uri })
    await client.post('/oauth/token', { ...form, ...SECRET })
    expect((await client.verify(body['access_token'])).status).toBe(200)
  })

  it('works once when it comes twice at the same time', async () => {
    const client = await start()
    const code = (await client.allow()).get('code') ?? ''
    const form = {
      ...ME,
      grant_type: 'authorization_code',
      code,
      code_verifier: VERIFIER,
      redirect_uri: REQUEST.redirect_uri,
    }
    const answers = await Promise.all([1, 2, 3].map(() => client.post('/oauth/token', form)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })
})

describe('resource', () => {
  it('stands in the signed token and in introspection', async () => {
    const { first, post } = await start({}, [API, OTHER])
    expect(decodeJwt(first['access_token'] ?? '').aud).toEqual([API, OTHER])
    const { body } = await post('/oauth/token_info', { ...ME, token: first['access_token'] ?? '' })
    expect(body['aud']).toEqual([API, OTHER])
  })

  it('is narrowed where a token is asked for', async () => {
    const { renew } = await start({}, [API, OTHER])
    const { body } = await renew({ resource: API })
    expect(decodeJwt(String(body['access_token'])).aud).toBe(API)
  })

  it('is narrowed to several', async () => {
    const { post, first } = await start({}, [API, OTHER, 'urn:third'])
    const { body } = await post('/oauth/token', [
      ...Object.entries({ ...ME, grant_type: 'refresh_token', refresh_token: first['refresh_token'] ?? '' }),
      ['resource', API],
      ['resource', 'urn:third'],
    ])
    expect(decodeJwt(String(body['access_token'])).aud).toEqual([API, 'urn:third'])
  })

  it.each([
    ['that was not named before', OTHER],
    ['with a fragment', `${API}#x`],
    ['that is a path', '/v1'],
  ])('is invalid_target for one %s', async (_name, resource) => {
    const { renew } = await start({}, [API])
    expect(await renew({ resource })).toMatchObject({ status: 400, body: { error: 'invalid_target' } })
  })

  it.each(['/v1', `${API}#x`, 'api'])('sends the client away for %s', async (resource) => {
    const { ask } = await start()
    expect(new URL(await ask({}, [resource])).searchParams.get('error')).toBe('invalid_target')
  })
})

describe('client credentials', () => {
  const ask = async (form: Fields) => {
    const client = await start()
    const answer = await client.post('/oauth/token', { grant_type: 'client_credentials', ...SECRET, ...form })
    return { ...client, ...answer }
  }

  it('give a token for the client itself, without refresh and ID token', async () => {
    const { body, verify } = await ask({ resource: API })
    expect(Object.keys(body).toSorted()).toEqual(['access_token', 'expires_in', 'scope', 'token_type'])
    expect((await verify(body['access_token'])).body).toMatchObject({
      subject: 'client_demo',
      client_id: 'client_demo',
      scopes: ['read:posts'],
      aud: [API],
    })
  })

  it('know nobody', async () => {
    const { emulator, body } = await ask({})
    const headers = { authorization: `Bearer ${String(body['access_token'])}` }
    expect((await emulator.fetch(`${emulator.url}/oauth/userinfo`, { headers })).status).toBe(401)
  })

  it.each([
    [{ scope: 'openid' }, 'invalid_scope'],
    [{ scope: 'offline_access' }, 'invalid_scope'],
    [{ scope: 'admin' }, 'invalid_scope'],
    [{ resource: '#' }, 'invalid_target'],
    [{ client_id: 'client_demo_public', client_secret: '' }, 'unauthorized_client'],
  ])('with %j are %s', async (form, error) =>
    expect(await ask(form as Fields)).toMatchObject({ status: 400, body: { error } }),
  )
})

describe('answerToken', () => {
  it.each([
    [{}, 'invalid_request'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
  ])('answers %j with %s', async (form, error) => {
    const { post } = await start()
    expect(await post('/oauth/token', { ...ME, ...form })).toMatchObject({ status: 400, body: { error } })
  })

  it('takes no parameter twice', async () => {
    const { post } = await start()
    const form = [
      ...Object.entries({ ...SECRET, grant_type: 'client_credentials' }),
      ['scope', ''],
      ['scope', ''],
    ] as const
    expect(
      (
        await post(
          '/oauth/token',
          form.map(([name = '', value = '']) => [name, value] as const),
        )
      ).body['error'],
    ).toBe('invalid_request')
  })
})
