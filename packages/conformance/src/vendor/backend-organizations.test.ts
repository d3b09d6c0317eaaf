/** The vendor's own server client, unmodified: every method of organizations, members, invitations, domains, roles and permissions. */
import type { createClerkClient } from '@clerk/backend'
import { createEmulator, type Emulator } from '@postern/emulator'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVendorClient } from './vendor-client.ts'

type VendorClient = ReturnType<typeof createClerkClient>

const ACME = 'org_acme'
const ADA = 'user_ada'
const GRACE = 'user_grace'
const ALAN = 'user_alan'
const START_MS = 1_790_000_000_000
/** One pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=='

let emulator: Emulator
let client: VendorClient
beforeEach(async () => {
  emulator = createEmulator({ clock: START_MS })
  await emulator.listen()
  client = createVendorClient(emulator)
})
afterEach(() => emulator.close())

/** What the client throws, as `[status, code, param]`. */
async function refusalOf(asked: Promise<unknown>): Promise<readonly unknown[]> {
  try {
    await asked
  } catch (error) {
    const { status, errors } = error as {
      readonly status: number
      readonly errors: readonly { readonly code: string; readonly meta?: { readonly paramName?: string } }[]
    }
    return [status, errors[0]?.code, errors[0]?.meta?.paramName]
  }
  return ['nothing was thrown']
}

const idsOf = ({ data }: { readonly data: readonly { readonly id: string }[] }): readonly string[] =>
  data.map(({ id }) => id)

