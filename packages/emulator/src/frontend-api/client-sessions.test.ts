import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { createScript, sessionsOf } from '../../test/create-script.ts'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'
import { defaultSeed } from '../state/default-seed.ts'

const PASSWORD = 'postern-password'
const RETURN_URL = 'http://localhost:3000/'

/** A browser in which Ada and Grace are signed in, Grace last. */
const start = async () => {
  const emulator = createEmulator({
    clock: 1_790_000_000_000,
    seed: { ...defaultSeed, settings: { hasMultipleSessions: true } },
  })
  const script = createScript(emulator)
  const { call } = script
  const ids: string[] = []
  for (const identifier of ['ada@example.com', 'grace@example.com']) {
    const { response } = await call('/v1/client/sign_ins', { identifier, password: PASSWORD })
    ids.push(String(response['created_session_id']))
  }
  const [ada = '', grace = ''] = ids
  const of = (id: string, verb: string, form: Readonly<Record<string, string>> = {}) =>
    call(`/v1/client/sessions/${id}/${verb}`, form)
  return { emulator, call, ada, grace, of, devBrowser: script.devBrowser }
}
/** An empty form. What it brings about happens when it is read, before it is there. */
const createSlowForm = (meanwhile: () => Promise<unknown>) =>
  new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        await meanwhile()
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
const whoIs = (token: string) => decodeJwt(token).sub

/** Whom a handshake of this browser signs in. */
const shake = async (emulator: Emulator, devBrowser: string) => {
  const query = new URLSearchParams({ redirect_url: RETURN_URL, __clerk_db_jwt: devBrowser, format: 'token' })
  const answer = await emulator.fetch(`${emulator.url}/v1/client/handshake?${query}`, { redirect: 'manual' })
  const token = new URL(answer.headers.get('location') ?? '').searchParams.get('__clerk_handshake') ?? ''
  const lines = decodeJwt(token)['handshake'] as readonly string[]
  const line = lines.find((one) => one.startsWith('__session=')) ?? ''
  return line.startsWith('__session=;') ? null : whoIs(line.slice('__session='.length).split(';')[0] ?? '')
}

describe('several sessions in one browser', () => {
  it('are all listed, each with a token of its own', async () => {
    const { call, ada, grace } = await start()
    const { response } = await call('/v1/client')
    expect(response['last_active_session_id']).toBe(grace)
    const sessions = sessionsOf(response)
    expect(sessions.map(({ id }) => id)).toEqual([ada, grace])
    const tokens = sessions.map((session) => (session['last_active_token'] as { jwt: string }).jwt)
    expect(tokens.map(whoIs)).toEqual(['user_ada', 'user_grace'])
  })

  it('get tokens, also the one that was not used last', async () => {
    const { of, ada } = await start()
    expect(whoIs((await of(ada, 'tokens')).jwt)).toBe('user_ada')
  })

  it('get tokens that are good as long as any, whatever a page wants', async () => {
    const { of, ada } = await start()
    const { iat = 0, exp } = decodeJwt((await of(ada, 'tokens', { expires_in_seconds: '86400' })).jwt)
    expect(exp).toBe(iat + 60)
  })

  it('get none when they ended while the form was on its way', async () => {
    const { emulator, of, ada, devBrowser } = await start()
    const url = `${emulator.url}/v1/client/sessions/${ada}/tokens?__clerk_db_jwt=${devBrowser()}`
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      body: createSlowForm(() => of(ada, 'end')),
      duplex: 'half',
    }
    expect((await emulator.fetch(url, init)).status).toBe(401)
  })

  it('are switched by a touch, which handshakes follow', async () => {
    const { of, ada, emulator, devBrowser } = await start()
    expect(await shake(emulator, devBrowser())).toBe('user_grace')
    expect((await of(ada, 'touch')).client).toMatchObject({ last_active_session_id: ada })
    expect(await shake(emulator, devBrowser())).toBe('user_ada')
  })

  it.each([
    ['end', 'ended'],
    ['remove', 'removed'],
  ])('%s one by one', async (verb, status) => {
    const { of, ada, grace, emulator } = await start()
    const { response, client } = await of(grace, verb)
    expect(response).toMatchObject({ id: grace, status })
    expect(client).toMatchObject({ last_active_session_id: ada })
    expect(sessionsOf(client).map(({ id }) => id)).toEqual([ada])
    expect(emulator.control.sessions().map((session) => session.status)).toEqual(['active', status])
  })

  it('end all at once', async () => {
    const { call, emulator, devBrowser } = await start()
    const { response } = await call('/v1/client/sessions?_method=DELETE', {})
    expect(response).toMatchObject({ sessions: [], last_active_session_id: null })
    expect(emulator.control.sessions().map(({ status }) => status)).toEqual(['ended', 'ended'])
    expect(await shake(emulator, devBrowser())).toBeNull()
  })

  it('know how long ago each factor was given', async () => {
    const { call, emulator } = await start()
    emulator.clock.advance(5 * 60_000)
    const [session] = sessionsOf((await call('/v1/client')).response)
    expect(session).toMatchObject({ factor_verification_age: [5, -1] })
  })
})

