/** People, their identifiers, sessions, browsers and tickets, through the vendor's own server client: one case for each method. */
import type { createClerkClient } from '@clerk/backend'
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createVendorClient } from './vendor-client.ts'

const PASSWORD = 'a password of twenty'
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
/** The code of that secret at the time of the clock: RFC 6238, appendix B. */
const AT_MS = 1_111_111_109_000
const CODE = '081804'

let emulator: Emulator
let vendor: ReturnType<typeof createClerkClient>
beforeAll(async () => {
  emulator = createEmulator({ clock: AT_MS })
  await emulator.listen()
  vendor = createVendorClient(emulator)
})
beforeEach(() => emulator.control.reset())
afterAll(() => emulator.close())

const idsOf = (users: readonly { id: string }[]) => users.map(({ id }) => id).toSorted()

/** What a call that is refused says. */
async function refusal(asked: Promise<unknown>): Promise<unknown> {
  try {
    await asked
  } catch (error) {
    const { status, errors } = error as {
      status: number
      errors: { code: string; meta?: { paramName?: string } }[]
    }
    return [status, errors[0]?.code, errors[0]?.meta?.paramName]
  }
  return 'answered'
}

describe('users', () => {
  it('createUser takes everything that it may bring', async () => {
    const user = await vendor.users.createUser({
      emailAddress: ['new@example.com', 'second@example.com'],
      emailAddressIdentificationStatus: ['verified', 'reserved'],
      phoneNumber: ['+12015550100'],
      username: 'newcomer',
      password: PASSWORD,
      firstName: 'New',
      lastName: 'Comer',
      externalId: 'ext-1',
      locale: 'de-DE',
      totpSecret: SECRET,
      backupCodes: ['code-one', 'code-two'],
      publicMetadata: { plan: 'pro' },
      privateMetadata: { note: 'secret' },
      unsafeMetadata: { theme: 'dark' },
      createdAt: new Date('2020-01-31T12:00:00.000Z'),
      legalAcceptedAt: new Date('2020-02-01T12:00:00.000Z'),
      skipLegalChecks: true,
    })
    expect(await vendor.users.getUser(user.id)).toMatchObject({
      username: 'newcomer',
      fullName: 'New Comer',
      externalId: 'ext-1',
      locale: 'de-DE',
      passwordEnabled: true,
      totpEnabled: true,
      twoFactorEnabled: true,
      backupCodeEnabled: true,
      publicMetadata: { plan: 'pro' },
      privateMetadata: { note: 'secret' },
      unsafeMetadata: { theme: 'dark' },
      createdAt: Date.parse('2020-01-31T12:00:00.000Z'),
      legalAcceptedAt: Date.parse('2020-02-01T12:00:00.000Z'),
      primaryEmailAddress: { emailAddress: 'new@example.com', verification: { status: 'verified' } },
      primaryPhoneNumber: { phoneNumber: '+12015550100' },
      emailAddresses: [{}, { emailAddress: 'second@example.com', verification: null }],
    })
  })

  it.each([
    [
      'an address that somebody has',
      { emailAddress: ['ADA@example.com'] },
      [422, 'form_identifier_exists', 'email_address'],
    ],
    [
      'the same address twice',
      { emailAddress: ['a@example.com', 'A@example.com'] },
      [422, 'form_identifier_exists', 'email_address'],
    ],
    ['a text that is no address', { emailAddress: ['ada'] }, [422, 'form_param_format_invalid', 'email_address']],
    ['nobody at all', { firstName: 'Nobody' }, [422, 'form_data_missing', undefined]],
    [
      'a password that is too short',
      { username: 'newcomer', password: 'short' },
      [422, 'form_password_length_too_short', 'password'],
    ],
    [
      'a digest without its hasher',
      { username: 'newcomer', passwordDigest: 'x' },
      [422, 'form_param_missing', 'password_hasher'],
    ],
    ['a number for a name', { username: 'newcomer', firstName: 1 }, [422, 'form_param_type_invalid', 'first_name']],
    [
      'a status for no address',
      { username: 'newcomer', emailAddressIdentificationStatus: ['verified'] },
      [422, 'form_param_value_invalid', 'email_address_identification_status'],
    ],
    [
      'a secret that is none',
      { username: 'newcomer', totpSecret: 'short' },
      [422, 'form_param_format_invalid', 'totp_secret'],
    ],
  ])('createUser refuses %s, and makes nobody', async (_name, params, expected) => {
    expect(await refusal(vendor.users.createUser(params as never))).toEqual(expected)
    expect(await vendor.users.getCount()).toBe(4)
  })

  it('createUser refuses an external id that somebody has', async () => {
    await vendor.users.createUser({ username: 'first', externalId: 'ext-1' })
    const again = vendor.users.createUser({ username: 'second', externalId: 'ext-1' })
    expect(await refusal(again)).toEqual([422, 'form_identifier_exists', 'external_id'])
  })

  it('getUserList and getCount filter, order and page', async () => {
    const list = async (params: Parameters<typeof vendor.users.getUserList>[0]) =>
      idsOf((await vendor.users.getUserList(params)).data)
    expect(await list({ emailAddress: ['ADA@example.com', 'alan@example.com'] })).toEqual(['user_ada', 'user_alan'])
    expect(await list({ userId: ['user_ada', 'user_alan'] })).toEqual(['user_ada', 'user_alan'])
    expect(await list({ userId: ['-user_ada'] })).toEqual(['user_alan', 'user_edsger', 'user_grace'])
    expect(await list({ organizationId: ['org_acme'] })).toEqual(['user_ada', 'user_grace'])
    expect(await list({ query: 'hopper' })).toEqual(['user_grace'])
    expect(await list({ createdAtAfter: AT_MS })).toEqual([])
    expect(await list({ createdAtBefore: AT_MS + 1, lastActiveAtAfter: 1 })).toEqual([])
    const page = await vendor.users.getUserList({ orderBy: '-first_name', limit: 2, offset: 1 })
    expect([page.data.map(({ firstName }) => firstName), page.totalCount]).toEqual([['Edsger', 'Alan'], 4])
    expect(await vendor.users.getCount({ emailAddress: ['example'] })).toBe(4)
    expect(await vendor.users.getCount({ username: ['nobody'] })).toBe(0)
    expect(await refusal(vendor.users.getUserList({ orderBy: 'shoe_size' as never }))).toEqual([
      422,
      'form_param_value_invalid',
      'order_by',
    ])
  })

  it('getUser says that somebody is not there', async () => {
    expect(await refusal(vendor.users.getUser('user_nobody'))).toEqual([404, 'resource_not_found', undefined])
  })

  it('updateUser changes what is sent and leaves the rest', async () => {
    const { id } = await vendor.emailAddresses.createEmailAddress({
      userId: 'user_ada',
      emailAddress: 'new@example.com',
      verified: true,
    })
    const user = await vendor.users.updateUser('user_ada', {
      firstName: 'Augusta',
      username: 'countess',
      externalId: 'ext-1',
      primaryEmailAddressID: id,
      deleteSelfEnabled: false,
      createOrganizationEnabled: false,
      createOrganizationsLimit: 3,
    })
    expect(user).toMatchObject({
      firstName: 'Augusta',
      lastName: 'Lovelace',
      username: 'countess',
      externalId: 'ext-1',
      primaryEmailAddressId: id,
      deleteSelfEnabled: false,
      createOrganizationEnabled: false,
      createOrganizationsLimit: 3,
    })
  })

  it('updateUser sets a password and ends sessions if that is asked for', async () => {
    const { sessionId } = await emulator.mint.session({ user: 'user_ada' })
    await vendor.users.updateUser('user_ada', { password: PASSWORD, signOutOfOtherSessions: true })
    expect((await vendor.sessions.getSession(sessionId)).status).toBe('revoked')
    expect(await vendor.users.verifyPassword({ userId: 'user_ada', password: PASSWORD })).toEqual({ verified: true })
  })

  it('updateUser refuses all of it when one part does not fit', async () => {
    const bad = { firstName: 'Never', primaryEmailAddressID: 'idn_user_grace' }
    expect(await refusal(vendor.users.updateUser('user_ada', bad))).toEqual([
      422,
      'form_param_value_invalid',
      'primary_email_address_id',
    ])
    expect((await vendor.users.getUser('user_ada')).firstName).toBe('Ada')
  })

  it('updateUserMetadata merges, replaceUserMetadata replaces', async () => {
    await vendor.users.updateUserMetadata('user_ada', {
      publicMetadata: { a: { b: 1 }, c: 2 },
      privateMetadata: { d: 3 },
    })
    await vendor.users.updateUserMetadata('user_ada', { publicMetadata: { a: { e: 4 }, c: null } })
    const merged = await vendor.users.getUser('user_ada')
    expect([merged.publicMetadata, merged.privateMetadata]).toEqual([{ a: { b: 1, e: 4 } }, { d: 3 }])
    await vendor.users.replaceUserMetadata('user_ada', { publicMetadata: { f: 5 } })
    const replaced = await vendor.users.getUser('user_ada')
    expect([replaced.publicMetadata, replaced.privateMetadata]).toEqual([{ f: 5 }, { d: 3 }])
  })

  it('deleteUser takes the person with everything that is theirs', async () => {
    const { sessionId } = await emulator.mint.session({ user: 'user_ada' })
    await vendor.users.deleteUser('user_ada')
    expect(await refusal(vendor.users.getUser('user_ada'))).toEqual([404, 'resource_not_found', undefined])
    expect(await refusal(vendor.sessions.getSession(sessionId))).toEqual([404, 'resource_not_found', undefined])
    const members = await vendor.organizations.getOrganizationMembershipList({ organizationId: 'org_acme' })
    expect(members.data.map(({ publicUserData }) => publicUserData?.userId)).toEqual(['user_grace'])
  })

  it('banUser ends sessions, unbanUser lets the person in again', async () => {
    const { sessionId } = await emulator.mint.session({ user: 'user_ada' })
    expect(await vendor.users.banUser('user_ada')).toMatchObject({ banned: true })
    expect((await vendor.sessions.getSession(sessionId)).status).toBe('revoked')
    expect(await refusal(vendor.sessions.createSession({ userId: 'user_ada' }))).toEqual([
      403,
      'user_banned',
      undefined,
    ])
    expect(await vendor.users.unbanUser('user_ada')).toMatchObject({ banned: false })
    expect(await vendor.sessions.createSession({ userId: 'user_ada' })).toMatchObject({ status: 'active' })
  })

  it('lockUser and unlockUser', async () => {
    expect(await vendor.users.lockUser('user_ada')).toMatchObject({ locked: true })
    expect(await vendor.users.unlockUser('user_ada')).toMatchObject({ locked: false })
  })

  it('verifyPassword and removePassword', async () => {
    const verify = (password: string) => vendor.users.verifyPassword({ userId: 'user_ada', password })
    expect(await verify('postern-password')).toEqual({ verified: true })
    expect(await refusal(verify('another'))).toEqual([422, 'form_password_incorrect', 'password'])
    expect(await vendor.users.removePassword('user_ada')).toMatchObject({ passwordEnabled: false })
    expect(await refusal(verify('postern-password'))).toEqual([400, 'no_password_set', undefined])
  })

  it('createUser keeps digests, and checks those that the platform can compute', async () => {
    const digest = 'b4d0ce8f3ffa5c5a5b5b' // of no text at all
    const hashed = [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(PASSWORD)))]
    const sha256 = hashed.map((byte) => byte.toString(16).padStart(2, '0')).join('')
    const known = await vendor.users.createUser({ username: 'known', passwordDigest: sha256, passwordHasher: 'sha256' })
    expect(await vendor.users.verifyPassword({ userId: known.id, password: PASSWORD })).toEqual({ verified: true })
    const other = await vendor.users.createUser({ username: 'other', passwordDigest: digest, passwordHasher: 'bcrypt' })
    expect(other.passwordEnabled).toBe(true)
    const verified = vendor.users.verifyPassword({ userId: other.id, password: PASSWORD })
    expect(await refusal(verified)).toEqual([422, 'form_password_incorrect', 'password'])
  })

  it('verifyTOTP takes a code of the application once, and a backup code once', async () => {
    const { id } = await vendor.users.createUser({
      username: 'newcomer',
      totpSecret: SECRET,
      backupCodes: ['code-one'],
    })
    const verify = (code: string) => vendor.users.verifyTOTP({ userId: id, code })
    expect(await verify(CODE)).toEqual({ verified: true, code_type: 'totp' })
    expect(await refusal(verify(CODE))).toEqual([422, 'form_code_incorrect', 'code'])
    expect(await verify('code-one')).toEqual({ verified: true, code_type: 'backup_code' })
    expect(await refusal(verify('code-one'))).toEqual([422, 'form_code_incorrect', 'code'])
    expect(await refusal(vendor.users.verifyTOTP({ userId: 'user_ada', code: CODE }))).toEqual([
      400,
      'totp_disabled',
      undefined,
    ])
  })

  it.each([
    ['disableUserMFA', { totpEnabled: false, backupCodeEnabled: false }],
    ['deleteUserTOTP', { totpEnabled: false, backupCodeEnabled: false }],
    ['deleteUserBackupCodes', { totpEnabled: true, backupCodeEnabled: false }],
  ] as const)('%s takes the factor away', async (method, expected) => {
    const { id } = await vendor.users.createUser({
      username: 'newcomer',
      totpSecret: SECRET,
      backupCodes: ['code-one'],
    })
    expect(await vendor.users[method](id)).toMatchObject({ user_id: id })
    expect(await vendor.users.getUser(id)).toMatchObject(expected)
  })

  it('setPasswordCompromised makes the person choose another password', async () => {
    await vendor.users.setPasswordCompromised('user_ada')
    expect(await vendor.sessions.createSession({ userId: 'user_ada' })).toMatchObject({ status: 'pending' })
    await vendor.users.unsetPasswordCompromised('user_ada')
    expect(await vendor.sessions.createSession({ userId: 'user_ada' })).toMatchObject({ status: 'active' })
  })

  it('updateUserProfileImage and deleteUserProfileImage', async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])
    const user = await vendor.users.updateUserProfileImage('user_ada', { file: new Blob([png], { type: 'image/png' }) })
    expect(user.hasImage).toBe(true)
    expect((await fetch(user.imageUrl)).headers.get('content-type')).toBe('image/png')
    expect(await vendor.users.deleteUserProfileImage('user_ada')).toMatchObject({ hasImage: false })
  })

  it('replaceUserEmailAddress and replaceUserPhoneNumber leave one', async () => {
    await vendor.users.replaceUserEmailAddress('user_ada', { emailAddress: 'only@example.com' })
    await vendor.users.replaceUserPhoneNumber('user_ada', { phoneNumber: '+12015550100' })
    expect(await vendor.users.getUser('user_ada')).toMatchObject({
      emailAddresses: [{ emailAddress: 'only@example.com' }],
      primaryEmailAddress: { emailAddress: 'only@example.com' },
      primaryPhoneNumber: { phoneNumber: '+12015550100' },
    })
  })

  it('getUserOauthAccessToken finds none, and no other factor is there to be deleted', async () => {
    expect(await vendor.users.getUserOauthAccessToken('user_ada', 'google')).toMatchObject({ data: [], totalCount: 0 })
    const gone = [404, 'resource_not_found', undefined]
    const userId = 'user_ada'
    expect(await refusal(vendor.users.deleteUserPasskey({ userId, passkeyIdentificationId: 'x' }))).toEqual(gone)
    expect(await refusal(vendor.users.deleteUserWeb3Wallet({ userId, web3WalletIdentificationId: 'x' }))).toEqual(gone)
    expect(await refusal(vendor.users.deleteUserExternalAccount({ userId, externalAccountId: 'x' }))).toEqual(gone)
  })
})

