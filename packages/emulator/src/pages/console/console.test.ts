import { describe, expect, it } from 'vitest'
import { createBrowser, readHiddenFields } from '../../../test/browser.ts'
import { createEmulator } from '../../create-emulator.ts'
import type { Emulator } from '../../emulator.ts'
import { defaultSeed } from '../../state/default-seed.ts'
import { consolePages } from './console-pages.ts'
import { consoleScript } from './console-script.ts'
import { toDistance } from './parts.ts'

const NOW_MS = 1_790_000_000_000
const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202Egnp'

const start = () => {
  const emulator = createEmulator({
    clock: NOW_MS,
    seed: {
      ...defaultSeed,
      users: [
        ...(defaultSeed.users ?? []),
        { email: 'odd@example.com', firstName: HOSTILE, lastName: 'x'.repeat(10_000) },
      ],
      organizations: [...(defaultSeed.organizations ?? []), { slug: 'odd', name: HOSTILE }],
    },
  })
  return { emulator, browser: createBrowser(emulator) }
}
const addresses = consolePages.map(({ path }) =>
  path.replace(':id', path.includes('users') ? 'user_odd' : path.includes('organizations') ? 'org_odd' : 'none'),
)
const post = (emulator: Emulator, path: string, form: Readonly<Record<string, string>>) =>
  emulator.fetch(emulator.url + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
const hashOf = async (text: string) => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return btoa(String.fromCharCode(...digest))
}

describe('every page of the console', () => {
  it.each(addresses)(
    '%s stands alone, has one script that it vouches for, and a label for each field',
    async (path) => {
      const { emulator } = start()
      const answer = await emulator.fetch(emulator.url + path)
      const text = await answer.text()
      expect(text).toContain('<html lang="en">')
      expect(text.match(/<script/g)).toHaveLength(1)
      expect(text).not.toMatch(/<script[^>]|<[a-z]+[^>]* (src|style|on[a-z]+)=|@import|url\(/)
      expect(answer.headers.get('content-security-policy')).toContain(`script-src 'sha256-${consoleScript.hash}'`)
      const labels = new Set([...text.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id))
      for (const [field] of text.matchAll(/<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*>/g)) {
        if (!field.includes('aria-label=')) expect(labels, field).toContain(/\bid="([^"]+)"/.exec(field)?.[1])
      }
    },
  )

  it.each(addresses)('%s is marked in the navigation, once', async (path) => {
    const { browser } = start()
    const { text } = await browser.get(path)
    const [current, ...others] = [...text.matchAll(/<a\s+href="([^"]+)"\s+aria-current="page"/g)].map(
      ([, href]) => href ?? '',
    )
    expect(others).toEqual([])
    expect(path.startsWith(current ?? 'nowhere')).toBe(true)
  })

  it.each(addresses)('%s shows names as the text that they are, and not without end', async (path) => {
    const { browser, emulator } = start()
    await emulator.mint.apiKey({ subject: 'odd', name: HOSTILE })
    const { text } = await browser.get(path)
    expect(text).not.toMatch(/<script>alert|<img|\u202E/)
    expect(text).not.toContain('x'.repeat(1_000))
  })

  it('vouches for its script by the right hash', async () => {
    expect(await hashOf(consoleScript.text)).toBe(consoleScript.hash)
  })

  it.each([
    '/__emu/console/users/user_none',
    '/__emu/console/organizations/org_none',
    '/__emu/console/webhooks/msg_none',
  ])('%s says that there is no such record', async (path) => {
    const { browser } = start()
    const { status, text } = await browser.get(path)
    expect([status, text.includes('There is no such record')]).toEqual([404, true])
  })
})