describe('organizations', () => {
  it('are created with their creator as administrator', async () => {
    const made = await client.organizations.createOrganization({
      name: 'Initech',
      slug: 'initech',
      createdBy: ALAN,
      maxAllowedMemberships: 7,
      publicMetadata: { tier: 1 },
      privateMetadata: { deal: 2 },
    })
    expect(made).toMatchObject({
      name: 'Initech',
      slug: 'initech',
      createdBy: ALAN,
      maxAllowedMemberships: 7,
      membersCount: 1,
      hasImage: false,
      publicMetadata: { tier: 1 },
      privateMetadata: { deal: 2 },
      createdAt: START_MS,
    })
    const members = await client.organizations.getOrganizationMembershipList({ organizationId: made.id })
    expect(members.data).toMatchObject([{ role: 'org:admin', publicUserData: { userId: ALAN } }])
  })

  it('get a free slug out of a name', async () => {
    const [first, second] = [
      await client.organizations.createOrganization({ name: 'Été & Söhne' }),
      await client.organizations.createOrganization({ name: 'été söhne' }),
    ]
    expect(first.slug).toBe('ete-sohne')
    expect(second.slug).toMatch(/^ete-sohne-\d{6}$/)
  })

  it.each([
    ['a taken slug', { name: 'Other', slug: 'acme' }, [422, 'form_identifier_exists', 'slug']],
    ['a slug with capitals', { name: 'Other', slug: 'Other' }, [422, 'form_param_format_invalid', 'slug']],
    ['an empty name', { name: ' ' }, [422, 'form_param_nil', 'name']],
    ['a name of 300 characters', { name: 'x'.repeat(300) }, [422, 'form_param_exceeds_allowed_size', 'name']],
    ['a creator who is not there', { name: 'Other', createdBy: 'user_none' }, [404, 'resource_not_found', undefined]],
  ])('are not created with %s', async (_name, params, refusal) => {
    expect(await refusalOf(client.organizations.createOrganization(params))).toEqual(refusal)
    expect((await client.organizations.getOrganizationList()).totalCount).toBe(2)
  })

  it('are listed by name, member and id, in order and by page', async () => {
    const list = client.organizations.getOrganizationList.bind(client.organizations)
    expect(idsOf(await list({ query: 'GLOB' }))).toEqual(['org_globex'])
    expect(idsOf(await list({ organizationId: [ACME] }))).toEqual([ACME])
    expect(idsOf(await list({ orderBy: '-name' }))).toEqual(['org_globex', ACME])
    expect(idsOf(await list({ orderBy: '+members_count' }))).toEqual([ACME, 'org_globex'])
    const page = await list({ orderBy: '+name', limit: 1, offset: 1 })
    expect([idsOf(page), page.totalCount]).toEqual([['org_globex'], 2])
  })

  it('change their name, slug and limits', async () => {
    const changed = await client.organizations.updateOrganization(ACME, {
      name: 'Acme 2',
      slug: 'acme-2',
      adminDeleteEnabled: false,
      maxAllowedMemberships: 3,
    })
    expect(changed).toMatchObject({
      name: 'Acme 2',
      slug: 'acme-2',
      adminDeleteEnabled: false,
      maxAllowedMemberships: 3,
    })
    expect((await client.organizations.getOrganization({ slug: 'acme-2' })).id).toBe(ACME)
    expect(await refusalOf(client.organizations.getOrganization({ slug: 'acme' }))).toEqual([
      404,
      'resource_not_found',
      undefined,
    ])
  })

  it('merge metadata at any depth, and take away what is null', async () => {
    const { organizations } = client
    await organizations.updateOrganizationMetadata(ACME, { publicMetadata: { a: { b: 1, c: 2 }, d: 3 } })
    const merged = await organizations.updateOrganizationMetadata(ACME, {
      publicMetadata: { a: { b: null, e: [1] } },
      privateMetadata: { f: 1 },
    })
    expect(merged).toMatchObject({ publicMetadata: { a: { c: 2, e: [1] }, d: 3 }, privateMetadata: { f: 1 } })
    expect(merged.publicMetadata).toEqual({ a: { c: 2, e: [1] }, d: 3 })
  })

  it('replace metadata as a whole', async () => {
    const { organizations } = client
    await organizations.updateOrganizationMetadata(ACME, { publicMetadata: { a: 1 }, privateMetadata: { b: 2 } })
    const replaced = await organizations.replaceOrganizationMetadata(ACME, { publicMetadata: { c: 3 } })
    expect([replaced.publicMetadata, replaced.privateMetadata]).toEqual([{ c: 3 }, { b: 2 }])
  })

  it('have a logo until it is taken away', async () => {
    const file = new Blob([Uint8Array.from(atob(PNG), (char) => char.codePointAt(0) ?? 0)], { type: 'image/png' })
    const shown = await client.organizations.updateOrganizationLogo(ACME, { file, uploaderUserId: ADA })
    expect(shown.hasImage).toBe(true)
    expect((await fetch(shown.imageUrl)).headers.get('content-type')).toBe('image/png')
    const bare = await client.organizations.deleteOrganizationLogo(ACME)
    expect([bare.hasImage, bare.imageUrl === shown.imageUrl]).toEqual([false, false])
    expect((await fetch(shown.imageUrl)).status).toBe(404)
  })

  it('go with everything that belongs to them', async () => {
    const { organizations, users } = client
    await organizations.createOrganizationInvitation({
      organizationId: ACME,
      emailAddress: 'x@example.com',
      role: 'org:member',
    })
    await organizations.deleteOrganization(ACME)
    expect(idsOf(await organizations.getOrganizationList())).toEqual(['org_globex'])
    const { data } = await users.getOrganizationMembershipList({ userId: ADA })
    expect(data.map(({ organization }) => organization.id)).toEqual(['org_globex'])
    expect(await refusalOf(organizations.deleteOrganization(ACME))).toEqual([404, 'resource_not_found', undefined])
  })
})