describe('emailAddresses', () => {
  it('are created, read, updated and deleted', async () => {
    const { id } = await vendor.emailAddresses.createEmailAddress({
      userId: 'user_ada',
      emailAddress: 'new@example.com',
    })
    expect(await vendor.emailAddresses.getEmailAddress(id)).toMatchObject({ verification: null })
    await vendor.emailAddresses.updateEmailAddress(id, { verified: true, primary: true })
    expect((await vendor.users.getUser('user_ada')).primaryEmailAddressId).toBe(id)
    expect(await vendor.emailAddresses.deleteEmailAddress(id)).toMatchObject({ id, deleted: true })
    expect((await vendor.users.getUser('user_ada')).primaryEmailAddressId).toBe('idn_user_ada')
  })

  it('belong to one person, who has to be there', async () => {
    const create = (userId: string, emailAddress: string) =>
      vendor.emailAddresses.createEmailAddress({ userId, emailAddress })
    expect(await refusal(create('user_ada', 'grace@example.com'))).toEqual([
      422,
      'form_identifier_exists',
      'email_address',
    ])
    expect(await refusal(create('user_nobody', 'new@example.com'))).toEqual([404, 'resource_not_found', undefined])
  })
})

describe('phoneNumbers', () => {
  it('are created, read, updated and deleted', async () => {
    const { id } = await vendor.phoneNumbers.createPhoneNumber({
      userId: 'user_ada',
      phoneNumber: '+12015550100',
      verified: true,
      primary: true,
    })
    expect(await vendor.phoneNumbers.getPhoneNumber(id)).toMatchObject({ reservedForSecondFactor: false })
    const updated = await vendor.phoneNumbers.updatePhoneNumber(id, { reservedForSecondFactor: true })
    expect(updated).toMatchObject({ reservedForSecondFactor: true })
    expect((await vendor.users.getUser('user_ada')).primaryPhoneNumberId).toBe(id)
    expect(await vendor.phoneNumbers.deletePhoneNumber(id)).toMatchObject({ deleted: true })
    expect(await refusal(vendor.phoneNumbers.getPhoneNumber(id))).toEqual([404, 'resource_not_found', undefined])
  })
})

