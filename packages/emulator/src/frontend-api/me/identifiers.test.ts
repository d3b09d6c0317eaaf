import { beforeEach, describe, expect, it } from 'vitest'
import { createScript, type Script } from '../../../test/create-script.ts'
import { createEmulator } from '../../create-emulator.ts'
import type { Emulator } from '../../emulator.ts'

const TEST_ADDRESS = 'ada+clerk_test@example.com'
let emulator: Emulator
let script: Script

beforeEach(async () => {
  emulator = createEmulator({ clock: 1_790_000_000_000 })
  script = createScript(emulator, (await emulator.mint.session({ user: 'ada@example.com' })).devBrowser)
})

const add = async (address = TEST_ADDRESS) =>
  String((await script.call('/v1/me/email_addresses', { email_address: address })).response['id'])
const prepare = (id: string, strategy = 'email_code') =>
  script.call(`/v1/me/email_addresses/${id}/prepare_verification`, { strategy })
const attempt = (id: string, code: string) => script.call(`/v1/me/email_addresses/${id}/attempt_verification`, { code })
const setPrimary = (id: string) => script.call('/v1/me?_method=PATCH', { primary_email_address_id: id })
const remove = (id: string) => script.call(`/v1/me/email_addresses/${id}?_method=DELETE`, {})

describe('email_addresses', () => {
  it('are added, proven, made primary and removed', async () => {
    const id = await add()
    expect((await prepare(id)).response).toMatchObject({
      verification: { status: 'unverified', strategy: 'email_code' },
    })
    expect((await attempt(id, '424242')).response).toMatchObject({ verification: { status: 'verified' } })
    expect((await setPrimary(id)).response).toMatchObject({ primary_email_address_id: id })
    expect((await remove(id)).response).toMatchObject({ id, deleted: true })
    expect((await script.call('/v1/me')).response).toMatchObject({
      primary_email_address_id: 'idn_user_ada',
      email_addresses: [{ id: 'idn_user_ada' }],
    })
  })

  it('keep the code to themselves', async () => {
    const id = await add()
    expect(JSON.stringify(await prepare(id))).not.toContain('424242')
  })

  it('refuse the first wrong codes as wrong, and then any', async () => {
    const id = await add()
    await prepare(id)
    const codes = []
    for (let turn = 0; turn < 5; turn += 1) codes.push((await attempt(id, '000000')).error.code)
    expect(codes).toEqual([...Array<string>(4).fill('form_code_incorrect'), 'verification_failed'])
    expect((await attempt(id, '424242')).error.code).toBe('verification_failed')
  })

  it('refuse a code that is too old', async () => {
    const id = await add()
    await prepare(id)
    emulator.clock.advance(10 * 60_000)
    expect((await attempt(id, '424242')).error.code).toBe('verification_expired')
  })

  it.each<[string, () => Promise<{ status: number; error: { code?: string } }>, number, string]>([
    ['a code before one was sent', async () => attempt(await add(), '424242'), 400, 'verification_missing'],
    [
      'a text that is none',
      () => script.call('/v1/me/email_addresses', { email_address: 'ada' }),
      422,
      'form_param_format_invalid',
    ],
    [
      'one that somebody has, in any case of letters',
      () => script.call('/v1/me/email_addresses', { email_address: 'GRACE@example.com' }),
      422,
      'form_identifier_exists',
    ],
    ['to prove one twice', () => prepare('idn_user_ada'), 400, 'verification_already_verified'],
    ['one of somebody else', () => prepare('idn_user_grace'), 404, 'resource_not_found'],
    ['another strategy', async () => prepare(await add(), 'email_link'), 422, 'form_param_value_invalid'],
    ['to make an unproven one primary', async () => setPrimary(await add()), 422, 'form_param_value_invalid'],
    [
      'to remove the last proven one',
      async () => {
        await add()
        return remove('idn_user_ada')
      },
      403,
      'identification_deletion_failed',
    ],
  ])('refuse %s', async (_name, ask, status, code) => {
    const answer = await ask()
    expect([answer.status, answer.error.code]).toEqual([status, code])
  })

  it('are listed', async () => {
    await add()
    const list = (await script.call('/v1/me/email_addresses')).response as unknown as { email_address: string }[]
    expect(list.map((one) => one.email_address)).toEqual(['ada@example.com', TEST_ADDRESS])
  })
})

describe('phone_numbers', () => {
  it('are added, proven, reserved and removed', async () => {
    const added = await script.call('/v1/me/phone_numbers', { phone_number: '+1 (201) 555-0100' })
    expect(added.response).toMatchObject({ phone_number: '+12015550100', verification: null })
    const path = `/v1/me/phone_numbers/${String(added.response['id'])}`
    await script.call(`${path}/prepare_verification`, { strategy: 'phone_code' })
    const proven = await script.call(`${path}/attempt_verification`, { code: '424242' })
    expect(proven.response).toMatchObject({ verification: { status: 'verified' } })
    const reserved = await script.call(`${path}?_method=PATCH`, { reserved_for_second_factor: 'true' })
    expect(reserved.response).toMatchObject({ reserved_for_second_factor: true })
    expect((await script.call(`${path}?_method=DELETE`, {})).response).toMatchObject({ deleted: true })
  })

  it('refuse a text that is none', async () => {
    expect((await script.call('/v1/me/phone_numbers', { phone_number: '123' })).error.code).toBe(
      'form_param_format_invalid',
    )
  })
})
