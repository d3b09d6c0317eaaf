import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { createBrowser, readHiddenFields } from '../../test/browser.ts'
import { createEmulator } from '../create-emulator.ts'
import { keepFragment } from './keep-fragment.ts'

const BACK = { redirect_url: 'http://localhost:3000/dash?x=1' }
const start = () => {
  const emulator = createEmulator({ clock: 1_790_000_000_000 })
  return { emulator, browser: createBrowser(emulator) }
}

describe('answerSignIn', () => {
  it('lists people, and takes one of them back to the application', async () => {
    const { browser, emulator } = start()
    const page = await browser.get('/sign-in', BACK)
    expect(page.text).toContain('ada@example.com')
    const fields = readHiddenFields(page.text)
    expect(fields['redirect_url']).toBe(BACK.redirect_url)
    const done = await browser.post('/sign-in', { ...fields, user: 'user_ada' })
    expect(done.status).toBe(303)
    expect(done.location).toBe(`${BACK.redirect_url}&__clerk_db_jwt=${fields['__clerk_db_jwt']}`)
    expect(emulator.control.sessions()).toMatchObject([
      { userId: 'user_ada', status: 'active', organizationId: 'org_acme' },
    ])
  })

  it('ends the session before when someone else signs in', async () => {
    const { browser, emulator } = start()
    const fields = readHiddenFields((await browser.get('/sign-in', BACK)).text)
    await browser.post('/sign-in', { ...fields, user: 'user_ada' })
    await browser.post('/sign-in', { ...fields, email: 'grace@example.com' })
    expect(emulator.control.sessions().map(({ userId, status }) => `${userId} ${status}`)).toEqual([
      'user_ada ended',
      'user_grace active',
    ])
  })

  it('offers to go on as whoever is signed in', async () => {
    const { browser, emulator } = start()
    await browser.post('/sign-in', { user: 'user_ada' })
    const page = await browser.get('/sign-in', BACK)
    expect(page.text).toContain('Continue as Ada Lovelace')
    const done = await browser.post('/sign-in', { ...readHiddenFields(page.text), continue: 'yes' })
    expect(done.location).toContain(BACK.redirect_url)
    expect(emulator.control.sessions()).toHaveLength(1)
  })

  it.each([
    ['banned', 'ban'],
    ['locked', 'lock'],
  ])('lets nobody in who is %s', async (word, verb) => {
    const { browser, emulator } = start()
    const headers = { authorization: `Bearer ${emulator.secretKey}` }
    await emulator.fetch(`${emulator.url}/v1/users/user_ada/${verb}`, { method: 'POST', headers })
    const page = await browser.post('/sign-in', { user: 'user_ada' })
    expect([page.status, page.text.includes(word)]).toEqual([422, true])
    expect(emulator.control.sessions()).toEqual([])
  })

  it('says so when nobody has the address', async () => {
    const { browser } = start()
    const page = await browser.post('/sign-in', { email: 'nobody@example.com' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('role="alert"')
  })

  it('escapes what came in the address', async () => {
    const { browser } = start()
    const page = await browser.get('/sign-in', { redirect_url: 'http://localhost:3000/"><script>alert(1)</script>' })
    expect(page.text).not.toContain('<script>alert')
  })

  it('forgets a way back that is not allowed', async () => {
    const { browser } = start()
    expect(
      readHiddenFields((await browser.get('/sign-in', { redirect_url: 'https://evil.com/' })).text)['redirect_url'],
    ).toBeUndefined()
    expect((await browser.post('/sign-in', { user: 'user_ada', redirect_url: 'https://evil.com/' })).location).toBe(
      '/user',
    )
  })

  it('answers a development satellite with the token of the browser', async () => {
    const { browser, emulator } = start()
    const signedIn = await browser.post('/sign-in', { user: 'user_ada' })
    expect(signedIn.status).toBe(303)
    const answer = await browser.get('/sign-in', {
      __clerk_redirect_url: 'http://localhost:3001/page?__clerk_synced=false',
    })
    expect(answer.status).toBe(307)
    const target = new URL(answer.location)
    expect(target.searchParams.getAll('__clerk_synced')).toEqual(['true'])
    const client = emulator.control.sessions()[0]
    const handshake = await browser.get('/v1/client/handshake', {
      redirect_url: 'http://localhost:3001/',
      __clerk_db_jwt: target.searchParams.get('__clerk_db_jwt') ?? '',
    })
    expect(handshake.status).toBe(307)
    expect(emulator.control.requests().at(-1)?.decision).toContain(client?.userId)
  })

  it('tells no time ahead of the clock, in production after the clock went back', async () => {
    const emulator = createEmulator({ instanceType: 'production', clock: 1_790_000_000_000 })
    const { emulatorCookie } = await emulator.mint.session()
    emulator.clock.advance(-60_000)
    const answer = await emulator.fetch(emulator.signInUrl, {
      method: 'POST',
      headers: { cookie: emulatorCookie },
      body: new URLSearchParams({ redirect_url: 'https://www.app.test/', continue: 'yes' }),
    })
    const uats = answer.headers.getSetCookie().filter((line) => line.startsWith('__client_uat'))
    expect(uats.map((line) => line.split(/[=;]/)[1])).toEqual(['1789999940', '1789999940'])
  })

  it('tells the whole domain in production', async () => {
    const emulator = createEmulator({ instanceType: 'production', clock: 1_790_000_000_000 })
    const done = await createBrowser(emulator).post('/sign-in', {
      user: 'user_ada',
      redirect_url: 'https://www.app.test/dash',
    })
    expect(done.location).toBe('https://www.app.test/dash')
    expect(done.setCookies).toContain(
      '__client_uat=1790000000; Path=/; Domain=app.test; Max-Age=31536000; SameSite=Lax; Secure',
    )
  })
})

describe('answerSignUp', () => {
  it('takes the address of an invitation, and accepts it', async () => {
    const { browser, emulator } = start()
    const headers = { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ email_address: 'new@example.com', role: 'org:member' })
    const path = '/v1/organizations/org_acme/invitations'
    await emulator.fetch(emulator.url + path, { method: 'POST', headers, body })
    const link = new URL(emulator.control.mails().at(-1)?.link ?? '')
    const page = await browser.get('/sign-up', Object.fromEntries(link.searchParams))
    expect(page.text).toContain('value="new@example.com"')
    await browser.post('/sign-up', { ...readHiddenFields(page.text), email: 'new@example.com' })
    const answer = await emulator.fetch(emulator.url + path, { headers })
    expect(await answer.json()).toMatchObject({ data: [{ status: 'accepted' }] })
  })

  it('makes a person and signs them in', async () => {
    const { browser, emulator } = start()
    const fields = readHiddenFields((await browser.get('/sign-in/create', BACK)).text)
    const done = await browser.post('/sign-up', {
      ...fields,
      email: 'new@example.com',
      first_name: 'New',
      last_name: 'Comer',
    })
    expect(done.location).toContain(BACK.redirect_url)
    expect(emulator.control.users().at(-1)).toMatchObject({
      email: 'new@example.com',
      firstName: 'New',
      defaultOrganizationId: null,
    })
  })

  it.each([['ada@example.com'], ['no address']])('refuses %s and keeps what was written', async (email) => {
    const { browser } = start()
    const page = await browser.post('/sign-up', { email, first_name: 'Kept' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('value="Kept"')
  })
})

describe('answerTask', () => {
  it('holds a person with a task until it is done', async () => {
    const { browser, emulator } = start()
    const signedIn = await browser.post('/sign-in', { user: 'user_edsger', ...BACK })
    expect(signedIn.location).toMatch(/^\/sign-in\/tasks\?redirect_url=/)
    const page = await browser.get(signedIn.location)
    expect(page.text).toContain('Choose an organization')
    expect(emulator.control.sessions()).toMatchObject([{ status: 'pending', organizationId: null }])
    const done = await browser.post('/sign-in/tasks', { ...readHiddenFields(page.text), organization_id: 'org_globex' })
    expect(done.location).toContain(BACK.redirect_url)
    expect(emulator.control.sessions()).toMatchObject([{ status: 'active', organizationId: 'org_globex' }])
  })
})

describe('answerOrgSwitch', () => {
  it.each([
    ['globex', 'org_globex'],
    ['', null],
    ['org_nowhere', 'org_acme'],
  ])('switches to "%s"', async (wanted, expected) => {
    const { browser, emulator } = start()
    await browser.post('/sign-in', { user: 'user_ada' })
    const done = await browser.get('/org-switch', { organization_id: wanted, ...BACK })
    expect(done.location).toContain(BACK.redirect_url)
    expect(emulator.control.sessions()[0]?.organizationId).toBe(expected)
  })

  it('asks when nothing was said, and asks strangers to sign in', async () => {
    const { browser } = start()
    expect((await browser.get('/org-switch', BACK)).location).toMatch(/^\/sign-in\?/)
    await browser.post('/sign-in', { user: 'user_ada' })
    expect((await browser.get('/org-switch', BACK)).text).toContain('Acme')
  })
})

describe('answerCreateOrganization', () => {
  it('makes an organization, makes it active, and goes back', async () => {
    const { browser, emulator } = start()
    await browser.post('/sign-in', { user: 'user_ada' })
    const page = await browser.get('/create-organization', BACK)
    const done = await browser.post('/create-organization', { ...readHiddenFields(page.text), name: 'New House' })
    expect(done.location).toContain(BACK.redirect_url)
    const id = emulator.control.sessions()[0]?.organizationId ?? ''
    expect((await browser.get('/org-switch', BACK)).text).toContain('New House')
    expect(id).toMatch(/^org_/)
  })

  it('says what is wrong with a name, and makes nothing', async () => {
    const { browser, emulator } = start()
    await browser.post('/sign-in', { user: 'user_ada' })
    const page = await browser.get('/create-organization', BACK)
    const refused = await browser.post('/create-organization', { ...readHiddenFields(page.text), name: '' })
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('role="alert"')])
    expect(emulator.control.sessions()[0]?.organizationId).toBe('org_acme')
  })

  it('asks strangers to sign in', async () => {
    const { browser } = start()
    expect((await browser.get('/create-organization', BACK)).location).toMatch(/^\/sign-in\?/)
  })
})

describe('answerUserAction', () => {
  it('makes an API key, shows it once, and revokes it', async () => {
    const { browser, emulator } = start()
    await browser.post('/sign-in', { user: 'user_grace' })
    const made = await browser.post('/user/api-keys', { name: 'laptop', scopes: 'read:posts  write:posts', days: '1' })
    const secret = /ak_[A-Za-z0-9]{43}/.exec(made.text)?.[0] ?? ''
    const headers = { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' }
    const verify = () =>
      emulator.fetch(`${emulator.url}/api_keys/verify`, { method: 'POST', headers, body: JSON.stringify({ secret }) })
    const key = (await (await verify()).json()) as { id: string }
    expect(key).toMatchObject({ subject: 'user_grace', name: 'laptop', scopes: ['read:posts', 'write:posts'] })
    expect((await browser.get('/user')).text).not.toContain(secret)
    await browser.post('/user/api-keys/revoke', { id: key.id })
    expect((await verify()).status).toBe(404)
  })

  it("does not revoke somebody else's key", async () => {
    const { browser, emulator } = start()
    const { id, secret } = await emulator.mint.apiKey({ subject: 'ada' })
    await browser.post('/sign-in', { user: 'user_grace' })
    await browser.post('/user/api-keys/revoke', { id })
    const headers = { authorization: `Bearer ${emulator.secretKey}` }
    const answer = await emulator.fetch(`${emulator.url}/api_keys/verify`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ secret }),
    })
    expect(answer.status).toBe(200)
  })

  it('signs out everywhere', async () => {
    const { browser, emulator } = start()
    await emulator.mint.session({ user: 'grace' })
    const others = await emulator.mint.session({ user: 'ada' })
    await browser.post('/sign-in', { user: 'user_grace' })
    await browser.post('/user/sign-out-everywhere', {})
    const alive = emulator.control.sessions().filter(({ status }) => status === 'active')
    expect(alive.map(({ id }) => id)).toEqual([others.sessionId])
  })
})

