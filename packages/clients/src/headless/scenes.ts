/**
 * What an application does with the provider's browser script and no component of it, step by step, in one browser. Written from the
 * published types of the script.
 *
 * Longer than 200 lines: a step for each method that an application calls.
 */
import type { Page } from '@playwright/test'
import { toTotpCode } from '../world/to-totp-code.ts'
import type { World } from '../world/start-world.ts'

/** One thing that an application does. It says what came of it, and the suite says what should have. */
export interface Scene {
  readonly name: string
  /** What `run` is to resolve to. */
  readonly wanted: unknown
  readonly run: (page: Page, world: World) => Promise<unknown>
}

const EMAIL = 'lin+clerk_test@example.com'
const SECOND_EMAIL = 'lin.second+clerk_test@example.com'
const GUEST_EMAIL = 'guest+clerk_test@example.com'
const PASSWORD = 'seven green boats'
const NEW_PASSWORD = 'eight green boats'
const CODE = '424242'

/** A step that needs nothing but the page. */
function inPage(name: string, wanted: unknown, run: () => Promise<unknown>): Scene {
  return { name, wanted, run: (page) => page.evaluate(run) }
}

/** A step that needs a text that only this file knows. */
function withTexts(name: string, wanted: unknown, run: (texts: typeof TEXTS) => Promise<unknown>): Scene {
  return { name, wanted, run: (page) => page.evaluate(run, TEXTS) }
}

const TEXTS = { EMAIL, SECOND_EMAIL, GUEST_EMAIL, PASSWORD, NEW_PASSWORD, CODE }

const signUp: readonly Scene[] = [
  inPage('loads', true, async () => {
    await window.Clerk.load()
    return window.Clerk.loaded
  }),
  inPage('is not degraded', 'ready', async () => window.Clerk.status),
  inPage('finds nobody signed in', [null, 0], async () => [
    window.Clerk.user ?? null,
    window.Clerk.client?.sessions.length,
  ]),
  withTexts('a sign-up begins and says what is missing', ['missing_requirements', ['email_address']], async (texts) => {
    const signUp = await window.Clerk.client.signUp.create({ emailAddress: texts.EMAIL, password: texts.PASSWORD })
    return [signUp.status, signUp.unverifiedFields]
  }),
  inPage('the client remembers the sign-up that is under way', true, async () => {
    const id = window.Clerk.client.signUp.id
    await window.Clerk.client.reload()
    return id !== undefined && window.Clerk.client.signUp.id === id
  }),
  inPage('a code is sent', 'unverified', async () => {
    const signUp = await window.Clerk.client.signUp.prepareEmailAddressVerification({ strategy: 'email_code' })
    return signUp.verifications.emailAddress.status
  }),
  inPage('a wrong code is refused', 'form_code_incorrect', () =>
    window.codeOf(() => window.Clerk.client.signUp.attemptEmailAddressVerification({ code: '000000' })),
  ),
  withTexts('the names can be added', ['Lin', 'Tester'], async () => {
    const signUp = await window.Clerk.client.signUp.update({ firstName: 'Lin', lastName: 'Tester' })
    return [signUp.firstName, signUp.lastName]
  }),
  withTexts('the right code completes the sign-up', ['complete', true, true], async (texts) => {
    const signUp = await window.Clerk.client.signUp.attemptEmailAddressVerification({ code: texts.CODE })
    window.sessionId = signUp.createdSessionId ?? ''
    return [signUp.status, signUp.createdSessionId !== null, signUp.createdUserId !== null]
  }),
  withTexts('the session becomes the active one', EMAIL, async () => {
    await window.Clerk.setActive({ session: window.sessionId })
    return window.Clerk.user?.primaryEmailAddress?.emailAddress
  }),
  withTexts('the same address cannot sign up again', 'session_exists', (texts) =>
    window.codeOf(() => window.Clerk.client.signUp.create({ emailAddress: texts.EMAIL, password: texts.PASSWORD })),
  ),
]