describe('memberships', () => {
  const list = (params: object) =>
    client.organizations.getOrganizationMembershipList({ organizationId: ACME, ...params })

  it('are made, changed and taken away', async () => {
    const { organizations } = client
    const made = await organizations.createOrganizationMembership({
      organizationId: ACME,
      userId: ALAN,
      role: 'org:member',
    })
    expect(made).toMatchObject({ role: 'org:member', organization: { id: ACME, membersCount: 3 } })
    expect(made.permissions).toContain('org:sys_memberships:read')
    const changed = await organizations.updateOrganizationMembership({
      organizationId: ACME,
      userId: ALAN,
      role: 'org:admin',
    })
    expect(changed.permissions).toContain('org:sys_memberships:manage')
    const gone = await organizations.deleteOrganizationMembership({ organizationId: ACME, userId: ALAN })
    expect(gone.id).toBe(made.id)
    expect((await list({})).totalCount).toBe(2)
  })

  it('merge metadata', async () => {
    const params = { organizationId: ACME, userId: ADA }
    await client.organizations.updateOrganizationMembershipMetadata({ ...params, publicMetadata: { a: 1, b: 2 } })
    const merged = await client.organizations.updateOrganizationMembershipMetadata({
      ...params,
      publicMetadata: { a: null },
      privateMetadata: { c: 3 },
    })
    expect([merged.publicMetadata, merged.privateMetadata]).toEqual([{ b: 2 }, { c: 3 }])
  })

  it.each([
    ['a role', { role: ['org:admin'] }, [ADA]],
    ['several roles', { role: ['org:admin', 'org:member'] }, [ADA, GRACE]],
    ['an id', { userId: [GRACE] }, [GRACE]],
    ['an address', { emailAddress: ['ADA@example.com'] }, [ADA]],
    ['a part of an address', { emailAddressQuery: 'race@' }, [GRACE]],
    ['a name', { nameQuery: 'hopper' }, [GRACE]],
    ['anything', { query: 'lovelace' }, [ADA]],
    ['a telephone number that nobody has', { phoneNumber: ['+15555550100'] }, []],
    ['the last name, downwards', { orderBy: '-last_name' }, [ADA, GRACE]],
    ['the first name, downwards', { orderBy: '-first_name' }, [GRACE, ADA]],
    ['the time', { createdAtBefore: START_MS }, []],
  ])('are found by %s', async (_name, params, found) => {
    const { data } = await list(params)
    expect(data.map(({ publicUserData }) => publicUserData?.userId)).toEqual(found)
  })

  it('are listed for the whole instance, and for a person', async () => {
    const all = await client.organizations.getInstanceOrganizationMembershipList({ limit: 100 })
    expect([all.totalCount, all.data.length]).toEqual([4, 4])
    const own = await client.users.getOrganizationMembershipList({ userId: ADA, limit: 1 })
    expect([own.totalCount, own.data.length]).toEqual([2, 1])
  })

  it.each([
    ['of a member', GRACE, 'org:member', [400, 'already_a_member_in_organization', undefined]],
    ['of nobody', 'user_none', 'org:member', [404, 'resource_not_found', undefined]],
    ['in a role that is not there', ALAN, 'org:owner', [422, 'form_param_value_invalid', 'role']],
  ])('are not made %s', async (_name, userId, role, refusal) => {
    const params = { organizationId: ACME, userId, role }
    expect(await refusalOf(client.organizations.createOrganizationMembership(params))).toEqual(refusal)
  })

  it('are no more than the organization may have', async () => {
    await client.organizations.updateOrganization(ACME, { maxAllowedMemberships: 2 })
    const asked = client.organizations.createOrganizationMembership({
      organizationId: ACME,
      userId: ALAN,
      role: 'org:member',
    })
    expect(await refusalOf(asked)).toEqual([403, 'organization_membership_quota_exceeded', undefined])
  })

  it('are seen in the next token of a session', async () => {
    const { sessionId } = await emulator.mint.session({ user: GRACE, org: 'acme' })
    const claims = async () => decodeJwt((await client.sessions.getToken(sessionId)).jwt)
    expect(await claims()).toMatchObject({ o: { id: ACME, rol: 'member' } })
    await client.organizations.updateOrganizationMembership({ organizationId: ACME, userId: GRACE, role: 'org:admin' })
    expect(await claims()).toMatchObject({ o: { id: ACME, rol: 'admin' } })
    await client.organizations.deleteOrganizationMembership({ organizationId: ACME, userId: GRACE })
    expect(await claims()).not.toHaveProperty('o')
  })
})

