import { describe, expect, it } from 'vitest'
import { createScript, type ScriptAnswer, sessionsOf } from '../../../test/create-script.ts'
import { createEmulator } from '../../create-emulator.ts'
import type { EmulatorOptions } from '../../options.ts'
import type { SeedSettings } from '../../state/seed.ts'

const PASSWORD = 'a-long-password'
const EMAIL = 'new+clerk_test@example.com'
const CODE = '424242'

const start = (options: EmulatorOptions = {}) => {
  const emulator = createEmulator({ clock: 1_790_000_000_000, ...options })
  const { call } = createScript(emulator)
  const create = (form: Readonly<Record<string, string>>) => call('/v1/client/sign_ups', form)
  const pathOf = (of: ScriptAnswer) => `/v1/client/sign_ups/${String(of.response['id'])}`
  const step = (of: ScriptAnswer, name: string, form: Readonly<Record<string, string>>) =>
    call(`${pathOf(of)}/${name}`, form)
  const prove = async (of: ScriptAnswer, code = CODE) => {
    await step(of, 'prepare_verification', { strategy: 'email_code' })
    return step(of, 'attempt_verification', { strategy: 'email_code', code })
  }
  const update = (of: ScriptAnswer, form: Readonly<Record<string, string>>) => call(`${pathOf(of)}?_method=PATCH`, form)
  return { emulator, call, create, step, prove, update, pathOf }
}
const withSettings = (settings: SeedSettings) => start({ seed: { settings } })
const problemOf = ({ status, error }: ScriptAnswer) => [status, error.code, error.meta?.['param_name']]

describe('answerCreateSignUp', () => {
  it('says what is missing', async () => {
    const { response, client } = await start().create({})
    expect(response).toMatchObject({
      status: 'missing_requirements',
      required_fields: ['email_address', 'password'],
      missing_fields: ['email_address', 'password'],
      unverified_fields: [],
    })
    expect(client?.['sign_up']).toMatchObject({ id: response['id'] })
  })

  it('makes a person, a password and a session once the address is proven', async () => {
    const { create, prove, emulator } = start()
    const begun = await create({
      email_address: EMAIL,
      password: PASSWORD,
      first_name: 'New',
      last_name: 'Person',
      username: 'newcomer',
      unsafe_metadata: '{"plan":"free"}',
      locale: 'en-GB',
    })
    expect(begun.response).toMatchObject({
      missing_fields: [],
      unverified_fields: ['email_address'],
      has_password: true,
    })
    expect(emulator.control.users().at(-1)?.email).not.toBe(EMAIL)
    const { response, client } = await prove(begun)
    const user = emulator.control.users().at(-1)
    expect(user).toMatchObject({
      email: EMAIL,
      firstName: 'New',
      username: 'newcomer',
      unsafeMetadata: { plan: 'free' },
    })
    expect(response).toMatchObject({ status: 'complete', created_user_id: user?.id })
    expect(sessionsOf(client)).toMatchObject([{ id: response['created_session_id'] }])
    expect(client).toMatchObject({ sign_up: null })
    const other = createScript(emulator)
    const signedIn = await other.call('/v1/client/sign_ins', { identifier: 'newcomer', password: PASSWORD })
    expect(signedIn.response).toMatchObject({ status: 'complete' })
  })

  it.each([
    ['no address', { email_address: 'new' }, [422, 'form_param_format_invalid', 'email_address']],
    ['an address of somebody', { email_address: 'ADA@example.com' }, [422, 'form_identifier_exists', 'email_address']],
    ['a short password', { password: 'short' }, [422, 'form_password_length_too_short', 'password']],
    ['a username with a space', { username: 'new comer' }, [422, 'form_username_invalid_character', 'username']],
    ['a short username', { username: 'new' }, [422, 'form_username_invalid_length', 'username']],
    ['a telephone number', { phone_number: '+15555550100' }, [422, 'form_param_unknown', 'phone_number']],
    ['metadata that is no object', { unsafe_metadata: '[' }, [422, 'form_param_type_invalid', 'unsafe_metadata']],
    ['a ticket that is none', { strategy: 'ticket', ticket: 'x' }, [400, 'ticket_invalid_code', undefined]],
    ['a transfer of nothing', { transfer: 'true' }, [400, 'account_transfer_invalid', undefined]],
  ])('refuses %s', async (_name, form, problem) => {
    const { create, call } = start()
    await call('/v1/client', {})
    expect(problemOf(await create(form))).toEqual(problem)
    expect((await call('/v1/client')).response).toMatchObject({ sign_up: null })
  })

  it('ignores what proves that no robot asks', async () => {
    const { response } = await start().create({ captcha_token: 'x', captcha_widget_type: 'smart', timezone: 'UTC' })
    expect(response).toMatchObject({ status: 'missing_requirements' })
  })

  it('is refused while somebody is signed in', async () => {
    const { create, call } = start()
    await call('/v1/client/sign_ins', { identifier: 'ada@example.com', password: 'postern-password' })
    expect(problemOf(await create({}))).toEqual([400, 'session_exists', undefined])
  })

  it.each([
    ['restricted', 'sign_up_mode_restricted'],
    ['waitlist', 'sign_up_restricted_waitlist'],
  ] as const)('needs an invitation where the instance is %s', async (signUpMode, code) => {
    expect(problemOf(await withSettings({ signUpMode }).create({}))).toEqual([403, code, undefined])
  })

  it('needs no password where it is optional', async () => {
    const { create, prove } = withSettings({ passwordAtSignUp: 'optional' })
    expect((await prove(await create({ email_address: EMAIL }))).response).toMatchObject({ status: 'complete' })
  })

  it('takes no password where there is none', async () => {
    const { create } = withSettings({ passwordAtSignUp: 'off' })
    expect(problemOf(await create({ password: PASSWORD }))).toEqual([422, 'form_param_unknown', 'password'])
  })

  it('waits until terms are accepted where the instance asks', async () => {
    const { create, prove, update } = withSettings({ asksLegalConsent: true })
    const begun = await create({ email_address: EMAIL, password: PASSWORD, legal_accepted: 'false' })
    expect((await prove(begun)).response).toMatchObject({ missing_fields: ['legal_accepted'] })
    expect((await update(begun, { legal_accepted: 'true' })).response).toMatchObject({
      status: 'complete',
      legal_accepted_at: 1_790_000_000_000,
    })
  })
})