const sessions: readonly Scene[] = [
  inPage('a token names person and session', [true, true, 60], async () => {
    const claims = window.claimsOf(await window.Clerk.session?.getToken())
    return [
      claims['sub'] === window.Clerk.user?.id,
      claims['sid'] === window.Clerk.session?.id,
      claims.exp - claims.iat,
    ]
  }),
  inPage('a token of a template', true, async () => {
    const claims = window.claimsOf(await window.Clerk.session?.getToken({ template: 'example' }))
    return claims['email'] === window.Clerk.user?.primaryEmailAddress?.emailAddress
  }),
  inPage('a template that is not there', 'resource_not_found', () =>
    window.codeOf(async () => window.Clerk.session?.getToken({ template: 'nothing' })),
  ),
  inPage('a fresh token past the cache', true, async () => {
    const token = await window.Clerk.session?.getToken({ skipCache: true })
    return typeof token === 'string'
  }),
  inPage('the session is touched', 'active', async () => {
    await window.Clerk.session?.touch()
    return window.Clerk.session?.status
  }),
  inPage('the session is read again', true, async () => {
    const session = await window.Clerk.session?.reload()
    return session?.user?.id === window.Clerk.user?.id
  }),
  inPage('sessions of the person are listed with their browser', [1, 'Chrome'], async () => {
    const list = (await window.Clerk.user?.getSessions()) ?? []
    return [list.length, list[0]?.latestActivity.browserName]
  }),
]

const profile: readonly Scene[] = [
  inPage('names are changed', 'Linnea Tester', async () => {
    const user = await window.Clerk.user?.update({ firstName: 'Linnea' })
    return user?.fullName
  }),
  inPage('metadata of the person is changed', { shoe: 42 }, async () => {
    await window.Clerk.user?.update({ unsafeMetadata: { shoe: 42 } })
    await window.Clerk.user?.reload()
    return window.Clerk.user?.unsafeMetadata
  }),
  withTexts('a wrong current password is refused', 'form_password_incorrect', (texts) =>
    window.codeOf(async () =>
      window.Clerk.user?.updatePassword({ currentPassword: 'not this one', newPassword: texts.NEW_PASSWORD }),
    ),
  ),
  withTexts('a password that is too short is refused', 'form_password_length_too_short', (texts) =>
    window.codeOf(async () =>
      window.Clerk.user?.updatePassword({ currentPassword: texts.PASSWORD, newPassword: 'short' }),
    ),
  ),
  withTexts('the password is changed', true, async (texts) => {
    const user = await window.Clerk.user?.updatePassword({
      currentPassword: texts.PASSWORD,
      newPassword: texts.NEW_PASSWORD,
    })
    return user?.passwordEnabled
  }),
  withTexts('an address is added, and waits to be verified', [2, null], async (texts) => {
    const address = await window.Clerk.user?.createEmailAddress({ email: texts.SECOND_EMAIL })
    await window.Clerk.user?.reload()
    return [window.Clerk.user?.emailAddresses.length, address?.verification.status]
  }),
  withTexts('an address of somebody else is refused', 'form_identifier_exists', () =>
    window.codeOf(async () => window.Clerk.user?.createEmailAddress({ email: 'ada@example.com' })),
  ),
  withTexts('the address is verified by its code', 'verified', async (texts) => {
    const address = window.Clerk.user?.emailAddresses.find(({ emailAddress }) => emailAddress === texts.SECOND_EMAIL)
    await address?.prepareVerification({ strategy: 'email_code' })
    return (await address?.attemptVerification({ code: texts.CODE }))?.verification.status
  }),
  withTexts('the other address becomes the primary one', SECOND_EMAIL, async (texts) => {
    const address = window.Clerk.user?.emailAddresses.find(({ emailAddress }) => emailAddress === texts.SECOND_EMAIL)
    await window.Clerk.user?.update({ primaryEmailAddressId: address?.id ?? '' })
    return window.Clerk.user?.primaryEmailAddress?.emailAddress
  }),
  withTexts('it goes back, and the other address is taken away', [1, EMAIL], async (texts) => {
    const user = window.Clerk.user
    const first = user?.emailAddresses.find(({ emailAddress }) => emailAddress === texts.EMAIL)
    await user?.update({ primaryEmailAddressId: first?.id ?? '' })
    await user?.emailAddresses.find(({ emailAddress }) => emailAddress === texts.SECOND_EMAIL)?.destroy()
    await user?.reload()
    return [window.Clerk.user?.emailAddresses.length, window.Clerk.user?.primaryEmailAddress?.emailAddress]
  }),
  inPage('a picture is set', true, async () => {
    const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const bytes = Uint8Array.from(atob(dot), (char) => char.codePointAt(0) ?? 0)
    await window.Clerk.user?.setProfileImage({ file: new File([bytes], 'dot.png', { type: 'image/png' }) })
    await window.Clerk.user?.reload()
    return window.Clerk.user?.hasImage
  }),
  inPage('the picture is taken away', false, async () => {
    await window.Clerk.user?.setProfileImage({ file: null })
    await window.Clerk.user?.reload()
    return window.Clerk.user?.hasImage
  }),
]