describe('invitations', () => {
  const invite = (emailAddress: string, more: object = {}) =>
    client.organizations.createOrganizationInvitation({
      organizationId: ACME,
      emailAddress,
      role: 'org:member',
      ...more,
    })

  it('are sent with a link that brings the ticket', async () => {
    const sent = await invite('new@example.com', {
      inviterUserId: ADA,
      redirectUrl: 'http://localhost:3000/join?a=1#b',
      publicMetadata: { a: 1 },
      privateMetadata: { b: 2 },
      expiresInDays: 3,
    })
    expect(sent).toMatchObject({
      emailAddress: 'new@example.com',
      role: 'org:member',
      roleName: 'Member',
      organizationId: ACME,
      status: 'pending',
      publicMetadata: { a: 1 },
      privateMetadata: { b: 2 },
      expiresAt: START_MS + 3 * 86_400_000,
      publicOrganizationData: { id: ACME, name: 'Acme', slug: 'acme' },
    })
    const link = new URL(sent.url ?? '')
    expect([link.pathname, link.hash, link.searchParams.get('a')]).toEqual(['/join', '#b', '1'])
    expect(link.searchParams.get('__clerk_status')).toBe('sign_up')
    expect(link.searchParams.get('__clerk_ticket')).not.toBeNull()
  })

  it('lead people with an account to the sign-in page', async () => {
    const link = new URL((await invite('alan@example.com')).url ?? '')
    expect([link.origin, link.pathname]).toEqual([emulator.url, '/sign-in'])
    expect(link.searchParams.get('__clerk_status')).toBe('sign_in')
  })

  it('are sent to everybody or to nobody', async () => {
    const to = (...addresses: string[]) =>
      client.organizations.createOrganizationInvitationBulk(
        ACME,
        addresses.map((emailAddress) => ({ emailAddress, role: 'org:member' })),
      )
    expect(await refusalOf(to('a@example.com', 'grace@example.com'))).toEqual([
      400,
      'already_a_member_in_organization',
      undefined,
    ])
    expect(await refusalOf(to('a@example.com', 'A@example.com'))).toEqual([400, 'duplicate_record', undefined])
    const sent = await to('a@example.com', 'b@example.com')
    expect(sent.data.map(({ emailAddress }) => emailAddress)).toEqual(['a@example.com', 'b@example.com'])
    const listed = await client.organizations.getOrganizationInvitationList({ organizationId: ACME })
    expect(listed.totalCount).toBe(2)
  })

  it('are found, listed by status, and taken back once', async () => {
    const { organizations } = client
    const sent = await invite('a@example.com')
    const params = { organizationId: ACME, invitationId: sent.id }
    expect((await organizations.getOrganizationInvitation(params)).status).toBe('pending')
    expect((await organizations.revokeOrganizationInvitation({ ...params, requestingUserId: ADA })).status).toBe(
      'revoked',
    )
    expect(await refusalOf(organizations.revokeOrganizationInvitation(params))).toEqual([
      400,
      'organization_invitation_revoked',
      undefined,
    ])
    const pending = await organizations.getOrganizationInvitationList({ organizationId: ACME, status: ['pending'] })
    const revoked = await organizations.getOrganizationInvitationList({ organizationId: ACME, status: ['revoked'] })
    expect([pending.totalCount, idsOf(revoked)]).toEqual([0, [sent.id]])
  })

  it('expire on the clock', async () => {
    const sent = await invite('a@example.com', { expiresInDays: 1 })
    emulator.clock.set(START_MS + 86_400_000)
    const found = await client.organizations.getOrganizationInvitation({ organizationId: ACME, invitationId: sent.id })
    expect(found.status).toBe('expired')
    expect((await invite('a@example.com')).status).toBe('pending')
  })

  it.each([
    ['no address', 'nobody', {}, [422, 'form_param_format_invalid', 'email_address']],
    ['an unknown role', 'a@example.com', { role: 'org:owner' }, [422, 'form_param_value_invalid', 'role']],
    [
      'an inviter who is not there',
      'a@example.com',
      { inviterUserId: 'user_none' },
      [404, 'resource_not_found', undefined],
    ],
    [
      'a link that is a program',
      'a@example.com',
      { redirectUrl: 'javascript:alert(1)' },
      [422, 'form_param_format_invalid', 'redirect_url'],
    ],
    [
      'a life of 400 days',
      'a@example.com',
      { expiresInDays: 400 },
      [422, 'form_param_value_invalid', 'expires_in_days'],
    ],
  ])('are not sent with %s', async (_name, address, more, refusal) => {
    expect(await refusalOf(invite(address, more))).toEqual(refusal)
  })

  it('are listed for a person', async () => {
    const sent = await invite('alan@example.com')
    const own = await client.users.getOrganizationInvitationList({ userId: ALAN, status: 'pending' })
    expect(idsOf(own)).toEqual([sent.id])
  })

  it('count as members', async () => {
    await client.organizations.updateOrganization(ACME, { maxAllowedMemberships: 3 })
    await invite('a@example.com')
    expect(await refusalOf(invite('b@example.com'))).toEqual([403, 'organization_membership_quota_exceeded', undefined])
  })
})

