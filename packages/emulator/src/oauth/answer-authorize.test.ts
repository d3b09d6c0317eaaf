import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { createBrowser, readHiddenFields } from '../../test/browser.ts'
import { createClient, type Fields, REQUEST } from '../../test/oauth-client.ts'
import { defaultSeed } from '../state/default-seed.ts'

const ID_TOKEN = { sub: 'user_ada', aud: REQUEST.client_id }
const read = (location: string, name: string): string | null => new URL(location).searchParams.get(name)
/** Signed in since this long. */
const start = async (sinceMs = 0, user = 'user_ada') => {
  const client = createClient()
  await client.signIn(user)
  client.emulator.clock.advance(sinceMs)
  return client
}
/** Follows the request to the sign-in page and back, as this person. */
const signInAgain = async (client: ReturnType<typeof createClient>, location: string, user = 'user_ada') => {
  const page = await client.browser.get(location)
  const { location: back } = await client.browser.post('/sign-in', { ...readHiddenFields(page.text), user })
  return client.browser.get(back)
}

describe('prompt', () => {
  it('none gives a code without a page, once the person has allowed it', async () => {
    const client = await start()
    await client.allow()
    expect(read(await client.ask({ prompt: 'none' }), 'code')).toMatch(/^code_/)
  })

  it.each([
    ['more scopes', { scope: 'openid' }, {}],
    ['another client', { client_id: 'client_demo' }, {}],
  ])('none is consent_required for %s than were allowed', async (_name, before, change) => {
    const client = await start()
    await client.allow(before)
    const location = await client.ask({ prompt: 'none', ...change })
    expect(read(location, 'error')).toBe('consent_required')
  })

  it('none is consent_required for another resource than was allowed', async () => {
    const client = await start()
    await client.allow()
    expect(read(await client.ask({ prompt: 'none' }, ['https://api.test/']), 'error')).toBe('consent_required')
  })

  it('none is consent_required for what somebody else allowed', async () => {
    const client = await start()
    await client.allow()
    await client.signIn('user_grace')
    expect(read(await client.ask({ prompt: 'none' }), 'error')).toBe('consent_required')
  })

  it('none is consent_required once the client gave everything back', async () => {
    const client = await start()
    const { refresh_token = '' } = await client.connect()
    await client.post('/oauth/revoke', { client_id: REQUEST.client_id, token: refresh_token })
    expect(read(await client.ask({ prompt: 'none' }), 'error')).toBe('consent_required')
  })

  it('none is login_required where nobody is signed in, and says who answers', async () => {
    const client = createClient()
    const location = await client.ask({ prompt: 'none', state: 'x' })
    expect([read(location, 'error'), read(location, 'state'), read(location, 'iss')]).toEqual([
      'login_required',
      'x',
      client.emulator.url,
    ])
  })

  it('none is interaction_required while a task is open', async () => {
    const client = await start(0, 'user_edsger')
    expect(read(await client.ask({ prompt: 'none' }), 'error')).toBe('interaction_required')
  })

  it('leads a person with an open task to the task', async () => {
    const client = await start(0, 'user_edsger')
    expect(await client.ask()).toMatch(/^\/sign-in\/tasks\?/)
  })

  it('login asks to sign in again, then for consent', async () => {
    const client = await start()
    const location = await client.ask({ prompt: 'login' })
    expect(location).toMatch(/^\/sign-in\?/)
    expect((await signInAgain(client, location)).text).toContain('wants to act for you')
  })

  it('login does not let the old session go on', async () => {
    const client = await start()
    const location = await client.ask({ prompt: 'login' })
    const page = await client.browser.get(location)
    expect(page.text).not.toContain('Continue as')
    const { location: back } = await client.browser.post('/sign-in', {
      ...readHiddenFields(page.text),
      continue: 'yes',
    })
    expect((await client.browser.get(back)).location).toMatch(/^\/sign-in\?/)
  })

  it('login cannot be answered in advance with the question of another browser', async () => {
    const client = await start()
    const { location } = await createBrowser(client.emulator).get('/oauth/authorize', REQUEST)
    const back = new URL(location, client.emulator.url).searchParams.get('redirect_url') ?? ''
    const ask = new URL(back).searchParams.get('ask') ?? ''
    expect(ask).toMatch(/^ask_/)
    expect(await client.ask({ prompt: 'login', ask })).toMatch(/^\/sign-in\?/)
  })

  it('login asks once more when the person took longer than an hour', async () => {
    const client = await start()
    const location = await client.ask({ prompt: 'login' })
    client.emulator.clock.advance(3_600_000)
    expect((await signInAgain(client, location)).location).toMatch(/^\/sign-in\?/)
  })

  it('select_account lets the person who is signed in go on', async () => {
    const client = await start()
    const page = await client.browser.get(await client.ask({ prompt: 'select_account' }))
    const { location } = await client.browser.post('/sign-in', { ...readHiddenFields(page.text), continue: 'yes' })
    expect((await client.browser.get(location)).text).toContain('wants to act for you')
  })

  it('consent asks again, though it was allowed', async () => {
    const client = await start()
    await client.allow()
    expect(await client.ask({ prompt: 'consent' })).toBe('')
  })

  it.each([{ prompt: 'none login' }, { prompt: 'perhaps' }, { max_age: 'old' }, { max_age: '-1' }])(
    'refuses %j',
    async (change) => expect(read(await (await start()).ask(change as Fields), 'error')).toBe('invalid_request'),
  )
})