const secondFactor: readonly Scene[] = [
  inPage('an authenticator is offered', [false, 'otpauth:'], async () => {
    const totp = await window.Clerk.user?.createTOTP()
    window.totpSecret = totp?.secret ?? ''
    return [totp?.verified, totp?.uri === undefined ? null : new URL(totp.uri).protocol]
  }),
  inPage('a wrong code of it is refused', 'form_code_incorrect', () =>
    window.codeOf(async () => window.Clerk.user?.verifyTOTP({ code: '000000' })),
  ),
  {
    name: 'the right code of it sets it up',
    wanted: [true, true],
    run: async (page, world) => {
      const secret = await page.evaluate(async () => window.totpSecret)
      const code = await toTotpCode(secret, world.emulator.clock.nowMs())
      return page.evaluate(async (typed) => {
        const totp = await window.Clerk.user?.verifyTOTP({ code: typed })
        await window.Clerk.user?.reload()
        return [totp?.verified, window.Clerk.user?.twoFactorEnabled]
      }, code)
    },
  },
  inPage('backup codes are made', [true, true], async () => {
    const { codes = [] } = (await window.Clerk.user?.createBackupCode()) ?? {}
    window.backupCode = codes[0] ?? ''
    await window.Clerk.user?.reload()
    return [codes.length > 0, window.Clerk.user?.backupCodeEnabled]
  }),
]

const organizations: readonly Scene[] = [
  inPage('an organization is made, by its administrator', ['Boats', 'org:admin'], async () => {
    const organization = await window.Clerk.createOrganization({ name: 'Boats', slug: 'boats' })
    window.organizationId = organization.id
    await window.Clerk.user?.reload()
    const membership = window.Clerk.user?.organizationMemberships.find((one) => one.organization.id === organization.id)
    return [organization.name, membership?.role]
  }),
  inPage('a slug that is taken is refused', 'form_identifier_exists', () =>
    window.codeOf(() => window.Clerk.createOrganization({ name: 'Boats again', slug: 'boats' })),
  ),
  inPage('it becomes the active one', ['boats', true], async () => {
    await window.Clerk.setActive({ organization: window.organizationId })
    const claims = window.claimsOf(await window.Clerk.session?.getToken())
    const { id } = claims['o'] as { id: string }
    return [window.Clerk.organization?.slug, id === window.organizationId]
  }),
  inPage('the membership has permissions of the system', true, async () =>
    window.Clerk.session?.checkAuthorization({ permission: 'org:sys_memberships:manage' }),
  ),
  inPage(
    'it is renamed',
    'Fast Boats',
    async () => (await window.Clerk.organization?.update({ name: 'Fast Boats' }))?.name,
  ),
  inPage('its members are listed', [1, 'org:admin'], async () => {
    const members = await window.Clerk.organization?.getMemberships()
    return [members?.total_count, members?.data[0]?.role]
  }),
  inPage('its roles are listed', ['org:admin', 'org:member'], async () => {
    const roles = await window.Clerk.organization?.getRoles()
    return roles?.data.map(({ key }) => key).toSorted()
  }),
  withTexts('somebody is invited', ['pending', GUEST_EMAIL], async (texts) => {
    const invited = await window.Clerk.organization?.inviteMember({
      emailAddress: texts.GUEST_EMAIL,
      role: 'org:member',
    })
    return [invited?.status, invited?.emailAddress]
  }),
  withTexts('the same invitation again is refused', 'duplicate_record', (texts) =>
    window.codeOf(async () =>
      window.Clerk.organization?.inviteMember({ emailAddress: texts.GUEST_EMAIL, role: 'org:member' }),
    ),
  ),
  inPage('several are invited at once', 2, async () => {
    const emailAddresses = ['one+clerk_test@example.com', 'two+clerk_test@example.com']
    return (await window.Clerk.organization?.inviteMembers({ emailAddresses, role: 'org:member' }))?.length
  }),
  inPage('an invitation is taken back', [3, 2], async () => {
    const before = await window.Clerk.organization?.getInvitations({ status: ['pending'] })
    await before?.data.find(({ emailAddress }) => emailAddress.startsWith('one'))?.revoke()
    const after = await window.Clerk.organization?.getInvitations({ status: ['pending'] })
    return [before?.total_count, after?.total_count]
  }),
  inPage('a domain is added', ['boats.example', 'manual_invitation'], async () => {
    const domain = await window.Clerk.organization?.createDomain('boats.example')
    return [domain?.name, domain?.enrollmentMode]
  }),
  withTexts('the domain is verified by a code', 'verified', async (texts) => {
    const [domain] = (await window.Clerk.organization?.getDomains())?.data ?? []
    await domain?.prepareAffiliationVerification({ affiliationEmailAddress: 'captain+clerk_test@boats.example' })
    return (await domain?.attemptAffiliationVerification({ code: texts.CODE }))?.verification?.status
  }),
  inPage('its enrollment is changed', 'automatic_suggestion', async () => {
    const [domain] = (await window.Clerk.organization?.getDomains())?.data ?? []
    const changed = await domain?.updateEnrollmentMode({ enrollmentMode: 'automatic_suggestion' })
    return changed?.enrollmentMode
  }),
  inPage('the domain is taken away', 0, async () => {
    const [domain] = (await window.Clerk.organization?.getDomains())?.data ?? []
    await domain?.delete()
    return (await window.Clerk.organization?.getDomains())?.total_count
  }),
  inPage('nobody asks to join', 0, async () => (await window.Clerk.organization?.getMembershipRequests())?.total_count),
  inPage('the last administrator cannot be made a member', true, async () => {
    const userId = window.Clerk.user?.id ?? ''
    const code = await window.codeOf(async () =>
      window.Clerk.organization?.updateMember({ userId, role: 'org:member' }),
    )
    return code !== 'no error' && !code.startsWith('TypeError')
  }),
  inPage('memberships of the person are listed', ['Fast Boats'], async () => {
    const list = await window.Clerk.user?.getOrganizationMemberships()
    return list?.data.map(({ organization }) => organization.name)
  }),
  inPage('invitations and suggestions of the person are listed', [0, 0], async () => {
    const invitations = await window.Clerk.user?.getOrganizationInvitations()
    const suggestions = await window.Clerk.user?.getOrganizationSuggestions()
    return [invitations?.total_count, suggestions?.total_count]
  }),
]

