import { describe, expect, it } from 'vitest'
import { createBrowser, readHiddenFields } from '../../test/browser.ts'
import { createScript } from '../../test/create-script.ts'
import { createEmulator } from '../create-emulator.ts'
import type { Emulator } from '../emulator.ts'

const BLOCKED = 'eve+clerk_test@acme.test'

const ask = (emulator: Emulator, method: string, path: string, body: unknown): Promise<Response> =>
  emulator.fetch(emulator.url + path, {
    method,
    headers: { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** An emulator whose block list holds a domain, and is in force. */
const start = async () => {
  const emulator = createEmulator({ clock: 1_790_000_000_000 })
  await ask(emulator, 'POST', '/v1/blocklist_identifiers', { identifier: '*@acme.test' })
  await ask(emulator, 'PATCH', '/v1/instance/restrictions', { blocklist: true })
  return emulator
}

describe('the block list', () => {
  it('refuses a sign-up in steps, and names the field', async () => {
    const { call } = createScript(await start())
    const { status, error } = await call('/v1/client/sign_ups', { email_address: BLOCKED })
    expect([status, error.code, error.meta?.['param_name']]).toEqual([403, 'not_allowed_access', 'email_address'])
  })

  it('refuses an address that comes later', async () => {
    const { call } = createScript(await start())
    const { response } = await call('/v1/client/sign_ups', { email_address: 'bob+clerk_test@example.com' })
    const path = `/v1/client/sign_ups/${String(response['id'])}?_method=PATCH`
    expect((await call(path, { email_address: BLOCKED })).status).toBe(403)
  })

  it('refuses on the page', async () => {
    const emulator = await start()
    const browser = createBrowser(emulator)
    const fields = readHiddenFields((await browser.get('/sign-up')).text)
    const page = await browser.post('/sign-up', { ...fields, email: BLOCKED })
    expect(page.status).toBe(422)
    expect(page.text).toContain('This address may not sign up here.')
  })

  it('is not asked on the page of an instance that only invites', async () => {
    const emulator = await start()
    emulator.control.changeSettings({ signUpMode: 'restricted' })
    const browser = createBrowser(emulator)
    const fields = readHiddenFields((await browser.get('/sign-up')).text)
    expect((await browser.post('/sign-up', { ...fields, email: 'bob@example.com' })).status).toBe(422)
  })

  it('lets everybody else in', async () => {
    const { call } = createScript(await start())
    expect((await call('/v1/client/sign_ups', { email_address: 'bob@example.com' })).status).toBe(200)
  })
})

describe('answerCreateIdentifier', () => {
  it('tells whoever is on the allow list now, where it should', async () => {
    const emulator = createEmulator()
    await ask(emulator, 'POST', '/v1/allowlist_identifiers', { identifier: 'bob@example.com', notify: true })
    const page = await emulator.fetch(`${emulator.url}/__emu/state`)
    expect(await page.text()).toContain('bob@example.com')
  })
})
