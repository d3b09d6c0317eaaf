/** Every event that the emulator sends, caused as applications cause it: by the vendor's client, and by a browser. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVendorClient } from '../vendor/vendor-client.ts'
import { type Receiver, startReceiver, type WebhookEvent } from './start-receiver.ts'

type Vendor = ReturnType<typeof createVendorClient>
interface Scene {
  readonly emulator: Emulator
  readonly vendor: Vendor
  /** What happened so far is no news. */
  readonly forget: () => Promise<void>
}

let emulator: Emulator
let receiver: Receiver
beforeEach(async () => {
  receiver = await startReceiver()
  emulator = createEmulator()
  await emulator.listen()
  receiver.secret = emulator.control.webhooks.create({ url: receiver.url }).secret
})
afterEach(async () => {
  await emulator.close()
  await receiver.stop()
})

const ada = { organizationId: 'org_acme', userId: 'user_ada' }
const alan = { organizationId: 'org_acme', userId: 'user_alan' }
const DOMAIN = { organizationId: 'org_acme', name: 'example.org', enrollmentMode: 'manual_invitation' } as const
const EDITOR = { key: 'org:editor', name: 'Editor' }
const invite = ({ vendor }: Scene) =>
  vendor.organizations.createOrganizationInvitation({
    organizationId: 'org_acme',
    inviterUserId: 'user_ada',
    emailAddress: 'new@example.com',
    role: 'org:member',
  })
const asBrowser = async ({ emulator: { url, mint } }: Scene, path: (sessionId: string) => string) => {
  const { emulatorCookie, sessionId } = await mint.session({ user: 'ada@example.com' })
  return {
    sessionId,
    send: () => fetch(url + path(sessionId), { method: 'POST', headers: { cookie: emulatorCookie } }),
  }
}