const keys: readonly Scene[] = [
  inPage('an API key is made, and shown once', [true, 'ship'], async () => {
    const key = await window.Clerk.apiKeys.create({ name: 'ship', subject: window.Clerk.user?.id ?? '' })
    window.apiKeyId = key.id
    return [key.secret?.startsWith('ak_'), key.name]
  }),
  inPage('API keys are listed without their secrets', [1, true], async () => {
    const list = await window.Clerk.apiKeys.getAll({ subject: window.Clerk.user?.id ?? '' })
    return [list.total_count, list.data.every(({ secret }) => secret === undefined || secret === null)]
  }),
  inPage(
    'an API key is revoked',
    true,
    async () => (await window.Clerk.apiKeys.revoke({ apiKeyID: window.apiKeyId, revocationReason: 'lost' })).revoked,
  ),
  inPage('an API key of the organization', true, async () => {
    const key = await window.Clerk.apiKeys.create({ name: 'fleet', subject: window.organizationId })
    return key.subject === window.organizationId
  }),
]

const reverification: readonly Scene[] = [
  inPage(
    'the person proves once more who they are',
    'needs_first_factor',
    async () => (await window.Clerk.session?.startVerification({ level: 'first_factor' }))?.status,
  ),
  inPage('a wrong password proves nothing', 'form_password_incorrect', () =>
    window.codeOf(async () =>
      window.Clerk.session?.attemptFirstFactorVerification({ strategy: 'password', password: 'not this one' }),
    ),
  ),
  withTexts(
    'the right one does',
    'complete',
    async (texts) =>
      (
        await window.Clerk.session?.attemptFirstFactorVerification({
          strategy: 'password',
          password: texts.NEW_PASSWORD,
        })
      )?.status,
  ),
]