describe('sessions', () => {
  it('are created, listed by status, verified and revoked', async () => {
    const session = await vendor.sessions.createSession({ userId: 'user_grace' })
    const { jwt } = await vendor.sessions.getToken(session.id)
    expect(await vendor.sessions.verifySession(session.id, jwt)).toMatchObject({ id: session.id })
    expect(await refusal(vendor.sessions.verifySession(session.id, `${jwt}x`))).toEqual([
      404,
      'resource_not_found',
      undefined,
    ])
    await vendor.sessions.revokeSession(session.id)
    const list = await vendor.sessions.getSessionList({ userId: 'user_grace', status: 'revoked' })
    expect([idsOf(list.data), list.totalCount]).toEqual([[session.id], 1])
    expect(await refusal(vendor.sessions.createSession({ userId: 'user_nobody' }))).toEqual([
      404,
      'resource_not_found',
      undefined,
    ])
  })
})

describe('clients', () => {
  it('are listed, read, and verified by a session token', async () => {
    const session = await vendor.sessions.createSession({ userId: 'user_ada' })
    const client = await vendor.clients.getClient(session.clientId)
    expect(client).toMatchObject({ sessionIds: [session.id], lastActiveSessionId: session.id })
    expect(idsOf((await vendor.clients.getClientList()).data)).toContain(client.id)
    const { jwt } = await vendor.sessions.getToken(session.id)
    expect(await vendor.clients.verifyClient(jwt)).toMatchObject({ id: client.id })
    expect(await refusal(vendor.clients.verifyClient('no token'))).toEqual([404, 'resource_not_found', undefined])
  })
})

