import { describe, expect, it } from 'vitest'
import { createScript, type ScriptAnswer } from '../../../test/create-script.ts'
import { createEmulator } from '../../create-emulator.ts'
import { toTotpCode } from '../../state/totp.ts'

const NOW = 1_790_000_000_000
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const ADA = { identifier: 'ada@example.com', password: 'postern-password' }
const codeAt = (nowMs: number) => toTotpCode(SECRET, nowMs)
const problemOf = ({ status, error }: ScriptAnswer) => [status, error.code]

/** Ada has an authenticator application and two backup codes, and has given her password. */
const start = async () => {
  const emulator = createEmulator({ clock: NOW })
  const headers = { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ totp_secret: SECRET, backup_codes: ['backup-one', 'backup-two'] })
  await emulator.fetch(`${emulator.url}/v1/users/user_ada`, { method: 'PATCH', headers, body })
  const { call } = createScript(emulator)
  const begin = () => call('/v1/client/sign_ins', ADA)
  const attempt = (of: ScriptAnswer, form: Readonly<Record<string, string>>) =>
    call(`/v1/client/sign_ins/${String(of.response['id'])}/attempt_second_factor`, form)
  return { emulator, call, begin, attempt }
}

describe('answerAttemptSecondFactor', () => {
  it('is asked for after the password', async () => {
    const { begin, emulator } = await start()
    const { response, client } = await begin()
    expect(response).toMatchObject({
      status: 'needs_second_factor',
      supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
      created_session_id: null,
    })
    expect(client?.['sign_in']).toMatchObject({ status: 'needs_second_factor' })
    expect(emulator.control.sessions()).toEqual([])
  })

  it('takes the code of an authenticator application, and the session knows of it', async () => {
    const { begin, attempt, emulator } = await start()
    const done = await attempt(await begin(), { strategy: 'totp', code: await codeAt(NOW) })
    expect(done.response).toMatchObject({ status: 'complete', second_factor_verification: { status: 'verified' } })
    expect(emulator.control.sessions()).toMatchObject([{ secondFactorAtMs: NOW }])
  })

  it('takes a code once', async () => {
    const { begin, attempt, emulator, call } = await start()
    await attempt(await begin(), { strategy: 'totp', code: await codeAt(NOW) })
    await call('/v1/client/sessions?_method=DELETE', {})
    const again = await attempt(await begin(), { strategy: 'totp', code: await codeAt(NOW) })
    expect(problemOf(again)).toEqual([422, 'form_code_incorrect'])
    emulator.clock.advance(30_000)
    const next = await attempt(await begin(), { strategy: 'totp', code: await codeAt(NOW + 30_000) })
    expect(next.response).toMatchObject({ status: 'complete' })
  })

  it('takes a backup code once', async () => {
    const { begin, attempt, call } = await start()
    const use = async (code: string) => attempt(await begin(), { strategy: 'backup_code', code })
    expect((await use('backup-one')).response).toMatchObject({ status: 'complete' })
    await call('/v1/client/sessions?_method=DELETE', {})
    expect(problemOf(await use('backup-one'))).toEqual([422, 'form_code_incorrect'])
    expect((await use('backup-two')).response).toMatchObject({ status: 'complete' })
  })

  it('takes no code after five wrong ones', async () => {
    const { begin, attempt } = await start()
    const begun = await begin()
    for (let count = 0; count < 5; count += 1)
      expect(problemOf(await attempt(begun, { strategy: 'totp', code: '000000' }))).toEqual([
        422,
        'form_code_incorrect',
      ])
    const late = await attempt(begun, { strategy: 'totp', code: await codeAt(NOW) })
    expect(problemOf(late)).toEqual([400, 'verification_failed'])
  })

  it.each([
    ['a code by mail', { strategy: 'email_code', code: '424242' }, [422, 'strategy_for_user_invalid']],
    ['nothing', {}, [422, 'form_param_missing']],
    ['no code', { strategy: 'totp' }, [422, 'form_param_missing']],
  ])('refuses %s', async (_name, form, problem) => {
    const { begin, attempt } = await start()
    expect(problemOf(await attempt(await begin(), form))).toEqual(problem)
  })

  it('is of one sign-in only when two come with one code at the same time', async () => {
    const { emulator, begin, attempt } = await start()
    const other = createScript(emulator)
    const [mine, theirs] = [await begin(), await other.call('/v1/client/sign_ins', ADA)]
    const form = { strategy: 'totp', code: await codeAt(NOW) }
    const path = `/v1/client/sign_ins/${String(theirs.response['id'])}/attempt_second_factor`
    const done = await Promise.all([attempt(mine, form), other.call(path, form)])
    expect(new Set(done.map(({ status }) => status))).toEqual(new Set([200, 422]))
    expect(emulator.control.sessions()).toHaveLength(1)
  })
})

describe('answerPrepareSecondFactor', () => {
  it('sends nothing', async () => {
    const { begin, call } = await start()
    const path = `/v1/client/sign_ins/${String((await begin()).response['id'])}/prepare_second_factor`
    expect(problemOf(await call(path, { strategy: 'email_code' }))).toEqual([422, 'strategy_for_user_invalid'])
  })
})