/** What the vendor's browser script sends, from one browser. */
const asScript = async ({ emulator: { url, mint } }: Scene, user: string | null) => {
  const { emulatorCookie } = user === null ? await mint.visitor() : await mint.session({ user })
  return async (path: string, fields: Readonly<Record<string, string>> = {}): Promise<string> => {
    const headers = { cookie: emulatorCookie, origin: 'http://localhost:3000' }
    const answer = await fetch(`${url}/v1/${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) })
    const body = (await answer.json()) as { response?: { id: string }; errors?: unknown }
    if (body.response === undefined) throw new Error(`${path} answered ${JSON.stringify(body.errors)}`)
    return body.response.id
  }
}
const CODE = { strategy: 'email_code', code: '424242' }
/** A test address, whose codes everybody knows. */
const NEW = 'new+clerk_test@example.com'

type Case = readonly [events: string, cause: (scene: Scene) => Promise<unknown>, data: object]

/** Every event that the vendor declares, and whether the emulator sends it. A new one does not compile until it stands here. */
const EVENTS: Readonly<Record<WebhookEvent['type'], boolean>> = {
  'user.created': true,
  'user.updated': true,
  'user.deleted': true,
  'email.created': true,
  'sms.created': true,
  'session.created': true,
  'session.ended': true,
  'session.removed': true,
  'session.revoked': true,
  'organization.created': true,
  'organization.updated': true,
  'organization.deleted': true,
  'organizationDomain.created': true,
  'organizationDomain.updated': true,
  'organizationDomain.deleted': true,
  'organizationMembership.created': true,
  'organizationMembership.deleted': true,
  'organizationMembership.updated': true,
  'organizationInvitation.created': true,
  'organizationInvitation.revoked': true,
  'organizationInvitation.accepted': true,
  'role.created': true,
  'role.updated': true,
  'role.deleted': true,
  'permission.created': true,
  'permission.updated': true,
  'permission.deleted': true,
  'waitlistEntry.created': false,
  'waitlistEntry.updated': false,
  'paymentAttempt.created': false,
  'paymentAttempt.updated': false,
  'subscription.created': false,
  'subscription.updated': false,
  'subscription.active': false,
  'subscription.pastDue': false,
  'subscriptionItem.created': false,
  'subscriptionItem.updated': false,
  'subscriptionItem.active': false,
  'subscriptionItem.canceled': false,
  'subscriptionItem.upcoming': false,
  'subscriptionItem.ended': false,
  'subscriptionItem.abandoned': false,
  'subscriptionItem.incomplete': false,
  'subscriptionItem.pastDue': false,
  'subscriptionItem.freeTrialEnding': false,
}

const CASES: readonly Case[] = [
  [
    'user.created',
    ({ vendor }) => vendor.users.createUser({ emailAddress: ['new@example.com'], firstName: 'New' }),
    { object: 'user', first_name: 'New', email_addresses: [{ email_address: 'new@example.com' }] },
  ],
  [
    'user.updated',
    ({ vendor }) => vendor.users.updateUser('user_ada', { firstName: 'Augusta' }),
    { object: 'user', id: 'user_ada', first_name: 'Augusta' },
  ],
  [
    'user.updated',
    ({ vendor }) => vendor.users.updateUserMetadata('user_ada', { privateMetadata: { plan: 'pro' } }),
    { id: 'user_ada', private_metadata: { plan: 'pro' } },
  ],
  [
    'user.updated',
    ({ vendor }) =>
      vendor.emailAddresses.createEmailAddress({ userId: 'user_ada', emailAddress: 'b@example.com', verified: true }),
    { id: 'user_ada', email_addresses: [{}, { email_address: 'b@example.com' }] },
  ],
  [
    'user.deleted organizationMembership.deleted organizationMembership.deleted',
    ({ vendor }) => vendor.users.deleteUser('user_ada'),
    { object: 'user', id: 'user_ada', deleted: true },
  ],
  [
    'organization.created organizationMembership.created',
    ({ vendor }) => vendor.organizations.createOrganization({ name: 'New', createdBy: 'user_ada' }),
    { object: 'organization', name: 'New', created_by: 'user_ada', members_count: 1 },
  ],
  [
    'organization.updated',
    ({ vendor }) => vendor.organizations.updateOrganization('org_acme', { name: 'Acme Ltd' }),
    { object: 'organization', id: 'org_acme', name: 'Acme Ltd' },
  ],
  [
    'organization.deleted organizationMembership.deleted organizationMembership.deleted',
    ({ vendor }) => vendor.organizations.deleteOrganization('org_acme'),
    { object: 'organization', id: 'org_acme', deleted: true },
  ],
  [
    'organizationMembership.created',
    ({ vendor }) => vendor.organizations.createOrganizationMembership({ ...alan, role: 'org:member' }),
    { object: 'organization_membership', role: 'org:member', public_user_data: { user_id: 'user_alan' } },
  ],
  [
    'organizationMembership.updated',
    ({ vendor }) => vendor.organizations.updateOrganizationMembershipMetadata({ ...ada, publicMetadata: { seat: 1 } }),
    { public_metadata: { seat: 1 }, organization: { id: 'org_acme' } },
  ],
  [
    'organizationMembership.deleted',
    ({ vendor }) =>
      vendor.organizations.deleteOrganizationMembership({ organizationId: 'org_acme', userId: 'user_grace' }),
    { object: 'organization_membership', public_user_data: { user_id: 'user_grace' } },
  ],
  [
    'organizationInvitation.created email.created',
    invite,
    { object: 'organization_invitation', email_address: 'new@example.com', status: 'pending' },
  ],
  [
    'organizationInvitation.revoked',
    async (scene) => {
      const { id } = await invite(scene)
      await scene.forget()
      await scene.vendor.organizations.revokeOrganizationInvitation({
        organizationId: 'org_acme',
        invitationId: id,
        requestingUserId: 'user_ada',
      })
    },
    { object: 'organization_invitation', status: 'revoked' },
  ],
  [
    'organizationDomain.created',
    ({ vendor }) => vendor.organizations.createOrganizationDomain(DOMAIN),
    { object: 'organization_domain', name: 'example.org', organization_id: 'org_acme' },
  ],
  [
    'organizationInvitation.accepted organizationMembership.created',
    async (scene) => {
      const { id } = await scene.vendor.organizations.createOrganizationInvitation({
        organizationId: 'org_acme',
        inviterUserId: 'user_ada',
        emailAddress: 'alan@example.com',
        role: 'org:member',
      })
      const send = await asScript(scene, 'alan@example.com')
      await scene.forget()
      await send(`me/organization_invitations/${id}/accept`)
    },
    { object: 'organization_invitation', status: 'accepted', user_id: 'user_alan' },
  ],
  [
    'email.created user.created session.created',
    async (scene) => {
      const send = await asScript(scene, null)
      const id = await send('client/sign_ups', { email_address: NEW, password: 'correct horse battery' })
      await send(`client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' })
      await send(`client/sign_ups/${id}/attempt_verification`, CODE)
    },
    { object: 'email', to_email_address: NEW, slug: 'verification_code', data: { otp_code: '424242' } },
  ],
  [
    'email.created user.updated session.created',
    async (scene) => {
      await scene.vendor.users.createUser({ emailAddress: [NEW] })
      await scene.forget()
      const send = await asScript(scene, null)
      const id = await send('client/sign_ins', { identifier: NEW })
      await send(`client/sign_ins/${id}/prepare_first_factor`, { strategy: 'email_code' })
      await send(`client/sign_ins/${id}/attempt_first_factor`, CODE)
    },
    { object: 'email', to_email_address: NEW, data: { otp_code: '424242' } },
  ],
  [
    'organizationDomain.updated',
    async ({ vendor, forget }) => {
      const { id } = await vendor.organizations.createOrganizationDomain(DOMAIN)
      await forget()
      await vendor.organizations.updateOrganizationDomain({
        organizationId: 'org_acme',
        domainId: id,
        enrollmentMode: 'automatic_suggestion',
      })
    },
    { object: 'organization_domain', enrollment_mode: 'automatic_suggestion' },
  ],
  [
    'user.updated sms.created',
    async (scene) => {
      const { id } = await scene.vendor.phoneNumbers.createPhoneNumber({
        userId: 'user_ada',
        phoneNumber: '+15555550100',
        verified: false,
      })
      const send = await asScript(scene, 'ada@example.com')
      await scene.forget()
      await send(`me/phone_numbers/${id}/prepare_verification`, { strategy: 'phone_code' })
    },
    { object: 'user', phone_numbers: [{ phone_number: '+15555550100' }] },
  ],
  [
    'role.created role.updated role.deleted',
    async ({ vendor }) => {
      const { id } = await vendor.organizationRoles.createOrganizationRole(EDITOR)
      await vendor.organizationRoles.updateOrganizationRole({ organizationRoleId: id, name: 'Author' })
      await vendor.organizationRoles.deleteOrganizationRole(id)
    },
    { object: 'role', name: 'Editor' },
  ],
  [
    'permission.created permission.updated permission.deleted',
    async ({ vendor }) => {
      const { id } = await vendor.organizationPermissions.createOrganizationPermission({
        key: 'org:posts:write',
        name: 'Write posts',
        description: 'x',
      })
      await vendor.organizationPermissions.updateOrganizationPermission({ permissionId: id, name: 'Write' })
      await vendor.organizationPermissions.deleteOrganizationPermission(id)
    },
    { object: 'permission', key: 'org:posts:write' },
  ],
  [
    'organizationDomain.deleted',
    async ({ vendor, forget }) => {
      const { id } = await vendor.organizations.createOrganizationDomain(DOMAIN)
      await forget()
      await vendor.organizations.deleteOrganizationDomain({ organizationId: 'org_acme', domainId: id })
    },
    { object: 'organization_domain', deleted: true },
  ],
  [
    'session.created',
    ({ emulator: { mint } }) => mint.session({ user: 'ada@example.com' }),
    { object: 'session', status: 'active', user: { id: 'user_ada' } },
  ],
  [
    'session.revoked',
    async ({ emulator: { mint }, vendor, forget }) => {
      const { sessionId } = await mint.session({ user: 'ada@example.com' })
      await forget()
      await vendor.sessions.revokeSession(sessionId)
    },
    { object: 'session', status: 'revoked' },
  ],
  [
    'session.ended',
    async (scene) => {
      const { send } = await asBrowser(scene, (id) => `/v1/client/sessions/${id}/end`)
      await scene.forget()
      await send()
    },
    { object: 'session', status: 'ended' },
  ],
  [
    'session.removed',
    async (scene) => {
      const { send } = await asBrowser(scene, (id) => `/v1/client/sessions/${id}/remove`)
      await scene.forget()
      await send()
    },
    { object: 'session', status: 'removed' },
  ],
]

describe('webhooks', () => {
  it.each(CASES)('%s come in this order (case %#)', async (events, cause, data) => {
    const { webhooks } = emulator.control
    let known = 0
    const forget = async (): Promise<void> => {
      await webhooks.settled()
      known = receiver.received.length
    }
    await cause({ emulator, vendor: createVendorClient(emulator), forget })
    await webhooks.settled()
    const news = receiver.received.slice(known).map(({ event }) => event)
    expect(news.map(({ type }) => type)).toEqual(events.split(' '))
    expect(news[0]?.data).toMatchObject(data)
  })

  it('all have a case, by the names that the vendor declares', () => {
    const covered = new Set(CASES.flatMap(([events]) => events.split(' ')))
    const wanted = Object.entries(EVENTS).flatMap(([name, isSent]) => (isSent ? [name] : []))
    expect(covered).toEqual(new Set(wanted))
  })

  it.each(Object.entries(EVENTS))('can be asked for where they are sent: %s', (name, isSent) => {
    const ask = () => emulator.control.webhooks.create({ url: receiver.url, events: [name] })
    if (isSent) expect(ask().events).toEqual([name])
    else expect(ask).toThrow('must be an event that is sent')
  })
})