describe('max_age', () => {
  it.each([
    ['60', 59_000, ''],
    ['60', 61_000, '/sign-in'],
    ['0', 0, '/sign-in'],
  ])('of %s after %i ms leads to the page %j', async (max_age, sinceMs, path) => {
    const location = await (await start(sinceMs)).ask({ max_age })
    expect(location.split('?')[0]).toBe(path)
  })

  it('of 0 is met by signing in, however long the consent takes', async () => {
    const client = await start()
    const page = await signInAgain(client, await client.ask({ max_age: '0' }))
    client.emulator.clock.advance(5_000)
    const { location } = await client.browser.post('/oauth/authorize', {
      ...readHiddenFields(page.text),
      consent: 'allow',
    })
    expect(read(location, 'code')).toMatch(/^code_/)
  })

  it('is login_required with prompt=none', async () => {
    const client = await start(61_000)
    expect(read(await client.ask({ max_age: '60', prompt: 'none' }), 'error')).toBe('login_required')
  })

  it('is answered with the moment of signing in', async () => {
    const client = await start(30_000)
    const { id_token = '' } = await client.connect({ max_age: '60' })
    expect(decodeJwt(id_token)['auth_time']).toBe(1_790_000_000)
  })
})

describe('hints', () => {
  it('says on the sign-in page for which client it is', async () => {
    const client = createClient()
    const page = await client.browser.get(await client.ask())
    expect(page.text).toContain('to continue to <b><bdi>Demo public client</bdi></b>')
  })

  it('shows the expected address on the sign-in page', async () => {
    const client = createClient()
    const page = await client.browser.get(await client.ask({ login_hint: 'grace@example.com' }))
    expect(page.text).toContain('value="grace@example.com"')
  })

  it('goes on for the person of the ID token', async () => {
    const client = await start()
    const { id_token = '' } = await client.connect()
    expect(read(await client.ask({ prompt: 'none', id_token_hint: id_token }), 'code')).toMatch(/^code_/)
  })

  it('is login_required with prompt=none while somebody else is signed in', async () => {
    const client = await start()
    const { id_token = '' } = await client.connect()
    await client.signIn('user_grace')
    await client.allow()
    expect(read(await client.ask({ prompt: 'none', id_token_hint: id_token }), 'error')).toBe('login_required')
  })

  it('tells the client when somebody else signs in', async () => {
    const client = await start()
    const { id_token = '' } = await client.connect()
    await client.signIn('user_grace')
    const location = await client.ask({ id_token_hint: id_token })
    expect(read((await signInAgain(client, location, 'user_grace')).location, 'error')).toBe('login_required')
  })

  it.each(['x', 'session', 'another client', 'another issuer', 'forged'])('refuses %s as an ID token', async (kind) => {
    const client = await start()
    const made = {
      x: async () => 'x',
      session: async () => (await client.emulator.mint.session()).token,
      'another issuer': () => client.emulator.mint.token({ ...ID_TOKEN, iss: client.emulator.issuer }),
      forged: () => client.emulator.mint.token({ ...ID_TOKEN, iss: client.emulator.url }, { isForeign: true }),
      'another client': async () => (await client.connect({ client_id: 'client_demo' }))['id_token'],
    }
    const id_token_hint = (await made[kind as keyof typeof made]()) ?? ''
    expect(read(await client.ask({ id_token_hint }), 'error')).toBe('invalid_request')
  })
})

describe('a browser in which two people are signed in', () => {
  const startTwo = async () => {
    const client = createClient({
      seed: { ...defaultSeed, settings: { ...defaultSeed.settings, hasMultipleSessions: true } },
    })
    await client.signIn()
    const { id_token = '' } = await client.connect()
    await client.signIn('user_grace')
    return { ...client, id_token_hint: id_token }
  }

  it('goes on as the person of the ID token', async () => {
    const { ask, id_token_hint } = await startTwo()
    expect(read(await ask({ prompt: 'none', id_token_hint }), 'code')).toMatch(/^code_/)
  })

  it('goes on as the last one where nobody is meant', async () => {
    const { connect } = await startTwo()
    expect(decodeJwt((await connect())['id_token'] ?? '').sub).toBe('user_grace')
  })

  it('has not signed in again by having been signed in before', async () => {
    const { ask, id_token_hint } = await startTwo()
    const back = new URL(await ask({ prompt: 'login' }), 'http://x').searchParams.get('redirect_url') ?? ''
    const asked = new URL(back).searchParams.get('ask') ?? ''
    expect(await ask({ prompt: 'login', id_token_hint, ask: asked })).toMatch(/^\/sign-in\?/)
  })
})

describe('the form of a request', () => {
  it.each([
    [{ request: 'x' }, 'request_not_supported'],
    [{ request_uri: 'urn:x' }, 'request_uri_not_supported'],
    [{ response_mode: 'form_post' }, 'invalid_request'],
  ])('%j is %s', async (change, error) => expect(read(await (await start()).ask(change), 'error')).toBe(error))

  it('takes no parameter twice', async () => {
    const client = await start()
    const { location } = await client.browser.get(
      `/oauth/authorize?client_id=client_demo&redirect_uri=${encodeURIComponent('http://localhost:3000/callback')}&response_type=code&nonce=a&nonce=b`,
    )
    expect(read(location, 'error')).toBe('invalid_request')
  })

  it('shows the consent page to somebody whom an application sends with a POST', async () => {
    const { emulator } = await start()
    const { emulatorCookie } = await emulator.mint.session()
    const headers = { cookie: emulatorCookie, origin: 'http://localhost:3000' }
    const body = new URLSearchParams({
      client_id: 'client_demo',
      response_type: 'code',
      redirect_uri: 'http://localhost:3000/callback',
    })
    const answer = await emulator.fetch(`${emulator.url}/oauth/authorize`, { method: 'POST', headers, body })
    expect([answer.status, (await answer.text()).includes('wants to act for you')]).toEqual([200, true])
  })
})