describe('a form of the console', () => {
  it('goes back to the page on which it stands, with its search', async () => {
    const { emulator } = start()
    const back = '/__emu/console/requests?path=%2Fv1'
    const answer = await post(emulator, '/__emu/requests/clear', { _back: back })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, back])
  })

  it.each([
    'https://evil.com/__emu/console/requests',
    '//evil.com/__emu',
    '/sign-in',
    '/__emu/console/nowhere',
    '/__emu/../sign-in',
    'x:y',
    '',
  ])('goes to the start instead of to "%s"', async (back) => {
    const { emulator } = start()
    expect((await post(emulator, '/__emu/requests/clear', { _back: back })).headers.get('location')).toBe('/__emu')
  })

  it('says on its own page why it did nothing', async () => {
    const { emulator } = start()
    const form = { _back: '/__emu/console/trouble', path: '/nowhere', status: '500' }
    const answer = await post(emulator, '/__emu/trouble/add', form)
    const text = await answer.text()
    expect(answer.status).toBe(400)
    expect(text).toMatch(/role="alert"[^>]*>[^<]*path names nothing/)
    expect(text).toContain('<h1>Trouble</h1>')
    expect(text).toContain('value="/nowhere"')
  })

  it('adds a rule of trouble with everything that it can hold', async () => {
    const { emulator } = start()
    const form = {
      path: '/v1/users/:id',
      methods: 'GET',
      status: '418',
      body: '{"odd":true}',
      times: '2',
      delayMs: '1',
    }
    await post(emulator, '/__emu/trouble/add', { ...form, code: '', limit: '', _back: '/__emu/console/trouble' })
    expect(emulator.control.trouble.list()).toMatchObject([
      {
        path: '/v1/users/:id',
        methods: ['GET'],
        status: 418,
        body: { odd: true },
        timesLeft: 2,
        delayMs: 1,
        limit: null,
      },
    ])
  })

  it('sets the clock to a date and a time of day in UTC', async () => {
    const { emulator } = start()
    await post(emulator, '/__emu/clock', { setMs: '2030-01-02T03:04:05' })
    expect(new Date(emulator.clock.nowMs()).toISOString()).toBe('2030-01-02T03:04:05.000Z')
  })

  it('makes a webhook endpoint, and turns it off', async () => {
    const { emulator } = start()
    await post(emulator, '/__emu/webhooks/create', {
      url: 'http://localhost:3000/hooks',
      events: 'user.*, session.created',
    })
    const [endpoint] = emulator.control.webhooks.endpoints()
    expect(endpoint).toMatchObject({ events: ['user.*', 'session.created'], isEnabled: true })
    await post(emulator, '/__emu/webhooks/update', { id: endpoint?.id ?? '', isEnabled: 'false' })
    expect(emulator.control.webhooks.endpoints()).toMatchObject([{ isEnabled: false }])
  })

  it('does nothing for pages of other sites', async () => {
    const { emulator } = start()
    const answer = await emulator.fetch(`${emulator.url}/__emu/console/users/user_ada`, {
      method: 'POST',
      headers: { origin: 'http://localhost:3000' },
      body: new URLSearchParams({ do: 'delete' }),
    })
    expect(answer.status).toBe(403)
  })

  it.each([
    [{ do: 'metadata', publicMetadata: '[1]' }, 'The public metadata is no JSON object.'],
    [{ do: 'metadata', privateMetadata: '{"a":' }, 'The private metadata is no JSON object.'],
  ])('refuses metadata that is none: %j', async (form, problem) => {
    const { emulator } = start()
    const answer = await post(emulator, '/__emu/console/users/user_ada', form)
    const text = await answer.text()
    expect([answer.status, text.includes(problem)]).toEqual([422, true])
    expect(text).toMatch(/<textarea[^>]*>\s*(\[1\]|\{&quot;a&quot;:)<\/textarea/)
  })

  it('makes a person, changes what is known, and deletes them', async () => {
    const { emulator } = start()
    const form = { email: 'new@example.com', firstName: 'New', lastName: '' }
    expect((await post(emulator, '/__emu/console/users', form)).headers.get('location')).toBe('/__emu/console/users')
    const made = emulator.control.users().at(-1)
    expect(made).toMatchObject({ email: 'new@example.com', firstName: 'New' })
    const path = `/__emu/console/users/${made?.id}`
    const metadata = { do: 'metadata', publicMetadata: '{"a":1}', privateMetadata: '{"b":[2]}', unsafeMetadata: '' }
    expect((await post(emulator, path, metadata)).headers.get('location')).toBe(path)
    expect(emulator.control.users().at(-1)).toMatchObject({ publicMetadata: { a: 1 }, privateMetadata: { b: [2] } })
    expect((await post(emulator, path, { do: 'delete' })).headers.get('location')).toBe('/__emu/console/users')
    expect(emulator.control.users().map(({ id }) => id)).not.toContain(made?.id)
  })

  it('takes out of metadata what is no longer written there', async () => {
    const { emulator } = start()
    const path = '/__emu/console/users/user_ada'
    await post(emulator, path, { do: 'metadata', publicMetadata: '{"a":1,"b":2}' })
    await post(emulator, path, { do: 'metadata', publicMetadata: '{"b":2}' })
    expect(emulator.control.users().find(({ id }) => id === 'user_ada')?.publicMetadata).toEqual({ b: 2 })
  })

  it('makes an organization, gives it a member, takes both away', async () => {
    const { emulator, browser } = start()
    await post(emulator, '/__emu/console/organizations', { name: 'Fresh', slug: '', createdBy: 'user_ada' })
    const made = emulator.control.organizations().at(-1)
    expect(made).toMatchObject({ name: 'Fresh', createdBy: 'user_ada' })
    const path = `/__emu/console/organizations/${made?.id}`
    await post(emulator, path, { do: 'member', user: 'user_grace', role: 'org:member' })
    expect((await browser.get(path)).text).toContain('aria-label="Remove Grace Hopper"')
    await post(emulator, path, { do: 'leave', user: 'user_grace' })
    expect((await browser.get(path)).text).not.toContain('aria-label="Remove Grace Hopper"')
    await post(emulator, path, { do: 'metadata', publicMetadata: '{"plan":"x"}' })
    expect(emulator.control.organizations().at(-1)).toMatchObject({ publicMetadata: { plan: 'x' } })
    await post(emulator, path, { do: 'delete' })
    expect((await browser.get(path)).status).toBe(404)
  })

  it.each([
    ['/__emu/console/users', { email: 'ada@example.com' }],
    ['/__emu/console/users', { email: 'no address' }],
    ['/__emu/console/organizations', { name: '' }],
    ['/__emu/console/users/user_none', { do: 'delete' }],
    ['/__emu/console/organizations/org_none', { do: 'member', user: 'user_ada', role: 'org:admin' }],
  ])('says on %s why %j was refused', async (path, form: Readonly<Record<string, string>>) => {
    const { emulator } = start()
    const answer = await post(emulator, path, form)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(await answer.text()).toMatch(/role="alert"[^>]*>[^<]+</)
  })

  it('reaches the Backend API while others cannot', async () => {
    const { emulator } = start()
    emulator.control.setOutage('network')
    await post(emulator, '/__emu/console/users', { email: 'new@example.com' })
    expect(emulator.control.users().at(-1)?.email).toBe('new@example.com')
  })

  it('says so when it asks for what the console does not do', async () => {
    const { emulator } = start()
    expect((await post(emulator, '/__emu/console/users/user_ada', { do: 'dance' })).status).toBe(400)
  })
})