describe('tickets', () => {
  it('signInTokens are created and revoked', async () => {
    const ticket = await vendor.signInTokens.createSignInToken({ userId: 'user_ada', expiresInSeconds: 60 })
    expect(ticket).toMatchObject({ userId: 'user_ada', status: 'pending', url: expect.stringContaining(ticket.token) })
    expect(await vendor.signInTokens.revokeSignInToken(ticket.id)).toMatchObject({ status: 'revoked' })
    expect(await refusal(vendor.signInTokens.revokeSignInToken(ticket.id))).toEqual([
      400,
      'sign_in_token_cannot_be_revoked_code',
      undefined,
    ])
    const nobody = vendor.signInTokens.createSignInToken({ userId: 'user_nobody', expiresInSeconds: 60 })
    expect(await refusal(nobody)).toEqual([404, 'resource_not_found', undefined])
  })

  it('signInTokens make an organization of the person the active one', async () => {
    const create = (orgId: string) =>
      vendor.signInTokens.createSignInToken({ userId: 'user_ada', orgId, expiresInSeconds: 60 })
    const { token } = await create('org_globex')
    await emulator.fetch(`${emulator.url}/v1/client/sign_ins?_clerk_js_version=6`, {
      method: 'POST',
      headers: { origin: 'http://localhost:3000' },
      body: new URLSearchParams({ strategy: 'ticket', ticket: token }),
    })
    const { data } = await vendor.sessions.getSessionList({ userId: 'user_ada' })
    expect(data[0]?.lastActiveOrganizationId).toBe('org_globex')
    expect(await refusal(create('org_nowhere'))).toEqual([404, 'resource_not_found', undefined])
  })

  it('actorTokens are created and revoked', async () => {
    const ticket = await vendor.actorTokens.create({ userId: 'user_ada', actor: { sub: 'user_grace' } })
    expect(ticket).toMatchObject({ userId: 'user_ada', actor: { sub: 'user_grace' }, status: 'pending' })
    expect(await vendor.actorTokens.revoke(ticket.id)).toMatchObject({ status: 'revoked' })
    const nobody = vendor.actorTokens.create({ userId: 'user_ada', actor: {} as never })
    expect(await refusal(nobody)).toEqual([422, 'form_param_missing', 'actor'])
  })

  it('testingTokens are created', async () => {
    // Their client has no class for it, so its fields keep their names.
    const expected = { token: expect.stringMatching(/^testing_/), expires_at: AT_MS / 1000 + 3600 }
    expect(await vendor.testingTokens.createTestingToken()).toMatchObject(expected)
  })
})

