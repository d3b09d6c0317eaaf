import { describe, expect, it, vi } from 'vitest'
import { createScript, type ScriptAnswer, sessionsOf } from '../../../test/create-script.ts'
import { createEmulator } from '../../create-emulator.ts'
import type { EmulatorOptions } from '../../options.ts'

const PASSWORD = 'postern-password'
const ADA = { identifier: 'ada@example.com' }
const JANE = 'jane+clerk_test@example.com'
const CODE = '424242'
const seed = {
  users: [
    { email: 'ada@example.com', username: 'Countess', firstName: 'Ada', password: PASSWORD },
    { email: JANE, password: PASSWORD },
    { email: 'no-password@example.com' },
  ],
}

const start = (options: EmulatorOptions = {}) => {
  const emulator = createEmulator({ clock: 1_790_000_000_000, seed, ...options })
  const { call } = createScript(emulator)
  const create = (form: Readonly<Record<string, string>>) => call('/v1/client/sign_ins', form)
  const step = (of: ScriptAnswer, name: string, form: Readonly<Record<string, string>>) =>
    call(`/v1/client/sign_ins/${String(of.response['id'])}/${name}`, form)
  return { emulator, call, create, step }
}
const problemOf = ({ status, error }: ScriptAnswer) => [status, error.code, error.meta?.['param_name']]
const strategiesOf = (list: unknown) => (list as { strategy: string }[]).map(({ strategy }) => strategy)

describe('answerCreateSignIn', () => {
  it('waits for an identifier when it got nothing', async () => {
    const { response, client } = await start().create({ locale: 'en-GB', timezone: 'Europe/London' })
    expect(response).toMatchObject({ object: 'sign_in', status: 'needs_identifier', identifier: null })
    expect(client?.['sign_in']).toMatchObject({ id: response['id'] })
  })

  it('lists what an identifier can be proven with', async () => {
    const { response } = await start().create(ADA)
    expect(response).toMatchObject({ status: 'needs_first_factor', user_data: { first_name: 'Ada', has_image: false } })
    expect(response['supported_first_factors']).toEqual([
      { strategy: 'password' },
      { strategy: 'email_code', email_address_id: 'idn_user_ada', safe_identifier: 'ada@example.com', primary: true },
      {
        strategy: 'reset_password_email_code',
        email_address_id: 'idn_user_ada',
        safe_identifier: 'ada@example.com',
        primary: true,
      },
    ])
  })

  it('shows no whole address to whoever typed a username', async () => {
    const { response } = await start().create({ identifier: 'countess' })
    expect(JSON.stringify(response)).not.toContain('ada@example.com')
    expect(response['identifier']).toBe('countess')
  })

  it('offers no password for somebody without one', async () => {
    const { response } = await start().create({ identifier: 'no-password@example.com' })
    expect(strategiesOf(response['supported_first_factors'])).toEqual(['email_code'])
  })

  it.each([
    ['an address in any case', 'ADA@example.com'],
    ['a username in any case', 'countess'],
  ])('signs in with %s and a password', async (_name, identifier) => {
    const { response, client } = await start().create({ identifier, password: PASSWORD })
    expect(response).toMatchObject({ status: 'complete', first_factor_verification: { status: 'verified' } })
    expect(sessionsOf(client)).toMatchObject([{ id: response['created_session_id'], user: { id: 'user_ada' } }])
    expect(client).toMatchObject({ sign_in: null, last_authentication_strategy: 'password' })
  })

  it.each([
    ['nobody', { identifier: 'nobody@example.com' }, [422, 'form_identifier_not_found', 'identifier']],
    ['an id', { identifier: 'user_ada' }, [422, 'form_identifier_not_found', 'identifier']],
    ['a part of an address', { identifier: 'ada' }, [422, 'form_identifier_not_found', 'identifier']],
    ['an empty identifier', { identifier: '' }, [422, 'form_param_nil', 'identifier']],
    ['a wrong password', { ...ADA, password: 'not-the-password' }, [422, 'form_password_incorrect', 'password']],
    ['a password for nobody', { password: PASSWORD }, [422, 'form_param_missing', 'identifier']],
    ['a missing password', { ...ADA, strategy: 'password' }, [422, 'form_param_nil', 'password']],
    [
      'a password of somebody without one',
      { identifier: 'no-password@example.com', password: PASSWORD },
      [422, 'strategy_for_user_invalid', 'strategy'],
    ],
    ['a strategy that is not there', { strategy: 'oauth_google' }, [422, 'form_param_value_invalid', 'strategy']],
    ['a transfer of nothing', { transfer: 'true' }, [400, 'account_transfer_invalid', undefined]],
    ['a ticket that is none', { strategy: 'ticket', ticket: 'x' }, [400, 'ticket_invalid_code', undefined]],
  ])('refuses %s', async (_name, form, problem) => {
    const { create, emulator } = start()
    expect(problemOf(await create(form))).toEqual(problem)
    expect(emulator.control.sessions()).toEqual([])
  })

  it('sends a code at once when the strategy says so', async () => {
    const { create, step } = start()
    const sent = await create({ identifier: JANE, strategy: 'email_code' })
    expect(sent.response['first_factor_verification']).toMatchObject({ status: 'unverified', strategy: 'email_code' })
    expect((await step(sent, 'attempt_first_factor', { strategy: 'email_code', code: CODE })).response).toMatchObject({
      status: 'complete',
    })
  })

  it('is refused while somebody is signed in', async () => {
    const { create } = start()
    const { response } = await create({ ...ADA, password: PASSWORD })
    const again = await create({ identifier: JANE, password: PASSWORD })
    expect([again.status, again.error]).toMatchObject([
      400,
      { code: 'session_exists', meta: { session_id: response['created_session_id'] } },
    ])
  })

  it('forgets the attempt before it', async () => {
    const { create, step } = start()
    const first = await create(ADA)
    await create({ identifier: JANE })
    const late = await step(first, 'attempt_first_factor', { strategy: 'password', password: PASSWORD })
    expect(problemOf(late)).toEqual([404, 'resource_not_found', undefined])
  })

  it('writes no password into the request log', async () => {
    const { create, emulator } = start()
    await create({ ...ADA, password: 'a-wrong-password' })
    await create({ ...ADA, password: PASSWORD })
    const log = JSON.stringify(emulator.control.requests())
    expect(log).not.toMatch(/a-wrong-password|postern-password/)
  })
})