describe('answerChangeSignUp', () => {
  it('adds what was missing', async () => {
    const { create, prove, update } = start()
    const begun = await create({ email_address: EMAIL })
    expect((await prove(begun)).response).toMatchObject({ missing_fields: ['password'], unverified_fields: [] })
    expect((await update(begun, { password: PASSWORD })).response).toMatchObject({ status: 'complete' })
  })

  it('asks again for the proof of another address', async () => {
    const { create, prove, update } = start()
    const begun = await create({ email_address: EMAIL })
    await prove(begun)
    const { response } = await update(begun, { email_address: 'other+clerk_test@example.com' })
    expect(response).toMatchObject({
      unverified_fields: ['email_address'],
      verifications: { email_address: { next_action: 'needs_prepare', supported_strategies: ['email_code'] } },
    })
  })

  it('empties a field', async () => {
    const { create, update } = start()
    const begun = await create({ first_name: 'New' })
    expect((await update(begun, { first_name: '' })).response).toMatchObject({ first_name: null })
  })

  it('reads the attempt of its own browser only', async () => {
    const { create, call, pathOf, emulator } = start()
    const begun = await create({ first_name: 'New' })
    expect((await call(pathOf(begun))).response).toMatchObject({ first_name: 'New' })
    const other = createScript(emulator)
    await other.call('/v1/client', {})
    expect((await other.call(pathOf(begun))).status).toBe(404)
  })

  it('changes nothing of a sign-up that is complete', async () => {
    const { create, prove, update } = start()
    const begun = await create({ email_address: EMAIL, password: PASSWORD })
    await prove(begun)
    expect(problemOf(await update(begun, { first_name: 'Late' }))).toEqual([400, 'sign_up_already_complete', undefined])
  })

  it('gives up after a day', async () => {
    const { create, call, pathOf, emulator } = start()
    const begun = await create({})
    emulator.clock.advance(24 * 3_600_000)
    expect((await call(pathOf(begun))).status).toBe(404)
  })
})

describe('answerPrepareVerification', () => {
  it('sends a code that the console shows', async () => {
    const { create, step, emulator } = start()
    const { response } = await step(await create({ email_address: 'new@example.com' }), 'prepare_verification', {
      strategy: 'email_code',
    })
    expect(response).toMatchObject({ verifications: { email_address: { next_action: 'needs_attempt' } } })
    const [mail] = emulator.control.mails()
    expect(mail).toMatchObject({ toAddress: 'new@example.com', slug: 'verification_code' })
    expect(JSON.stringify(response)).not.toContain(mail?.code)
  })

  it.each([
    ['without an address', {}, { strategy: 'email_code' }, [422, 'form_param_missing', 'email_address']],
    ['by a link', { email_address: EMAIL }, { strategy: 'email_link' }, [422, 'form_param_value_invalid', 'strategy']],
    ['by nothing', { email_address: EMAIL }, {}, [422, 'form_param_missing', 'strategy']],
  ])('refuses to prove %s', async (_name, form, how, problem) => {
    const { create, step } = start()
    expect(problemOf(await step(await create(form), 'prepare_verification', how))).toEqual(problem)
  })
})

describe('answerAttemptVerification', () => {
  it('counts wrong codes, and takes none after five', async () => {
    const { create, step, prove } = start()
    const begun = await create({ email_address: EMAIL })
    expect(problemOf(await prove(begun, '000000'))).toEqual([422, 'form_code_incorrect', 'code'])
    const attempt = (code: string) => step(begun, 'attempt_verification', { strategy: 'email_code', code })
    for (let count = 0; count < 4; count += 1) await attempt('000000')
    expect(problemOf(await attempt(CODE))).toEqual([400, 'verification_failed', undefined])
  })

  it('makes nobody of an address that somebody took in the meantime', async () => {
    const { create, step, emulator } = start()
    const begun = await create({ email_address: EMAIL, password: PASSWORD })
    await step(begun, 'prepare_verification', { strategy: 'email_code' })
    const other = createScript(emulator)
    const twin = await other.call('/v1/client/sign_ups', { email_address: EMAIL, password: PASSWORD })
    const path = `/v1/client/sign_ups/${String(twin.response['id'])}`
    await other.call(`${path}/prepare_verification`, { strategy: 'email_code' })
    await other.call(`${path}/attempt_verification`, { strategy: 'email_code', code: CODE })
    const late = await step(begun, 'attempt_verification', { strategy: 'email_code', code: CODE })
    expect(problemOf(late)).toEqual([422, 'form_identifier_exists', 'email_address'])
    expect(emulator.control.users().filter(({ email }) => email === EMAIL)).toHaveLength(1)
  })

  it('proves nothing twice', async () => {
    const { create, prove } = start()
    const begun = await create({ email_address: EMAIL })
    await prove(begun)
    expect(problemOf(await prove(begun))).toEqual([400, 'verification_already_verified', undefined])
  })
})