const signIn: readonly Scene[] = [
  inPage('signs out', null, async () => {
    await window.Clerk.signOut(() => undefined)
    return window.Clerk.user ?? null
  }),
  inPage('nobody has that address', 'form_identifier_not_found', () =>
    window.codeOf(() => window.Clerk.client.signIn.create({ identifier: 'nobody+clerk_test@example.com' })),
  ),
  withTexts(
    'a sign-in begins and says what it can be done with',
    ['needs_first_factor', ['email_code', 'password']],
    async (texts) => {
      const signIn = await window.Clerk.client.signIn.create({ identifier: texts.EMAIL })
      const strategies = new Set(signIn.supportedFirstFactors?.map(({ strategy }) => strategy))
      return [signIn.status, ['email_code', 'password'].filter((one) => [...strategies].some((name) => name === one))]
    },
  ),
  inPage('a wrong password is refused', 'form_password_incorrect', () =>
    window.codeOf(() =>
      window.Clerk.client.signIn.attemptFirstFactor({ strategy: 'password', password: 'not this one' }),
    ),
  ),
  withTexts('the right password asks for the second factor', ['needs_second_factor', true], async (texts) => {
    const signIn = await window.Clerk.client.signIn.attemptFirstFactor({
      strategy: 'password',
      password: texts.NEW_PASSWORD,
    })
    return [signIn.status, signIn.supportedSecondFactors?.some(({ strategy }) => strategy === 'totp')]
  }),
  {
    name: 'the authenticator completes it',
    wanted: ['complete', EMAIL],
    run: async (page, world) => {
      world.emulator.clock.advance(30_000)
      const secret = await page.evaluate(async () => window.totpSecret)
      const code = await toTotpCode(secret, world.emulator.clock.nowMs())
      return page.evaluate(async (typed) => {
        const signIn = await window.Clerk.client.signIn.attemptSecondFactor({ strategy: 'totp', code: typed })
        await window.Clerk.setActive({ session: signIn.createdSessionId })
        return [signIn.status, window.Clerk.user?.primaryEmailAddress?.emailAddress]
      }, code)
    },
  },
  inPage(
    'the token says when each factor was given',
    [0, 0],
    async () => window.claimsOf(await window.Clerk.session?.getToken())['fva'],
  ),
  withTexts('a backup code completes it too, once', ['complete', 'form_code_incorrect'], async (texts) => {
    const again = async (): Promise<string | null> => {
      await window.Clerk.signOut(() => undefined)
      await window.Clerk.client.signIn.create({ identifier: texts.EMAIL, password: texts.NEW_PASSWORD })
      return window.backupCode
    }
    const first = await again()
    const done = await window.Clerk.client.signIn.attemptSecondFactor({ strategy: 'backup_code', code: first ?? '' })
    const status = done.status
    await window.Clerk.setActive({ session: done.createdSessionId })
    const second = await again()
    const code = await window.codeOf(() =>
      window.Clerk.client.signIn.attemptSecondFactor({ strategy: 'backup_code', code: second ?? '' }),
    )
    return [status, code]
  }),
  {
    name: 'the second factor is turned off',
    wanted: false,
    run: async (page, world) => {
      world.emulator.clock.advance(30_000)
      const secret = await page.evaluate(async () => window.totpSecret)
      const code = await toTotpCode(secret, world.emulator.clock.nowMs())
      return page.evaluate(async (typed) => {
        const signIn = await window.Clerk.client.signIn.attemptSecondFactor({ strategy: 'totp', code: typed })
        await window.Clerk.setActive({ session: signIn.createdSessionId })
        await window.Clerk.user?.disableTOTP()
        await window.Clerk.user?.reload()
        return window.Clerk.user?.twoFactorEnabled
      }, code)
    },
  },
  withTexts('a code by mail signs in', 'complete', async (texts) => {
    await window.Clerk.signOut(() => undefined)
    const begun = await window.Clerk.client.signIn.create({ identifier: texts.EMAIL })
    const factor = begun.supportedFirstFactors?.find(({ strategy }) => strategy === 'email_code')
    if (factor?.strategy !== 'email_code') return 'no code offered'
    await begun.prepareFirstFactor({ strategy: 'email_code', emailAddressId: factor.emailAddressId })
    const signIn = await begun.attemptFirstFactor({ strategy: 'email_code', code: texts.CODE })
    await window.Clerk.setActive({ session: signIn.createdSessionId })
    return signIn.status
  }),
  withTexts('signing in twice is refused', 'session_exists', (texts) =>
    window.codeOf(() => window.Clerk.client.signIn.create({ identifier: texts.EMAIL })),
  ),
  withTexts('a forgotten password is replaced', ['needs_new_password', 'complete'], async (texts) => {
    await window.Clerk.signOut(() => undefined)
    const strategy = 'reset_password_email_code'
    const begun = await window.Clerk.client.signIn.create({ strategy, identifier: texts.EMAIL })
    const proven = await begun.attemptFirstFactor({ strategy, code: texts.CODE })
    const status = proven.status
    const done = await proven.resetPassword({ password: texts.PASSWORD })
    await window.Clerk.setActive({ session: done.createdSessionId })
    return [status, done.status]
  }),
  {
    name: 'a ticket signs in',
    wanted: ['complete', 'ada@example.com'],
    run: async (page, world) => {
      const token = await world.createTicket('user_ada')
      return page.evaluate(async (ticket) => {
        await window.Clerk.signOut(() => undefined)
        const signIn = await window.Clerk.client.signIn.create({ strategy: 'ticket', ticket })
        await window.Clerk.setActive({ session: signIn.createdSessionId })
        return [signIn.status, window.Clerk.user?.primaryEmailAddress?.emailAddress]
      }, token)
    },
  },
  inPage('a seeded person switches between organizations', ['acme', 'globex', null], async () => {
    const slugs: (string | null)[] = []
    for (const organization of ['org_acme', 'org_globex', null]) {
      await window.Clerk.setActive({ organization })
      slugs.push(window.Clerk.organization?.slug ?? null)
    }
    return slugs
  }),
]

