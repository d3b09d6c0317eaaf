import { beforeEach, describe, expect, it } from 'vitest'
import { createScript, type Script } from '../../../test/create-script.ts'
import { createEmulator } from '../../create-emulator.ts'
import type { Emulator } from '../../emulator.ts'
import { defaultSeed } from '../../state/default-seed.ts'
import { toTotpCode } from '../../state/totp.ts'

let emulator: Emulator
let script: Script

const start = async (user: string, isReverified: boolean) => {
  emulator = createEmulator({
    clock: 1_790_000_000_000,
    seed: { ...defaultSeed, settings: { asksReverification: isReverified } },
  })
  script = createScript(emulator, (await emulator.mint.session({ user })).devBrowser)
}
beforeEach(() => start('ada@example.com', false))

const codeOf = (secret: string) => toTotpCode(secret, emulator.clock.nowMs())
const confirm = (code: string) => script.call('/v1/me/totp/attempt_verification', { code })
const enable = async () => {
  const secret = String((await script.call('/v1/me/totp', {})).response['secret'])
  const { response } = await confirm(await codeOf(secret))
  return { secret, backupCodes: response['backup_codes'] as readonly string[] }
}

describe('totp', () => {
  it('is set up with a first code, and shows backup codes once', async () => {
    const begun = await script.call('/v1/me/totp', {})
    expect(begun.response).toMatchObject({ verified: false, uri: expect.stringMatching(/^otpauth:\/\/totp\//) })
    expect((await script.call('/v1/me')).response).toMatchObject({ totp_enabled: false })
    const { response } = await confirm(await codeOf(String(begun.response['secret'])))
    expect(response).toMatchObject({ verified: true, backup_codes: expect.any(Array) })
    expect(response).not.toHaveProperty('secret')
    const after = await script.call('/v1/me')
    expect(after.response).toMatchObject({ totp_enabled: true, backup_code_enabled: true, two_factor_enabled: true })
  })

  it('refuses a wrong first code, and none without a beginning', async () => {
    expect((await confirm('000000')).error.code).toBe('verification_missing')
    await script.call('/v1/me/totp', {})
    expect((await confirm('000000')).error.code).toBe('form_code_incorrect')
  })

  it('cannot be set up twice', async () => {
    await enable()
    expect((await script.call('/v1/me/totp', {})).error.code).toBe('totp_already_enabled')
  })

  it('takes the backup codes with it', async () => {
    await enable()
    expect((await script.call('/v1/me/totp?_method=DELETE', {})).response).toMatchObject({ deleted: true })
    expect((await script.call('/v1/me')).response).toMatchObject({ totp_enabled: false, backup_code_enabled: false })
  })
})

describe('backup_codes', () => {
  it('replace those that were left', async () => {
    const { backupCodes } = await enable()
    const { response } = await script.call('/v1/me/backup_codes/', {})
    expect(response).toMatchObject({ object: 'backup_code' })
    expect(response['codes']).not.toEqual(backupCodes)
  })

  it('need a second factor beside them', async () => {
    expect((await script.call('/v1/me/backup_codes', {})).error.code).toBe('backup_codes_not_available')
  })
})

describe('sessions', () => {
  const list = async () => (await script.call('/v1/me')).status

  it('are listed without an envelope, and revoked', async () => {
    const other = await emulator.mint.session({ user: 'ada@example.com' })
    const url = `${emulator.url}/v1/me/sessions/active?_clerk_js_version=6&__clerk_db_jwt=${script.devBrowser()}`
    const active = (await (await emulator.fetch(url)).json()) as readonly { id: string; latest_activity: unknown }[]
    expect(active.map(({ id }) => id)).toContain(other.sessionId)
    expect(active[0]?.latest_activity).toMatchObject({ object: 'session_activity', city: 'Local network' })
    const revoked = await script.call(`/v1/me/sessions/${other.sessionId}/revoke`, {})
    expect(revoked.response).toMatchObject({ status: 'revoked' })
    expect(await list()).toBe(200)
  })

  it('of somebody else are not there', async () => {
    const { sessionId } = await emulator.mint.session({ user: 'grace@example.com' })
    expect((await script.call(`/v1/me/sessions/${sessionId}/revoke`, {})).status).toBe(404)
  })
})

describe('reverification', () => {
  const sessionId = async () =>
    String(((await script.call('/v1/client')).response['sessions'] as { id: string }[])[0]?.id)
  const verify = async (step: string, form: Record<string, string>) =>
    script.call(`/v1/client/sessions/${await sessionId()}/verify${step}`, form)
  const lateMs = 11 * 60_000

  it('is not asked for unless the instance says so', async () => {
    emulator.clock.advance(lateMs)
    expect((await script.call('/v1/me/totp', {})).status).toBe(200)
  })

  it('is asked for after ten minutes, and a password satisfies it', async () => {
    await start('ada@example.com', true)
    emulator.clock.advance(lateMs)
    const refused = await script.call('/v1/me/totp', {})
    expect([refused.status, refused.error.code]).toEqual([403, 'session_reverification_required'])
    expect((await verify('', { level: 'second_factor' })).response).toMatchObject({
      status: 'needs_first_factor',
      supported_first_factors: [{ strategy: 'password' }, { strategy: 'email_code', email_address_id: 'idn_user_ada' }],
    })
    expect((await verify('/attempt_first_factor', { strategy: 'password', password: 'no' })).error.code).toBe(
      'form_password_incorrect',
    )
    const done = await verify('/attempt_first_factor', { strategy: 'password', password: 'postern-password' })
    expect(done.response).toMatchObject({ object: 'session_verification', status: 'complete' })
    expect(done.response['session']).toMatchObject({ factor_verification_age: [0, -1] })
    expect((await script.call('/v1/me/totp', {})).status).toBe(200)
  })

  it.each([
    ['PATCH /v1/me', '/v1/me?_method=PATCH', { username: 'countess' }],
    ['DELETE /v1/me', '/v1/me?_method=DELETE', {}],
    ['change_password', '/v1/me/change_password', { new_password: 'another-password' }],
    ['email_addresses', '/v1/me/email_addresses', { email_address: 'new@example.com' }],
    ['removal of an address', '/v1/me/email_addresses/idn_user_ada?_method=DELETE', {}],
    ['phone_numbers', '/v1/me/phone_numbers', { phone_number: '+12015550100' }],
    ['removal of the application', '/v1/me/totp?_method=DELETE', {}],
    ['backup_codes', '/v1/me/backup_codes', {}],
  ])('guards %s', async (_name, path, form: Record<string, string>) => {
    await start('ada@example.com', true)
    emulator.clock.advance(lateMs)
    expect((await script.call(path, form)).error.code).toBe('session_reverification_required')
  })

  it('leaves names to everybody', async () => {
    await start('ada@example.com', true)
    emulator.clock.advance(lateMs)
    expect((await script.call('/v1/me?_method=PATCH', { first_name: 'A' })).status).toBe(200)
  })

  it('takes a code that was sent', async () => {
    const added = await script.call('/v1/me/email_addresses', { email_address: 'ada+clerk_test@example.com' })
    const id = String(added.response['id'])
    await script.call(`/v1/me/email_addresses/${id}/prepare_verification`, { strategy: 'email_code' })
    await script.call(`/v1/me/email_addresses/${id}/attempt_verification`, { code: '424242' })
    await verify('', { level: 'first_factor' })
    await verify('/prepare_first_factor', { strategy: 'email_code', email_address_id: id })
    const wrong = await verify('/attempt_first_factor', { strategy: 'email_code', code: '000000' })
    expect(wrong.error.code).toBe('form_code_incorrect')
    const right = await verify('/attempt_first_factor', { strategy: 'email_code', code: '424242' })
    expect(right.response).toMatchObject({ status: 'complete', first_factor_verification: { attempts: 1 } })
  })

  it('takes no second factor after five wrong ones', async () => {
    const { backupCodes } = await enable()
    await verify('', { level: 'second_factor' })
    const attempt = async (code: string) =>
      (await verify('/attempt_second_factor', { strategy: 'backup_code', code })).error.code
    for (let turn = 0; turn < 5; turn += 1) expect(await attempt('wrong')).toBe('form_code_incorrect')
    expect(await attempt(backupCodes[0] ?? '')).toBe('verification_failed')
  })

  it('asks for both factors where both are wanted, and for a code that is new', async () => {
    const { secret, backupCodes } = await enable()
    expect((await verify('', { level: 'multi_factor' })).response['status']).toBe('needs_first_factor')
    const half = await verify('/attempt_first_factor', { strategy: 'password', password: 'postern-password' })
    expect(half.response).toMatchObject({
      status: 'needs_second_factor',
      supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
    })
    const used = await verify('/attempt_second_factor', { strategy: 'totp', code: await codeOf(secret) })
    expect(used.error.code).toBe('form_code_incorrect')
    const backup = { strategy: 'backup_code', code: backupCodes[0] ?? '' }
    expect((await verify('/attempt_second_factor', backup)).response['status']).toBe('complete')
    await verify('', { level: 'second_factor' })
    expect((await verify('/attempt_second_factor', backup)).error.code).toBe('form_code_incorrect')
    emulator.clock.advance(60_000)
    const fresh = await verify('/attempt_second_factor', { strategy: 'totp', code: await codeOf(secret) })
    expect(fresh.response['status']).toBe('complete')
  })

  it.each([
    ['a level that is none', '', { level: 'third' }, 422, 'form_param_value_invalid'],
    [
      'a step before the first',
      '/attempt_first_factor',
      { strategy: 'email_code', code: '1' },
      404,
      'resource_not_found',
    ],
    ['a way that is none', '/attempt_first_factor', { strategy: 'passkey' }, 422, 'strategy_for_user_invalid'],
    [
      'to send what is not sent',
      '/prepare_second_factor',
      { strategy: 'phone_code' },
      422,
      'strategy_for_user_invalid',
    ],
  ])('refuses %s', async (_name, step, form: Record<string, string>, status, code) => {
    const answer = await verify(step, form)
    expect([answer.status, answer.error.code]).toEqual([status, code])
  })
})
