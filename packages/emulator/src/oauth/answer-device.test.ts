import { describe, expect, it } from 'vitest'
import { readHiddenFields } from '../../test/browser.ts'
import { createClient, type Fields } from '../../test/oauth-client.ts'

const TYPE = 'urn:ietf:params:oauth:grant-type:device_code'
const ME = { client_id: 'client_demo_public' }

const start = async (form: Fields = { scope: 'openid read:posts' }) => {
  const client = createClient()
  const { status, body } = await client.post('/oauth/device_authorization', { ...ME, ...form })
  const poll = (more: Fields = {}) =>
    client.post('/oauth/token', { ...ME, grant_type: TYPE, device_code: String(body['device_code']), ...more })
  const decide = async (consent: string) => {
    const page = await client.browser.get(new URL(String(body['verification_uri_complete'])).href)
    return client.browser.post('/device', { ...readHiddenFields(page.text), consent })
  }
  return { ...client, status, body, poll, decide }
}

describe('answerDeviceStart', () => {
  it('gives two codes and the page for the second', async () => {
    const { body, emulator } = await start()
    expect(body).toMatchObject({
      user_code: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
      verification_uri: `${emulator.url}/device`,
      verification_uri_complete: `${emulator.url}/device?user_code=${String(body['user_code'])}`,
      expires_in: 600,
      interval: 1,
    })
  })

  it.each([
    [{ scope: 'admin' }, 400, 'invalid_scope'],
    [{ resource: 'x' }, 400, 'invalid_target'],
    [{ client_id: 'nobody' }, 401, 'invalid_client'],
  ])('refuses %j', async (form, status, error) =>
    expect(await start(form as Fields)).toMatchObject({ status, body: { error } }),
  )
})

describe('redeemDeviceCode', () => {
  it('gives a token once the person allowed it, and only one', async () => {
    const { signIn, decide, poll } = await start()
    await signIn()
    expect((await decide('allow')).text).toContain('Connected')
    expect(await poll()).toMatchObject({ status: 200, body: { scope: 'openid read:posts' } })
    expect((await poll()).body['error']).toBe('invalid_grant')
  })

  it('gives tokens that can be renewed', async () => {
    const { signIn, decide, poll, post } = await start()
    await signIn()
    await decide('allow')
    const refresh_token = String((await poll()).body['refresh_token'])
    expect((await post('/oauth/token', { ...ME, grant_type: 'refresh_token', refresh_token })).status).toBe(200)
  })

  it.each([
    ['banned', 'POST', '/ban'],
    ['gone', 'DELETE', ''],
  ])('gives nothing for a person who is %s, and renews nothing', async (_name, method, path) => {
    const { signIn, decide, poll, post, browser, emulator } = await start()
    await signIn()
    await decide('allow')
    const before = await poll()
    const other = await post('/oauth/device_authorization', ME)
    const page = await browser.get(new URL(String(other.body['verification_uri_complete'])).href)
    await browser.post('/device', { ...readHiddenFields(page.text), consent: 'allow' })
    const headers = { authorization: `Bearer ${emulator.secretKey}` }
    const [session] = emulator.control.sessions()
    await emulator.fetch(`${emulator.url}/v1/users/${session?.userId ?? ''}${path}`, { method, headers })
    const refresh_token = String(before.body['refresh_token'])
    const renewed = await post('/oauth/token', { ...ME, grant_type: 'refresh_token', refresh_token })
    const given = await poll({ device_code: String(other.body['device_code']) })
    const authorization = `Bearer ${String(before.body['access_token'])}`
    const info = await emulator.fetch(`${emulator.url}/oauth/userinfo`, { headers: { authorization } })
    expect([renewed.body['error'], given.body['error'], info.status]).toEqual(['invalid_grant', 'invalid_grant', 401])
  })

  it('waits for the person', async () => {
    const { poll } = await start()
    expect(await poll()).toMatchObject({ status: 400, body: { error: 'authorization_pending' } })
  })

  it('asks for patience, more of it each time', async () => {
    const { poll, emulator } = await start()
    const after = async (ms: number) => {
      emulator.clock.advance(ms)
      return (await poll()).body['error']
    }
    expect([await after(0), await after(999), await after(5_999), await after(11_000)]).toEqual([
      'authorization_pending',
      'slow_down',
      'slow_down',
      'authorization_pending',
    ])
  })

  it('tells that the person refused', async () => {
    const { signIn, decide, poll } = await start()
    await signIn()
    await decide('deny')
    expect((await poll()).body['error']).toBe('access_denied')
  })

  it('tells that nobody came in time', async () => {
    const { poll, emulator } = await start()
    emulator.clock.advance(600_000)
    expect((await poll()).body['error']).toBe('expired_token')
  })

  it.each([
    [{ device_code: '' }, 'invalid_request'],
    [{ device_code: 'x' }, 'invalid_grant'],
    [{ client_id: 'client_demo', client_secret: 'demo-client-secret' }, 'invalid_grant'],
  ])('answers %j with %s', async (form, error) =>
    expect((await (await start()).poll(form as Fields)).body['error']).toBe(error),
  )
})

describe('the page', () => {
  it('asks to sign in first, and comes back with the code', async () => {
    const { browser, body } = await start()
    const { location } = await browser.get(`/device?user_code=${String(body['user_code'])}`)
    const page = await browser.get(location)
    const { location: back } = await browser.post('/sign-in', { ...readHiddenFields(page.text), user: 'user_ada' })
    expect((await browser.get(back)).text).toContain(`<b>${String(body['user_code'])}</b>`)
  })

  it('takes the code in small letters and without the dash', async () => {
    const { browser, body, signIn } = await start()
    await signIn()
    const text = String(body['user_code']).toLowerCase().replace('-', ' ')
    expect((await browser.get('/device', { user_code: text })).status).toBe(200)
  })

  it('says what is wrong with a code that nobody has', async () => {
    const { browser, signIn } = await start()
    await signIn()
    const page = await browser.get('/device', { user_code: '<b>' })
    expect([page.status, page.text.includes('&lt;b&gt;')]).toEqual([422, true])
  })

  it('does not know a code that is too old', async () => {
    const { browser, body, signIn, emulator } = await start()
    await signIn()
    emulator.clock.advance(600_000)
    expect((await browser.get('/device', { user_code: String(body['user_code']) })).status).toBe(422)
  })

  it('takes one answer', async () => {
    const { signIn, browser, body } = await start()
    await signIn()
    const page = await browser.get('/device', { user_code: String(body['user_code']) })
    const answer = (consent: string) => browser.post('/device', { ...readHiddenFields(page.text), consent })
    await answer('deny')
    expect((await answer('allow')).status).toBe(422)
  })

  it('leads a person with an open task to the task', async () => {
    const { signIn, browser } = await start()
    await signIn('user_edsger')
    expect((await browser.get('/device')).location).toMatch(/^\/sign-in\/tasks\?/)
  })
})
