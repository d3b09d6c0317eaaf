import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'

const ORIGIN = 'http://localhost:3000'
const PASSWORD = 'postern-password'

const readLastToken = (session: object) => (session as { last_active_token: { jwt: string } }).last_active_token.jwt

/** Calls as the provider's browser script does. */
function createScript() {
  const emulator = createEmulator({ clock: 1_790_000_000_000 })
  let devBrowser = ''
  const call = async (path: string, form?: Readonly<Record<string, string>>, origin = ORIGIN) => {
    const url = `${emulator.url}${path}${path.includes('?') ? '&' : '?'}__clerk_db_jwt=${devBrowser}`
    const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    const answer = await emulator.fetch(url, { headers: { origin }, ...body })
    devBrowser = answer.headers.get('clerk-db-jwt') ?? devBrowser
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as {
        response: Record<string, unknown>
        client: Record<string, unknown> | null
        jwt: string
      },
    }
  }
  const begin = async () => {
    const answer = await emulator.fetch(`${emulator.url}/v1/dev_browser`, {
      method: 'POST',
      headers: { origin: ORIGIN },
    })
    devBrowser = ((await answer.json()) as { id: string }).id
  }
  return { emulator, call, begin }
}

describe('the browser script', () => {
  it('signs in, switches, gets tokens and signs out', async () => {
    const { call, begin, emulator } = createScript()
    await begin()
    expect((await call('/v1/client')).body.response).toMatchObject({ sessions: [], last_active_session_id: null })
    const { response } = (await call('/v1/client/sign_ins', { identifier: 'ada@example.com', password: PASSWORD })).body
    expect(response).toMatchObject({ status: 'complete' })
    const id = String(response['created_session_id'])
    expect((await call('/v1/client')).body.response).toMatchObject({ last_active_session_id: id })
    await call(`/v1/client/sessions/${id}/touch`, { active_organization_id: 'globex' })
    const { jwt } = (await call(`/v1/client/sessions/${id}/tokens`, {})).body
    expect(decodeJwt(jwt)).toMatchObject({ sub: 'user_ada', o: { slg: 'globex' } })
    expect((await call('/v1/me/organization_memberships')).body.response).toMatchObject({ total_count: 2 })
    await call('/v1/client?_method=DELETE', {})
    expect(emulator.control.sessions()).toMatchObject([{ id, status: 'ended' }])
    expect((await call(`/v1/client/sessions/${id}/tokens`, {})).status).toBe(401)
  })

  it.each([
    ['of a second application', 'http://localhost:3100', 'http://localhost:3100'],
    ['that is no web page', 'app://localhost', ORIGIN],
    ['that is hidden', 'null', ORIGIN],
  ])('gets tokens for the application that asks, from an origin %s', async (_name, origin, azp) => {
    const { call, begin, emulator } = createScript()
    await begin()
    await call('/v1/client/sign_ins', { identifier: 'ada@example.com', password: PASSWORD })
    const path = `/v1/client/sessions/${emulator.control.sessions()[0]?.id}`
    const { jwt } = (await call(`${path}/tokens`, {}, origin)).body
    const { jwt: ofTemplate } = (await call(`${path}/tokens/example`, {}, origin)).body
    const touched = readLastToken((await call(`${path}/touch`, {}, origin)).body.response)
    const [session = {}] = (await call('/v1/client', undefined, origin)).body.response['sessions'] as object[]
    const tokens = [jwt, ofTemplate, touched, readLastToken(session)]
    expect(tokens.map((token) => decodeJwt(token)['azp'])).toEqual([azp, azp, azp, azp])
  })

  it('gets no token for an origin that is not ours', async () => {
    const { call, begin } = createScript()
    await begin()
    await call('/v1/client/sign_ins', { identifier: 'ada@example.com', password: PASSWORD })
    const { response } = (await call('/v1/client', undefined, 'https://evil.com')).body
    const [session = {}] = response['sessions'] as object[]
    expect(decodeJwt(readLastToken(session))['azp']).toBe(ORIGIN)
  })

  it('is told of no change that is newer than its token', async () => {
    const { call, begin, emulator } = createScript()
    await begin()
    await call('/v1/client/sign_ins', { identifier: 'ada@example.com', password: PASSWORD })
    emulator.clock.advance(-60_000)
    expect((await call('/v1/client')).body.response['updated_at']).toBe(1_789_999_940_000)
  })

  it('knows who it is, and reads its own organizations only', async () => {
    const { call, begin } = createScript()
    await begin()
    expect((await call('/v1/me')).status).toBe(401)
    expect((await call('/v1/organizations/acme')).status).toBe(401)
    await call('/v1/client/sign_ins', { identifier: 'grace@example.com', password: PASSWORD })
    expect((await call('/v1/me')).body.response).toMatchObject({ id: 'user_grace' })
    const acme = await call('/v1/organizations/org_acme')
    expect(acme.body.response).toMatchObject({ slug: 'acme' })
    expect(acme.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect((await call('/v1/organizations/org_acme/memberships')).body.response).toMatchObject({ total_count: 2 })
    expect((await call('/v1/organizations/globex')).status).toBe(404)
  })

  it("cannot use somebody else's session", async () => {
    const { call, begin, emulator } = createScript()
    await begin()
    const { sessionId } = await emulator.mint.session()
    expect((await call(`/v1/client/sessions/${sessionId}/tokens`, {})).status).toBe(401)
  })

  it('is readable for our applications and nobody else', async () => {
    const { call } = createScript()
    const ours = await call('/v1/environment')
    expect(ours.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(ours.headers.get('access-control-allow-credentials')).toBe('true')
    expect(
      (await call('/v1/environment', undefined, 'https://evil.com')).headers.get('access-control-allow-origin'),
    ).toBeNull()
  })

  it('may ask beforehand', async () => {
    const { emulator } = createScript()
    const answer = await emulator.fetch(`${emulator.url}/v1/client`, { method: 'OPTIONS', headers: { origin: ORIGIN } })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN])
  })
})