describe('the requests', () => {
  it('are found by path and status', async () => {
    const { emulator, browser } = start()
    await browser.get('/v1/jwks')
    await emulator.fetch(`${emulator.url}/.well-known/jwks.json`)
    const { text } = await browser.get('/__emu/console/requests', { path: 'jwks', status: '4' })
    expect(text).toContain('GET /v1/jwks')
    expect(text).not.toContain('GET /.well-known/jwks.json')
  })
})

describe('mail', () => {
  it('shows the code, the address and when it expires, on its tab and at the start', async () => {
    const { emulator, browser } = start()
    const { emulatorCookie } = await emulator.mint.session({ user: 'grace' })
    const ask = async (path: string, form: Readonly<Record<string, string>>) => {
      const init = { method: 'POST', headers: { cookie: emulatorCookie }, body: new URLSearchParams(form) }
      return (await (await emulator.fetch(emulator.url + path, init)).json()) as { response: { id: string } }
    }
    const { response } = await ask('/v1/me/email_addresses', { email_address: 'new+clerk_test@example.com' })
    await ask(`/v1/me/email_addresses/${response.id}/prepare_verification`, { strategy: 'email_code' })
    for (const path of ['/__emu', '/__emu/console/mails']) {
      const { text } = await browser.get(path)
      expect(text).toMatch(/data-copy="code for new\+clerk_test@example\.com"[^>]*>424242</)
      expect(text).toContain('<span class="soft">in 10 min</span>')
    }
    expect((await browser.get('/__emu/console/mails', { q: 'nobody' })).text).not.toContain('424242')
    emulator.clock.advance(600_000)
    expect((await browser.get('/__emu/console/mails')).text).toContain('<b>expired</b>')
  })
})