describe('answerCreateSignIn with several sessions per browser', () => {
  const several = { seed: { ...seed, settings: { hasMultipleSessions: true } } }

  it('adds a session, which is the active one', async () => {
    const { create } = start(several)
    await create({ ...ADA, password: PASSWORD })
    const { response, client } = await create({ identifier: JANE, password: PASSWORD })
    expect(sessionsOf(client)).toHaveLength(2)
    expect(client).toMatchObject({ last_active_session_id: response['created_session_id'] })
  })

  it('refuses somebody who is signed in already', async () => {
    const { create } = start(several)
    await create({ ...ADA, password: PASSWORD })
    expect(problemOf(await create(ADA))).toEqual([400, 'identifier_already_signed_in', undefined])
  })
})

describe('answerReadSignIn', () => {
  it('shows an attempt under way, and after it is complete', async () => {
    const { create, step, call } = start()
    const begun = await create(ADA)
    const read = () => call(`/v1/client/sign_ins/${String(begun.response['id'])}`)
    expect((await read()).response).toMatchObject({ status: 'needs_first_factor' })
    await step(begun, 'attempt_first_factor', { strategy: 'password', password: PASSWORD })
    expect((await read()).response).toMatchObject({ status: 'complete' })
  })

  it('shows none of another browser', async () => {
    const { create, emulator } = start()
    const { response } = await create(ADA)
    const other = createScript(emulator)
    await other.call('/v1/client', {})
    expect((await other.call(`/v1/client/sign_ins/${String(response['id'])}`)).status).toBe(404)
  })

  it('shows none that was given up a day later', async () => {
    const { create, call, emulator } = start()
    const { response } = await create(ADA)
    emulator.clock.advance(24 * 3_600_000)
    expect((await call(`/v1/client/sign_ins/${String(response['id'])}`)).status).toBe(404)
    expect((await call('/v1/client')).response).toMatchObject({ sign_in: null })
  })
})

