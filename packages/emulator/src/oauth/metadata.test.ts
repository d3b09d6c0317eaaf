import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import { createClient, REQUEST } from '../../test/oauth-client.ts'

type Document = Readonly<Record<string, unknown>>

const read = async (emulator: ReturnType<typeof createEmulator>, name: string): Promise<Document> =>
  (await (await emulator.fetch(`${emulator.url}/.well-known/${name}`)).json()) as Document

describe('the issuer', () => {
  it('is one text in documents, tokens and answers', async () => {
    const client = createClient()
    await client.signIn()
    const { emulator } = client
    const answer = await client.allow()
    const { access_token = '', id_token = '' } = await client.connect()
    const { body } = await client.post('/oauth/token_info', { client_id: REQUEST.client_id, token: access_token })
    const documents = await Promise.all([
      read(emulator, 'oauth-authorization-server'),
      read(emulator, 'openid-configuration'),
    ])
    const [server] = ((await read(emulator, 'oauth-protected-resource'))['authorization_servers'] ?? []) as string[]
    const all = [server, answer.get('iss'), decodeJwt(access_token).iss, decodeJwt(id_token).iss, body['iss']]
    expect(new Set([...documents.map((one) => one['issuer']), ...all])).toEqual(new Set([emulator.url]))
  })

  it('is that of a minted token too', async () => {
    const emulator = createEmulator()
    const { token } = await emulator.mint.oauthToken({ format: 'jwt' })
    expect(decodeJwt(token).iss).toBe(emulator.url)
  })

  it('is an https URL in production', async () => {
    const emulator = createEmulator({ instanceType: 'production' })
    expect((await read(emulator, 'openid-configuration'))['issuer']).toBe('https://clerk.app.test')
  })

  it('leaves the name in session tokens as it is', async () => {
    const emulator = createEmulator()
    expect(decodeJwt((await emulator.mint.session()).token).iss).toBe(emulator.issuer)
  })
})

describe('answerServerMetadata', () => {
  it('names endpoints that answer', async () => {
    const emulator = createEmulator()
    const document = await read(emulator, 'openid-configuration')
    const urls = Object.entries(document).filter(([name]) => name.endsWith('_endpoint') || name === 'jwks_uri')
    const answers = await Promise.all(
      urls.flatMap(([, url]) => ['GET', 'POST'].map((method) => emulator.fetch(String(url), { method }))),
    )
    expect(urls).toHaveLength(9)
    expect(answers.every(({ status }) => status !== 404 && status !== 501)).toBe(true)
  })

  it('names grants that are taken', async () => {
    const { emulator, post } = createClient()
    const types = (await read(emulator, 'openid-configuration'))['grant_types_supported'] as readonly string[]
    expect(types).toHaveLength(4)
    for (const grant_type of types) {
      const { body } = await post('/oauth/token', { client_id: REQUEST.client_id, grant_type })
      expect(body['error']).not.toBe('unsupported_grant_type')
    }
  })

  it('says that it takes no request objects, which would count as yes', async () => {
    const document = await read(createEmulator(), 'openid-configuration')
    expect(document['request_uri_parameter_supported']).toBe(false)
  })
})

describe('answerRegister', () => {
  const register = async (body: Document) => {
    const emulator = createEmulator()
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await emulator.fetch(`${emulator.url}/oauth/register`, init)
    return { status: answer.status, body: (await answer.json()) as Document }
  }

  it('takes a client without addresses that sends nobody anywhere', async () => {
    const { status, body } = await register({ grant_types: ['client_credentials'] })
    expect([status, body['grant_types'], body['response_types']]).toEqual([201, ['client_credentials'], []])
  })

  it('keeps the addresses of allowed origins for those who signed out', async () => {
    const uris = ['http://localhost:3000/bye', 'https://evil.com/']
    const { body } = await register({ redirect_uris: ['http://localhost:3000/cb'], post_logout_redirect_uris: uris })
    expect(body['post_logout_redirect_uris']).toEqual(['http://localhost:3000/bye'])
  })

  it('refuses a grant that there is not', async () => {
    const { status, body } = await register({ redirect_uris: ['http://localhost:3000/cb'], grant_types: ['password'] })
    expect([status, body['error']]).toEqual([400, 'invalid_client_metadata'])
  })
})