describe('invitations', () => {
  const create = (emailAddress: string, more = {}) => vendor.invitations.createInvitation({ emailAddress, ...more })

  it('are created with a link, listed, revoked and deleted', async () => {
    const redirectUrl = 'http://localhost:3000/welcome?from=mail'
    const one = await create('new@example.com', { redirectUrl, publicMetadata: { plan: 'pro' }, expiresInDays: 1 })
    expect(one).toMatchObject({ status: 'pending', revoked: false, publicMetadata: { plan: 'pro' } })
    expect(one.url).toMatch(
      /^http:\/\/localhost:3000\/welcome\?from=mail&__clerk_ticket=ticket_\w+&__clerk_status=sign_up$/,
    )
    const other = await create('another@example.com')
    expect(await vendor.invitations.revokeInvitation(one.id)).toMatchObject({ status: 'revoked', revoked: true })
    expect(await refusal(vendor.invitations.revokeInvitation(one.id))).toEqual([
      400,
      'invitation_not_pending',
      undefined,
    ])
    expect(idsOf((await vendor.invitations.getInvitationList()).data)).toEqual([other.id])
    const revoked = await vendor.invitations.getInvitationList({ status: 'revoked', query: 'NEW@' })
    expect([idsOf(revoked.data), revoked.totalCount]).toEqual([[one.id], 1])
    expect(await vendor.invitations.deleteInvitation(one.id)).toMatchObject({ deleted: true })
    expect(await refusal(vendor.invitations.deleteInvitation(one.id))).toEqual([404, 'resource_not_found', undefined])
  })

  it('go to people who are new, unless that does not matter', async () => {
    await create('new@example.com')
    expect(await refusal(create('NEW@example.com'))).toEqual([400, 'duplicate_record', undefined])
    expect(await refusal(create('ada@example.com'))).toEqual([422, 'form_identifier_exists', 'email_address'])
    expect(await create('ada@example.com', { ignoreExisting: true })).toMatchObject({ status: 'pending' })
  })

  it('are created together or not at all', async () => {
    const bulk = (...addresses: string[]) =>
      vendor.invitations.createInvitationBulk(addresses.map((emailAddress) => ({ emailAddress })))
    expect(await refusal(bulk('one@example.com', 'no address'))).toEqual([
      422,
      'form_param_format_invalid',
      'email_address',
    ])
    expect((await vendor.invitations.getInvitationList()).totalCount).toBe(0)
    expect(await bulk('one@example.com', 'two@example.com')).toHaveLength(2)
  })
})