const invitations: readonly Scene[] = [
  {
    name: 'a guest signs up with the ticket of an invitation, and belongs',
    wanted: ['complete', 'org:member'],
    run: async (page, world) => {
      const ticket = world.findInvitationTicket(GUEST_EMAIL)
      return page.evaluate(
        async ([given, password]) => {
          await window.Clerk.signOut(() => undefined)
          const signUp = await window.Clerk.client.signUp.create({
            strategy: 'ticket',
            ticket: given ?? '',
            password: password ?? '',
          })
          await window.Clerk.setActive({ session: signUp.createdSessionId })
          return [signUp.status, window.Clerk.user?.organizationMemberships[0]?.role]
        },
        [ticket, PASSWORD] as const,
      )
    },
  },
  inPage('a member may not invite', true, async () => {
    await window.Clerk.setActive({ organization: window.organizationId })
    const code = await window.codeOf(async () =>
      window.Clerk.organization?.inviteMember({ emailAddress: 'x+clerk_test@example.com', role: 'org:member' }),
    )
    return code !== 'no error' && !code.startsWith('TypeError')
  }),
  inPage('a guest leaves', 0, async () => {
    await window.Clerk.user?.leaveOrganization(window.organizationId)
    await window.Clerk.user?.reload()
    return window.Clerk.user?.organizationMemberships.length
  }),
]

const endings: readonly Scene[] = [
  {
    name: 'a token is renewed when its minute is over',
    wanted: [true, true],
    run: async (page, world) => {
      const before = await page.evaluate(async () => window.Clerk.session?.getToken())
      world.emulator.clock.advance(61_000)
      return page.evaluate(async (old) => {
        const fresh = await window.Clerk.session?.getToken({ skipCache: true })
        return [typeof fresh === 'string', fresh !== old]
      }, before)
    },
  },
  inPage('a session ends', 0, async () => {
    await window.Clerk.session?.end()
    await window.Clerk.client.reload()
    return window.Clerk.client.signedInSessions.length
  }),
  withTexts('an organization is deleted by its administrator', true, async (texts) => {
    const signIn = await window.Clerk.client.signIn.create({ identifier: texts.EMAIL, password: texts.PASSWORD })
    await window.Clerk.setActive({ session: signIn.createdSessionId, organization: window.organizationId })
    await window.Clerk.organization?.destroy()
    await window.Clerk.user?.reload()
    return window.Clerk.user?.organizationMemberships.length === 0
  }),
  inPage('what is not emulated says so', 'not_emulated', () =>
    window.codeOf(async () => window.Clerk.user?.createWeb3Wallet({ web3Wallet: '0x0' })),
  ),
  withTexts('the person deletes the account, and is gone', 'form_identifier_not_found', async (texts) => {
    await window.Clerk.user?.delete()
    await window.Clerk.client.reload()
    return window.codeOf(() => window.Clerk.client.signIn.create({ identifier: texts.EMAIL }))
  }),
]

/** In the order in which one person does all of it. */
export const scenes: readonly Scene[] = [
  ...signUp,
  ...sessions,
  ...profile,
  ...secondFactor,
  ...organizations,
  ...keys,
  ...reverification,
  ...signIn,
  ...invitations,
  ...endings,
]