describe('answerScriptTouch', () => {
  it.each([
    ['an id', 'org_globex', 'org_globex'],
    ['a slug', 'globex', 'org_globex'],
    ['nothing, which is the personal account', '', null],
  ])('activates an organization by %s', async (_name, wanted, expected) => {
    const { of, ada } = await start()
    const { response } = await of(ada, 'touch', { active_organization_id: wanted, intent: 'select_org' })
    expect(response).toMatchObject({ last_active_organization_id: expected })
  })

  it('refuses an organization of others, and changes nothing', async () => {
    const { of, ada, grace, call } = await start()
    const { status, error } = await of(ada, 'touch', { active_organization_id: 'org_nowhere' })
    expect([status, error.code]).toEqual([404, 'organization_not_found_or_unauthorized'])
    expect((await call('/v1/client')).response).toMatchObject({ last_active_session_id: grace })
  })

  it('finishes the task of choosing an organization', async () => {
    const emulator = createEmulator({ clock: 1_790_000_000_000 })
    const { call } = createScript(emulator)
    const { response, client } = await call('/v1/client/sign_ins', {
      identifier: 'edsger@example.com',
      password: PASSWORD,
    })
    expect(sessionsOf(client)).toMatchObject([{ status: 'pending', tasks: [{ key: 'choose-organization' }] }])
    const path = `/v1/client/sessions/${String(response['created_session_id'])}/touch`
    expect((await call(path, { active_organization_id: 'globex' })).response).toMatchObject({
      status: 'active',
      tasks: null,
    })
  })
})

describe('answerScriptToken', () => {
  it('makes a token for another organization, and leaves the active one', async () => {
    const { of, ada, call } = await start()
    const { jwt } = await of(ada, 'tokens', { organization_id: 'org_globex' })
    expect(decodeJwt(jwt)).toMatchObject({ o: { slg: 'globex' } })
    const [session] = sessionsOf((await call('/v1/client')).response)
    expect(session).toMatchObject({ last_active_organization_id: 'org_acme' })
  })

  it('refuses an organization of others', async () => {
    const { of, ada } = await start()
    expect((await of(ada, 'tokens', { organization_id: 'org_nowhere' })).status).toBe(404)
  })
})

describe('answerClientTouch', () => {
  it('sends the browser back, with a cookie that lasts longer', async () => {
    const { emulator, devBrowser } = await start()
    const query = new URLSearchParams({ redirect_url: RETURN_URL, __clerk_db_jwt: devBrowser() })
    const answer = await emulator.fetch(`${emulator.url}/v1/client/touch?${query}`, { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([307, RETURN_URL])
    expect(answer.headers.get('set-cookie')).toMatch(/^__client_/)
  })

  it('leads to no site that is not ours', async () => {
    const { emulator } = await start()
    const url = `${emulator.url}/v1/client/touch?redirect_url=https%3A%2F%2Fevil.com`
    expect((await emulator.fetch(url, { redirect: 'manual' })).status).toBe(400)
  })
})

describe('a page on the host of the emulator', () => {
  const ask = (emulator: Emulator, origin: string, path = '/v1/client') =>
    emulator.fetch(`http://localhost:4000${path}`, { headers: { origin } })

  it('learns by a cookie which browser it is, so that it can lead to our pages', async () => {
    const emulator = createEmulator()
    const answer = await ask(emulator, 'http://localhost:5173')
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('__clerk_db_jwt_'))
    expect(cookie).toContain(`=${answer.headers.get('clerk-db-jwt')}; Path=/; SameSite=Lax`)
  })

  it('is told nothing on another host', async () => {
    const answer = await ask(createEmulator(), 'http://127.0.0.1:5173')
    expect(answer.headers.getSetCookie()).toEqual([])
  })
})