describe('domains', () => {
  /** Their client has a class for domains and does not use it: it hands on what was sent. */
  const toWire = (domain: unknown): Readonly<Record<string, unknown>> => domain as Readonly<Record<string, unknown>>
  const add = async (name: string, more: object = {}) =>
    toWire(
      await client.organizations.createOrganizationDomain({
        organizationId: ACME,
        name,
        enrollmentMode: 'manual_invitation',
        ...more,
      }),
    )

  it('are added, listed, changed and taken away', async () => {
    const { organizations } = client
    const made = await add('Acme.example.org')
    expect(made).toMatchObject({
      name: 'acme.example.org',
      organization_id: ACME,
      enrollment_mode: 'manual_invitation',
      verification: { status: 'verified' },
    })
    expect(idsOf(await organizations.getOrganizationDomainList({ organizationId: ACME }))).toEqual([made['id']])
    const path = { organizationId: ACME, domainId: String(made['id']) }
    const changes = { enrollmentMode: 'automatic_suggestion', verified: false } as const
    const changed = toWire(await organizations.updateOrganizationDomain({ ...path, ...changes }))
    expect(changed).toMatchObject({ enrollment_mode: 'automatic_suggestion', verification: null })
    expect(await organizations.deleteOrganizationDomain(path)).toMatchObject({ id: path.domainId, deleted: true })
    expect((await organizations.getOrganizationDomainList({ organizationId: ACME })).totalCount).toBe(0)
  })

  it('suggest the organization to people with such an address', async () => {
    expect(await add('example.com', { enrollmentMode: 'automatic_suggestion' })).toMatchObject({
      total_pending_suggestions: 2,
      total_pending_invitations: 0,
    })
  })

  it('invite people with such an address', async () => {
    const domain = await add('example.com', { enrollmentMode: 'automatic_invitation' })
    const { data } = await client.organizations.getOrganizationInvitationList({ organizationId: ACME })
    expect([domain['total_pending_invitations'], data.map(({ emailAddress }) => emailAddress)]).toEqual([
      2,
      ['alan@example.com', 'edsger@example.com'],
    ])
  })

  it.each([
    ['is none', 'acme', [422, 'form_param_format_invalid', 'name']],
    ['everybody shares', 'gmail.com', [422, 'organization_domain_common', 'name']],
  ])('are not added when the name %s', async (_name, name, refusal) => {
    expect(await refusalOf(add(name))).toEqual(refusal)
  })

  it('belong to one organization', async () => {
    await add('acme.example.org')
    expect(await refusalOf(add('acme.example.org'))).toEqual([422, 'form_identifier_exists', 'name'])
    const other = client.organizations.createOrganizationDomain({
      organizationId: 'org_globex',
      name: 'acme.example.org',
      enrollmentMode: 'manual_invitation',
    })
    expect(await refusalOf(other)).toEqual([422, 'form_identifier_exists', 'name'])
  })
})