describe('waitlistEntries', () => {
  const create = (emailAddress: string) => vendor.waitlistEntries.create({ emailAddress })

  it('are created once, listed, invited, rejected and deleted', async () => {
    const one = await create('one@example.com')
    expect((await create('ONE@example.com')).id).toBe(one.id)
    const [two, three] = await vendor.waitlistEntries.createBulk([
      { emailAddress: 'two@example.com' },
      { emailAddress: 'three@example.com' },
    ])
    expect(await vendor.waitlistEntries.invite(one.id)).toMatchObject({
      status: 'invited',
      invitation: { emailAddress: 'one@example.com', status: 'pending' },
    })
    expect(await vendor.waitlistEntries.reject(two?.id ?? '')).toMatchObject({ status: 'rejected' })
    expect(await vendor.waitlistEntries.delete(three?.id ?? '')).toMatchObject({ deleted: true })
    const list = await vendor.waitlistEntries.list({ status: 'invited' })
    expect([idsOf(list.data), list.totalCount]).toEqual([[one.id], 1])
    expect((await vendor.waitlistEntries.list()).totalCount).toBe(2)
    expect(await refusal(vendor.waitlistEntries.delete(one.id))).toEqual([400, 'waitlist_entry_not_pending', undefined])
    expect(await refusal(create('no address'))).toEqual([422, 'form_param_format_invalid', 'email_address'])
  })
})

describe('signUps', () => {
  it('get shows one that is under way', async () => {
    const answer = await emulator.fetch(`${emulator.url}/v1/client/sign_ups?_clerk_js_version=6`, {
      method: 'POST',
      headers: { origin: 'http://localhost:3000' },
      body: new URLSearchParams({ email_address: 'new@example.com' }),
    })
    const { response } = (await answer.json()) as { response: { id: string } }
    const seen = await vendor.signUps.get(response.id)
    expect(seen).toMatchObject({
      status: 'missing_requirements',
      emailAddress: 'new@example.com',
      missingFields: ['password'],
    })
    expect(await refusal(vendor.signUps.get('sua_none'))).toEqual([404, 'resource_not_found', undefined])
  })
})
