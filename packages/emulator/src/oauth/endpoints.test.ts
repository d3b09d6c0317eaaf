import { describe, expect, it } from 'vitest'
import { createClient, type Fields, REQUEST, SECRET } from '../../test/oauth-client.ts'

const ME = { client_id: REQUEST.client_id }
const API = 'https://api.test/'

const start = async () => {
  const client = createClient()
  await client.signIn()
  const { access_token = '', refresh_token = '' } = await client.connect({}, [API])
  const look = (token: string, more: Fields = {}) => client.post('/oauth/token_info', { ...ME, token, ...more })
  const renew = (token: string) =>
    client.post('/oauth/token', { ...ME, grant_type: 'refresh_token', refresh_token: token })
  const revoke = (token: string, more: Fields = {}) => client.post('/oauth/revoke', { ...ME, token, ...more })
  return { ...client, access_token, refresh_token, look, renew, revoke }
}

describe('answerTokenInfo', () => {
  it('tells what an access token says', async () => {
    const { look, access_token, emulator } = await start()
    expect((await look(access_token)).body).toEqual({
      active: true,
      iss: emulator.url,
      client_id: ME.client_id,
      sub: 'user_ada',
      scope: REQUEST.scope,
      aud: [API],
      iat: 1_790_000_000,
      token_type: 'Bearer',
      jti: expect.stringMatching(/^oat_/),
      exp: 1_790_086_400,
    })
  })

  it.each([{}, { token_type_hint: 'refresh_token' }, { token_type_hint: 'access_token' }, { token_type_hint: 'odd' }])(
    'tells what a refresh token says, asked with %j',
    async (hint) => {
      const { look, refresh_token } = await start()
      const { body } = await look(refresh_token, hint as Fields)
      expect(body).toMatchObject({ active: true, client_id: ME.client_id, sub: 'user_ada', scope: REQUEST.scope })
      expect(body).not.toHaveProperty('exp')
    },
  )

  it('tells nobody else about a refresh token', async () => {
    const { look, refresh_token } = await start()
    expect((await look(refresh_token, SECRET)).body).toEqual({ active: false })
  })

  it('does not know a refresh token that was used', async () => {
    const { look, renew, refresh_token } = await start()
    await renew(refresh_token)
    expect((await look(refresh_token)).body).toEqual({ active: false })
  })

  it('does not know the refresh token of an access token that was revoked', async () => {
    const { look, revoke, access_token, refresh_token } = await start()
    await revoke(access_token)
    expect((await look(refresh_token)).body).toEqual({ active: false })
  })

  it('wants a token', async () => {
    expect(await (await start()).look('')).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })
})

describe('answerRevoke', () => {
  it('ends the whole family of a refresh token', async () => {
    const { look, renew, revoke, access_token, refresh_token } = await start()
    const { body } = await renew(refresh_token)
    await revoke(String(body['refresh_token']), { token_type_hint: 'refresh_token' })
    expect((await look(access_token)).body).toEqual({ active: false })
    expect((await look(String(body['access_token']))).body).toEqual({ active: false })
    expect((await renew(String(body['refresh_token']))).body['error']).toBe('invalid_grant')
  })

  it('leaves what follows from other grants', async () => {
    const { connect, look, revoke, refresh_token } = await start()
    const { access_token = '' } = await connect()
    await revoke(refresh_token)
    expect((await look(access_token)).body['active']).toBe(true)
  })

  it('answers 200 to a client whose token it is not, and changes nothing', async () => {
    const { look, revoke, access_token } = await start()
    expect((await revoke(access_token, SECRET)).status).toBe(200)
    expect((await look(access_token)).body['active']).toBe(true)
  })
})

describe('a client', () => {
  const ask = async (headers: Fields, form: Fields) => {
    const { emulator } = createClient()
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...form })
    const answer = await emulator.fetch(`${emulator.url}/oauth/token`, { method: 'POST', headers, body })
    return [answer.status, answer.headers.get('www-authenticate'), ((await answer.json()) as Fields)['error']]
  }
  const basic = (text: string) => ({ authorization: `Basic ${btoa(text)}` })
  const UNKNOWN = [401, 'Basic realm="emulator"', 'invalid_client']

  it.each([
    ['basic', basic('client_demo:demo-client-secret'), {}],
    ['basic with its id in the form', basic('client_demo:demo-client-secret'), { client_id: 'client_demo' }],
    ['basic with percent signs', basic('client%5Fdemo:demo%2Dclient-secret'), {}],
    ['a form', {}, SECRET],
  ])('is known by %s', async (_name, headers, form) => expect((await ask(headers, form as Fields))[0]).toBe(200))

  it.each([
    ['nothing', {}, {}],
    ['its id', {}, { client_id: 'client_demo' }],
    ['a wrong secret', basic('client_demo:x'), {}],
    ['a header that cannot be read', { authorization: 'Basic !' }, SECRET],
    ['a header with an odd percent sign', basic('client_demo:%'), SECRET],
    ['the id of another client in its form', basic('client_demo:demo-client-secret'), ME],
    ['an assertion', {}, { client_assertion_type: 'x', client_assertion: 'x' }],
  ])('is not known by %s', async (_name, headers, form) =>
    expect(await ask(headers as Fields, form as Fields)).toEqual(UNKNOWN),
  )
})