describe('roles and permissions', () => {
  it('are listed, found and ordered', async () => {
    const roles = await client.organizationRoles.getOrganizationRoleList({ orderBy: '+key' })
    expect(roles.data.map(({ key }) => key)).toEqual(['org:admin', 'org:member'])
    const admin = await client.organizationRoles.getOrganizationRole('org:admin')
    expect(admin.permissions.map(({ key }) => key)).toContain('org:posts:manage')
    const posts = await client.organizationPermissions.getOrganizationPermissionList({
      query: 'posts',
      orderBy: '+key',
    })
    expect(posts.data.map(({ key }) => key)).toEqual(['org:posts:manage', 'org:posts:read'])
  })

  it('roles are made, changed and taken away', async () => {
    const { organizationRoles: roles } = client
    const made = await roles.createOrganizationRole({
      name: 'Billing manager',
      key: 'org:billing_manager',
      description: 'Pays',
      permissions: ['org:posts:read'],
    })
    expect(made).toMatchObject({ key: 'org:billing_manager', name: 'Billing manager', description: 'Pays' })
    const role = { organizationRoleId: made.id }
    const more = await roles.assignPermissionToOrganizationRole({ ...role, permissionId: 'org:posts:manage' })
    expect(more.permissions.map(({ key }) => key).toSorted()).toEqual(['org:posts:manage', 'org:posts:read'])
    const less = await roles.removePermissionFromOrganizationRole({ ...role, permissionId: 'org:posts:read' })
    expect(less.permissions.map(({ key }) => key)).toEqual(['org:posts:manage'])
    expect((await roles.updateOrganizationRole({ ...role, name: 'Payer' })).name).toBe('Payer')
    expect(await roles.deleteOrganizationRole(made.id)).toMatchObject({ deleted: true })
    expect(await refusalOf(roles.getOrganizationRole(made.id))).toEqual([404, 'resource_not_found', undefined])
  })

  it('roles that somebody has stay', async () => {
    expect(await refusalOf(client.organizationRoles.deleteOrganizationRole('org:member'))).toEqual([
      400,
      'organization_role_in_use',
      undefined,
    ])
  })

  it('a role with another key takes its members along', async () => {
    await client.organizationRoles.updateOrganizationRole({ organizationRoleId: 'org:member', key: 'org:guest' })
    const { data } = await client.organizations.getOrganizationMembershipList({ organizationId: ACME, userId: [GRACE] })
    expect(data[0]?.role).toBe('org:guest')
  })

  it('permissions are made, changed and taken away', async () => {
    const { organizationPermissions: permissions, organizationRoles: roles } = client
    const made = await permissions.createOrganizationPermission({
      name: 'Pay',
      key: 'org:bills:pay',
      description: 'Money',
    })
    expect(made).toMatchObject({ key: 'org:bills:pay', name: 'Pay', description: 'Money' })
    await roles.assignPermissionToOrganizationRole({ organizationRoleId: 'org:member', permissionId: made.id })
    const { sessionId } = await emulator.mint.session({ user: GRACE, org: 'acme' })
    expect(decodeJwt((await client.sessions.getToken(sessionId)).jwt)).toMatchObject({ o: { per: 'read,pay' } })
    expect((await permissions.updateOrganizationPermission({ permissionId: made.id, name: 'Settle' })).name).toBe(
      'Settle',
    )
    expect((await permissions.getOrganizationPermission(made.id)).name).toBe('Settle')
    expect(await permissions.deleteOrganizationPermission(made.id)).toMatchObject({ deleted: true })
    const member = await roles.getOrganizationRole('org:member')
    expect(member.permissions.map(({ key }) => key)).not.toContain('org:bills:pay')
  })

  it.each([
    ['of the system', 'org:sys_bills:pay', [422, 'form_param_format_invalid', 'key']],
    ['that is there', 'org:posts:read', [422, 'form_identifier_exists', 'key']],
  ])('permissions are not made with a key %s', async (_name, key, refusal) => {
    expect(await refusalOf(client.organizationPermissions.createOrganizationPermission({ name: 'x', key }))).toEqual(
      refusal,
    )
  })
})
