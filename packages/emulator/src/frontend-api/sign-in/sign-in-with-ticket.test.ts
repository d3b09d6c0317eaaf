import { describe, expect, it } from 'vitest'
import { createScript, type ScriptAnswer } from '../../../test/create-script.ts'
import { createEmulator } from '../../create-emulator.ts'
import type { Emulator } from '../../emulator.ts'

const NOW = 1_790_000_000_000
const EMAIL = 'new+clerk_test@example.com'
const PASSWORD = 'a-long-password'

type Json = Readonly<Record<string, unknown>>

const start = () => {
  const emulator = createEmulator({ clock: NOW })
  const { call } = createScript(emulator)
  return {
    emulator,
    call,
    signIn: (ticket: unknown) => call('/v1/client/sign_ins', { strategy: 'ticket', ticket: String(ticket) }),
    signUp: (ticket: unknown, form: Readonly<Record<string, string>> = {}) =>
      call('/v1/client/sign_ups', { strategy: 'ticket', ticket: String(ticket), ...form }),
  }
}
const ask = async (emulator: Emulator, path: string, body: Json = {}): Promise<Json> => {
  const headers = { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' }
  return (await (
    await emulator.fetch(emulator.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  ).json()) as Json
}
/** The ticket in the link of a mail. */
const ticketOf = ({ control }: Emulator) =>
  new URL(control.mails().at(-1)?.link ?? '').searchParams.get('__clerk_ticket') ?? ''
const invite = (emulator: Emulator, email: string) =>
  ask(emulator, '/v1/organizations/org_acme/invitations', { email_address: email, role: 'org:member' })
const problemOf = ({ status, error }: ScriptAnswer) => [status, error.code]

describe('a ticket of a server', () => {
  it('signs its person in at once, and once', async () => {
    const { emulator, signIn, call } = start()
    const { token } = await ask(emulator, '/v1/sign_in_tokens', { user_id: 'user_ada' })
    expect((await signIn(token)).response).toMatchObject({
      status: 'complete',
      identifier: 'ada@example.com',
      first_factor_verification: { strategy: 'ticket', status: 'verified' },
    })
    await call('/v1/client/sessions?_method=DELETE', {})
    expect(problemOf(await signIn(token))).toEqual([400, 'sign_in_token_already_used_code'])
  })

  it('is too old some day', async () => {
    const { emulator, signIn } = start()
    const { token } = await ask(emulator, '/v1/sign_in_tokens', { user_id: 'user_ada', expires_in_seconds: 60 })
    emulator.clock.advance(60_000)
    expect(problemOf(await signIn(token))).toEqual([400, 'ticket_expired_code'])
  })

  it('can be taken back', async () => {
    const { emulator, signIn } = start()
    const { token, id } = await ask(emulator, '/v1/sign_in_tokens', { user_id: 'user_ada' })
    await ask(emulator, `/v1/sign_in_tokens/${String(id)}/revoke`)
    expect(problemOf(await signIn(token))).toEqual([400, 'sign_in_token_revoked_code'])
  })

  it.each([
    ['banned', 'ban', 'user_banned'],
    ['locked', 'lock', 'user_locked'],
  ])('is not used up by somebody who is %s', async (_name, verb, code) => {
    const { emulator, signIn } = start()
    const { token } = await ask(emulator, '/v1/sign_in_tokens', { user_id: 'user_ada' })
    await ask(emulator, `/v1/users/user_ada/${verb}`)
    expect(problemOf(await signIn(token))).toEqual([403, code])
    await ask(emulator, `/v1/users/user_ada/un${verb}`)
    expect((await signIn(token)).response).toMatchObject({ status: 'complete' })
  })

  it('lets somebody act as another, for as long as it says', async () => {
    const { emulator, signIn } = start()
    const { token } = await ask(emulator, '/v1/actor_tokens', {
      user_id: 'user_ada',
      actor: { sub: 'user_grace' },
      session_max_duration_in_seconds: 600,
    })
    await signIn(token)
    expect(emulator.control.sessions()).toMatchObject([
      { userId: 'user_ada', actor: { sub: 'user_grace' }, expiresAtMs: NOW + 600_000 },
    ])
  })
})

describe('a ticket of an invitation', () => {
  it('signs somebody new up, whose address counts as proven', async () => {
    const { emulator, signUp } = start()
    await ask(emulator, '/v1/invitations', { email_address: EMAIL, public_metadata: { plan: 'beta' } })
    const ticket = ticketOf(emulator)
    expect((await signUp(ticket)).response).toMatchObject({
      email_address: EMAIL,
      missing_fields: ['password'],
      unverified_fields: [],
    })
    expect((await signUp(ticket, { password: PASSWORD })).response).toMatchObject({ status: 'complete' })
    expect(emulator.control.users().at(-1)).toMatchObject({ email: EMAIL, publicMetadata: { plan: 'beta' } })
    const other = createScript(emulator)
    const again = await other.call('/v1/client/sign_ups', { strategy: 'ticket', ticket })
    expect(problemOf(again)).toEqual([400, 'invitation_already_accepted'])
  })

  it('makes somebody new a member', async () => {
    const { emulator, signUp } = start()
    await invite(emulator, EMAIL)
    const { client } = await signUp(ticketOf(emulator), { password: PASSWORD })
    expect(JSON.stringify(client)).toContain('"slug":"acme"')
  })

  it('makes somebody who is there a member, and signs them in', async () => {
    const { emulator, signIn } = start()
    await invite(emulator, 'alan@example.com')
    const { client, response } = await signIn(ticketOf(emulator))
    expect(response).toMatchObject({ status: 'complete' })
    expect(JSON.stringify(client)).toContain('"slug":"acme"')
  })

  it('leads somebody who is not there to the sign-up', async () => {
    const { emulator, signIn } = start()
    await invite(emulator, EMAIL)
    expect(problemOf(await signIn(ticketOf(emulator)))).toEqual([422, 'form_identifier_not_found'])
  })

  it('opens an instance that is restricted', async () => {
    const { emulator, signUp } = start()
    emulator.control.changeSettings({ signUpMode: 'restricted' })
    await ask(emulator, '/v1/invitations', { email_address: EMAIL })
    expect((await signUp(ticketOf(emulator), { password: PASSWORD })).response).toMatchObject({ status: 'complete' })
  })

  it('is for the address that it was sent to', async () => {
    const { emulator, signUp, call } = start()
    await invite(emulator, EMAIL)
    const path = `/v1/client/sign_ups/${String((await signUp(ticketOf(emulator))).response['id'])}?_method=PATCH`
    const other = await call(path, { email_address: 'other+clerk_test@example.com', password: PASSWORD })
    expect(problemOf(other)).toEqual([422, 'form_param_value_invalid'])
    expect((await call(path, { email_address: EMAIL, password: PASSWORD })).response).toMatchObject({
      status: 'complete',
    })
  })

  it('opens nothing once it was taken back', async () => {
    const { emulator, signUp, call } = start()
    emulator.control.changeSettings({ signUpMode: 'restricted' })
    const { id } = await invite(emulator, EMAIL)
    const begun = await signUp(ticketOf(emulator))
    await ask(emulator, `/v1/organizations/org_acme/invitations/${String(id)}/revoke`)
    const path = `/v1/client/sign_ups/${String(begun.response['id'])}?_method=PATCH`
    expect(problemOf(await call(path, { password: PASSWORD }))).toEqual([403, 'sign_up_mode_restricted'])
  })
})