describe('every page', () => {
  it.each(['/', '/sign-in', '/sign-up', '/sign-out', '/user'])(
    '%s stands alone: no script but its own, nothing from elsewhere, a language and labels',
    async (path) => {
      const { browser } = start()
      await browser.post('/sign-in', { user: 'user_ada' })
      const { text: page, status } = await browser.get(path)
      const text = page.replace(`<script>${keepFragment.text}</script>`, '')
      expect(status).toBe(200)
      expect(text).toContain('<html lang="en">')
      expect(text).not.toMatch(/<script|src=|@import|url\(|href="https?:/)
      const labels = new Set([...text.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id))
      for (const [field] of text.matchAll(/<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*>/g)) {
        expect(labels).toContain(/\bid="([^"]+)"/.exec(field)?.[1])
      }
    },
  )

  it('says who may frame it and where it sends its address', async () => {
    const { emulator } = start()
    const answer = await emulator.fetch(emulator.signInUrl)
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  })
})

describe('mint.session', () => {
  it('makes a browser that the pages know', async () => {
    const { emulator } = start()
    const { emulatorCookie, token } = await emulator.mint.session({ user: 'grace' })
    const page = await emulator.fetch(`${emulator.url}/user`, { headers: { cookie: emulatorCookie } })
    expect(await page.text()).toContain('Grace Hopper')
    expect(decodeJwt(token).sub).toBe('user_grace')
  })
})