describe('webhooks', () => {
  it('show each attempt, and send again by a button', async () => {
    const { emulator, browser } = start()
    const { id } = emulator.control.webhooks.create({ url: 'http://127.0.0.1:9/hooks' })
    const message = emulator.control.webhooks.sendTest(id)
    await emulator.control.webhooks.settled()
    const path = `/__emu/console/webhooks/${message.id}`
    const { text } = await browser.get(path)
    expect(text).toContain('http://127.0.0.1:9/hooks')
    expect(text).toMatch(/next attempt\s+<time/)
    expect((await browser.post('/__emu/webhooks/replay', { id: message.id, _back: path })).location).toBe(path)
    await emulator.control.webhooks.settled()
    expect(emulator.control.webhooks.messages()[0]?.deliveries[0]?.attempts).toHaveLength(2)
  })
})

describe('users', () => {
  it('are found by name, and sessions of one are revoked', async () => {
    const { emulator, browser } = start()
    await emulator.mint.session({ user: 'grace' })
    const { text } = await browser.get('/__emu/console/users', { q: 'hopper' })
    expect([...text.matchAll(/console\/users\/(user_\w+)"/g)].map(([, id]) => id)).toEqual(['user_grace'])
    const page = await browser.get('/__emu/console/users/user_grace')
    const fields = readHiddenFields(page.text.split('action="/__emu/sessions/revoke"')[1]?.split('</form>')[0] ?? '')
    const done = await browser.post('/__emu/sessions/revoke', fields)
    expect(done.location).toBe('/__emu/console/users/user_grace')
    expect(emulator.control.sessions()).toMatchObject([{ status: 'revoked' }])
  })

  it('stand on several pages where there are many', async () => {
    const users = Array.from({ length: 120 }, (_, at) => ({ email: `user${at}@example.com` }))
    const browser = createBrowser(createEmulator({ seed: { users } }))
    const { text } = await browser.get('/__emu/console/users', { page: '3' })
    expect(text).toContain('user119@example.com')
    expect(text).toContain('Page 3 of 3')
    expect((await browser.get('/__emu/console/users', { page: '99' })).text).toContain('Page 3 of 3')
  })
})

describe('toDistance', () => {
  it.each([
    [42_000, 'in 42 s'],
    [-42_000, '42 s ago'],
    [400, 'now'],
    [600_000, 'in 10 min'],
    [-3 * 3_600_000, '3 h ago'],
    [7 * 86_400_000, 'in 7 d'],
  ])('says %d ms as %s', (ms, text) => {
    expect(toDistance(ms)).toBe(text)
  })
})
