import { beforeEach, describe, expect, it } from 'vitest'
import { createScript, type Script, sessionsOf } from '../../../test/create-script.ts'
import { createEmulator } from '../../create-emulator.ts'
import type { Emulator } from '../../emulator.ts'

const PASSWORD = 'postern-password'
let emulator: Emulator
let script: Script

beforeEach(async () => {
  emulator = createEmulator({ clock: 1_790_000_000_000 })
  script = createScript(emulator, (await emulator.mint.session({ user: 'ada@example.com' })).devBrowser)
})

const me = async () => (await script.call('/v1/me')).response
const patch = (form: Record<string, string>) => script.call('/v1/me?_method=PATCH', form)

describe('PATCH /v1/me', () => {
  it('changes names and username, and shows them in the client', async () => {
    const { status, response, client } = await patch({ first_name: 'Augusta', last_name: '', username: 'countess' })
    expect([status, response]).toMatchObject([200, { first_name: 'Augusta', last_name: null, username: 'countess' }])
    expect(sessionsOf(client)[0]?.['user']).toMatchObject({ first_name: 'Augusta' })
  })

  it('leaves what was not sent', async () => {
    await patch({ username: 'countess' })
    expect((await patch({ first_name: 'A' })).response).toMatchObject({ username: 'countess', last_name: 'Lovelace' })
  })

  it('replaces unsafe metadata, and merges them under their own path', async () => {
    await patch({ unsafe_metadata: '{"a":{"b":1},"c":2}' })
    await script.call('/v1/me/metadata?_method=PATCH', { unsafe_metadata: '{"a":{"d":3},"c":null}' })
    expect(await me()).toMatchObject({ unsafe_metadata: { a: { b: 1, d: 3 } } })
    await patch({ unsafe_metadata: '{"e":1}' })
    expect((await me())['unsafe_metadata']).toEqual({ e: 1 })
  })

  it.each([
    [{ username: 'ab' }, 'form_username_invalid_length', 'username'],
    [{ username: 'a b c d' }, 'form_username_invalid_character', 'username'],
    [{ primary_email_address_id: 'idn_user_grace' }, 'form_param_value_invalid', 'primary_email_address_id'],
    [{ unsafe_metadata: '[1]' }, 'form_param_type_invalid', 'unsafe_metadata'],
  ])('refuses %j', async (form: Record<string, string>, code, param) => {
    const { status, error } = await patch({ first_name: 'Never', ...form })
    expect([status, error.code, error.meta?.['param_name']]).toEqual([422, code, param])
    expect((await me())['first_name']).toBe('Ada')
  })

  it('refuses a username that somebody has, in any case of letters', async () => {
    const other = createScript(emulator, (await emulator.mint.session({ user: 'grace@example.com' })).devBrowser)
    await other.call('/v1/me?_method=PATCH', { username: 'Countess' })
    expect((await patch({ username: 'countess' })).error.code).toBe('form_identifier_exists')
  })
})

describe('GET /v1/me', () => {
  it('shows the memberships, so that an organization can be made active after a reload', async () => {
    expect(await me()).toMatchObject({ organization_memberships: [{ role: 'org:admin' }, { role: 'org:member' }] })
  })

  it('never shows what servers keep for themselves', async () => {
    expect(await me()).not.toHaveProperty('private_metadata')
  })

  it('refuses a session of another browser that the script names', async () => {
    const { sessionId } = await emulator.mint.session({ user: 'grace@example.com' })
    const { status, error } = await script.call(`/v1/me?_clerk_session_id=${sessionId}`)
    expect([status, error.code]).toEqual([401, 'authentication_invalid'])
  })
})

describe('DELETE /v1/me', () => {
  it('takes the person, their sessions and their memberships away', async () => {
    const { status, response, client } = await script.call('/v1/me?_method=DELETE', {})
    expect([status, response]).toMatchObject([200, { object: 'user', id: 'user_ada', deleted: true }])
    expect(sessionsOf(client)).toEqual([])
    expect(emulator.control.users().map(({ id }) => id)).not.toContain('user_ada')
    expect((await script.call('/v1/me')).status).toBe(401)
  })
})

describe('POST /v1/me/change_password', () => {
  const change = (form: Record<string, string>) => script.call('/v1/me/change_password', form)

  it('takes one of two that come with the old password at the same time', async () => {
    const answers = await Promise.all(
      ['another-password', 'a-third-password'].map((text) =>
        change({ current_password: PASSWORD, new_password: text }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 422]))
  })

  it('takes the new one from then on, and ends other sessions if that is asked for', async () => {
    const other = createScript(emulator, (await emulator.mint.session({ user: 'ada@example.com' })).devBrowser)
    const answer = await change({
      current_password: PASSWORD,
      new_password: 'another-password',
      sign_out_of_other_sessions: 'true',
    })
    expect(answer.status).toBe(200)
    expect([(await other.call('/v1/me')).status, (await script.call('/v1/me')).status]).toEqual([401, 200])
    const again = await change({ current_password: PASSWORD, new_password: 'yet-another-password' })
    expect(again.error.code).toBe('form_password_incorrect')
  })

  it.each([
    [{ new_password: 'another-password' }, 'form_param_missing', 'current_password'],
    [{ current_password: 'wrong', new_password: 'another-password' }, 'form_password_incorrect', 'current_password'],
    [{ current_password: PASSWORD, new_password: 'short' }, 'form_password_length_too_short', 'new_password'],
    [
      { current_password: PASSWORD, new_password: 'ä'.repeat(37) },
      'form_password_size_in_bytes_exceeded',
      'new_password',
    ],
    [{ current_password: PASSWORD, new_password: PASSWORD }, 'form_new_password_matches_current', 'new_password'],
  ])('refuses what does not fit (%#)', async (form: Record<string, string>, code, param) => {
    const { status, error } = await change(form)
    expect([status, error.code, error.meta?.['param_name']]).toEqual([422, code, param])
  })

  it('needs no old one where there is none, and takes it away again', async () => {
    await script.call('/v1/me/remove_password', { current_password: PASSWORD })
    expect(await me()).toMatchObject({ password_enabled: false })
    expect((await script.call('/v1/me/remove_password', {})).error.code).toBe('no_password_set')
    expect((await change({ new_password: 'another-password' })).response).toMatchObject({ password_enabled: true })
  })
})

describe('POST /v1/me/profile_image', () => {
  const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAIA'
  const upload = (body: BodyInit) =>
    emulator.fetch(`${emulator.url}/v1/me/profile_image?_clerk_js_version=6&__clerk_db_jwt=${script.devBrowser()}`, {
      method: 'POST',
      headers: { origin: 'http://localhost:3000', 'content-type': 'application/octet-stream' },
      body,
    })

  it('keeps a picture and serves it, until it is taken away', async () => {
    const answer = (await (await upload(PIXEL)).json()) as { response: { public_url: string } }
    const shown = await emulator.fetch(answer.response.public_url)
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/gif'])
    expect(shown.headers.get('access-control-allow-origin')).toBe('*')
    expect(await me()).toMatchObject({ has_image: true, image_url: answer.response.public_url })
    await script.call('/v1/me/profile_image?_method=DELETE', {})
    expect(await me()).toMatchObject({ has_image: false })
    expect((await emulator.fetch(answer.response.public_url)).status).toBe(404)
  })

  it('refuses a request without one', async () => {
    expect((await upload('')).status).toBe(422)
  })
})