describe('answerAttemptFirstFactor', () => {
  it('takes a password', async () => {
    const { create, step } = start()
    const begun = await create(ADA)
    const wrong = await step(begun, 'attempt_first_factor', { strategy: 'password', password: 'not-the-password' })
    expect(problemOf(wrong)).toEqual([422, 'form_password_incorrect', 'password'])
    const right = await step(begun, 'attempt_first_factor', { strategy: 'password', password: PASSWORD })
    expect(right.response).toMatchObject({ status: 'complete' })
  })

  it('takes no password of somebody who is banned while it is looked at', async () => {
    const { create, step, emulator } = start()
    const headers = { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' }
    const ask = (method: string, path: string, body: unknown) =>
      emulator.fetch(emulator.url + path, { method, headers, body: JSON.stringify(body) })
    await ask('PATCH', '/v1/users/user_ada', { password: 'a-digest-is-slow' })
    const begun = await create(ADA)
    const derive = crypto.subtle.deriveBits.bind(crypto.subtle)
    const spy = vi.spyOn(crypto.subtle, 'deriveBits').mockImplementationOnce(async (...args) => {
      await ask('POST', '/v1/users/user_ada/ban', {})
      return derive(...args)
    })
    const form = { strategy: 'password', password: 'a-digest-is-slow' }
    expect(problemOf(await step(begun, 'attempt_first_factor', form)).slice(0, 2)).toEqual([403, 'user_banned'])
    expect(spy).toHaveBeenCalled()
  })

  it('takes the code of a mail, once', async () => {
    const { create, step, emulator } = start()
    const begun = await create(ADA)
    await step(begun, 'prepare_first_factor', { strategy: 'email_code', email_address_id: 'idn_user_ada' })
    const code = emulator.control.mails().at(-1)?.code ?? ''
    expect(code).toMatch(/^\d{6}$/)
    expect((await step(begun, 'attempt_first_factor', { strategy: 'email_code', code })).response).toMatchObject({
      status: 'complete',
    })
    const again = await step(begun, 'attempt_first_factor', { strategy: 'email_code', code })
    expect(problemOf(again)).toEqual([400, 'verification_already_verified', undefined])
  })

  it('takes no code after five wrong ones, until a new one is sent', async () => {
    const { create, step } = start()
    const begun = await create({ identifier: JANE, strategy: 'email_code' })
    const attempt = (code: string) => step(begun, 'attempt_first_factor', { strategy: 'email_code', code })
    for (let count = 0; count < 4; count += 1)
      expect(problemOf(await attempt('000000'))).toEqual([422, 'form_code_incorrect', 'code'])
    for (const code of ['000000', CODE])
      expect(problemOf(await attempt(code))).toEqual([400, 'verification_failed', undefined])
    await step(begun, 'prepare_first_factor', { strategy: 'email_code' })
    expect((await attempt(CODE)).response).toMatchObject({ status: 'complete' })
  })

  it('takes no code after ten minutes', async () => {
    const { create, step, emulator, call } = start()
    const begun = await create({ identifier: JANE, strategy: 'email_code' })
    emulator.clock.advance(10 * 60_000)
    const late = await step(begun, 'attempt_first_factor', { strategy: 'email_code', code: CODE })
    expect(problemOf(late)).toEqual([400, 'verification_expired', undefined])
    expect((await call(`/v1/client/sign_ins/${String(begun.response['id'])}`)).response).toMatchObject({
      first_factor_verification: { status: 'expired' },
    })
  })

  it.each([
    ['a code that nobody sent', { strategy: 'email_code', code: CODE }, [400, 'verification_missing', undefined]],
    ['no strategy', { code: CODE }, [422, 'form_param_missing', 'strategy']],
    ['no code', { strategy: 'email_code' }, [422, 'form_param_missing', 'code']],
    ['an empty code', { strategy: 'email_code', code: '' }, [422, 'form_param_nil', 'code']],
    ['a passkey', { strategy: 'passkey' }, [422, 'strategy_for_user_invalid', 'strategy']],
  ])('refuses %s', async (_name, form, problem) => {
    const { create, step } = start()
    expect(problemOf(await step(await create({ identifier: JANE }), 'attempt_first_factor', form))).toEqual(problem)
  })

  it('does not sign in with the code that resets a password', async () => {
    const { create, step } = start()
    const begun = await create({ identifier: JANE, strategy: 'reset_password_email_code' })
    const other = await step(begun, 'attempt_first_factor', { strategy: 'email_code', code: CODE })
    expect(problemOf(other)).toEqual([400, 'verification_missing', undefined])
  })

  it('leads nowhere before an identifier is known', async () => {
    const { create, step } = start()
    const answer = await step(await create({}), 'attempt_first_factor', { strategy: 'password', password: PASSWORD })
    expect(answer.status).toBe(400)
  })
})

describe('answerPrepareFirstFactor', () => {
  it.each([
    ['an address of somebody else', { strategy: 'email_code', email_address_id: 'idn_user_jane' }, 404],
    ['a link', { strategy: 'email_link', redirect_url: 'http://localhost:3000' }, 422],
    ['nothing', {}, 422],
  ])('sends nothing for %s', async (_name, form, status) => {
    const { create, step, emulator } = start()
    expect((await step(await create(ADA), 'prepare_first_factor', form)).status).toBe(status)
    expect(emulator.control.mails()).toEqual([])
  })

  it('resets no password that is not there', async () => {
    const { create, step } = start()
    const begun = await create({ identifier: 'no-password@example.com' })
    const answer = await step(begun, 'prepare_first_factor', { strategy: 'reset_password_email_code' })
    expect(problemOf(answer)).toEqual([422, 'strategy_for_user_invalid', 'strategy'])
  })

  it('shows the code on the console and not in the request log', async () => {
    const { create, step, emulator } = start()
    await step(await create(ADA), 'prepare_first_factor', { strategy: 'email_code' })
    const [mail] = emulator.control.mails()
    expect(mail).toMatchObject({ toAddress: 'ada@example.com', slug: 'verification_code', userId: 'user_ada' })
    expect(JSON.stringify(emulator.control.requests())).not.toContain(mail?.code)
  })
})

describe('answerResetPassword', () => {
  const begin = async (options: EmulatorOptions = {}) => {
    const scene = start(options)
    const begun = await scene.create({ identifier: JANE, strategy: 'reset_password_email_code' })
    return { ...scene, begun }
  }
  const RESET = { strategy: 'reset_password_email_code', code: CODE }

  it('sets a new password after the code', async () => {
    const { begun, step, emulator } = await begin()
    const proven = await step(begun, 'attempt_first_factor', RESET)
    expect(proven.response).toMatchObject({ status: 'needs_new_password' })
    const done = await step(begun, 'reset_password', { password: 'a-new-password' })
    expect(done.response).toMatchObject({ status: 'complete' })
    const { call } = createScript(emulator)
    const signIn = (password: string) => call('/v1/client/sign_ins', { identifier: JANE, password })
    expect(problemOf(await signIn(PASSWORD))[1]).toBe('form_password_incorrect')
    expect((await signIn('a-new-password')).response).toMatchObject({ status: 'complete' })
  })

  it('takes code and password together', async () => {
    const { begun, step } = await begin()
    const done = await step(begun, 'attempt_first_factor', { ...RESET, password: 'a-new-password' })
    expect(done.response).toMatchObject({ status: 'complete' })
  })

  it.each([
    ['that is too short', 'short', 'form_password_length_too_short'],
    ['that is empty', '', 'form_param_nil'],
  ])('takes no password %s', async (_name, password, code) => {
    const { begun, step } = await begin()
    await step(begun, 'attempt_first_factor', RESET)
    expect(problemOf(await step(begun, 'reset_password', { password }))).toEqual([422, code, 'password'])
  })

  it('does nothing before the code', async () => {
    const { begun, step } = await begin()
    const early = await step(begun, 'reset_password', { password: 'a-new-password' })
    expect(problemOf(early)).toEqual([400, 'sign_in_step_invalid', undefined])
  })

  it.each([
    ['ends', 'true', 'revoked'],
    ['leaves', 'false', 'active'],
  ])('%s other sessions when told so', async (_name, flag, status) => {
    const { begun, step, emulator } = await begin()
    const { sessionId } = await emulator.mint.session({ user: JANE })
    await step(begun, 'attempt_first_factor', RESET)
    await step(begun, 'reset_password', { password: 'a-new-password', sign_out_of_other_sessions: flag })
    expect(emulator.control.sessions().find(({ id }) => id === sessionId)?.status).toBe(status)
  })
})
