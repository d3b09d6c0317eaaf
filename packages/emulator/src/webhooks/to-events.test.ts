import { describe, expect, it } from 'vitest'
import { createFaults } from '../control/create-faults.ts'
import { createJournal } from '../control/create-journal.ts'
import { createClock } from '../create-clock.ts'
import { createRandom } from '../create-random.ts'
import type { Instance } from '../instance.ts'
import { createKeyring } from '../keys/create-keyring.ts'
import { DEFAULT_SIGNING_KEY } from '../keys/fixed-keys.ts'
import { resolveSettings } from '../options.ts'
import { createStore, type Writer } from '../state/create-store.ts'
import { defaultSeed } from '../state/default-seed.ts'
import { sendMail } from '../state/mails.ts'
import type { Membership, Organization, Session, User } from '../state/model.ts'
import { addDomain } from '../state/organizations/domains.ts'
import { acceptOrganizationInvitation, invite, revokeInvitation } from '../state/organizations/invitations.ts'
import { deleteOrganization } from '../state/organizations/organizations.ts'
import { addPermission, addRole, changeRoleItself } from '../state/organizations/roles.ts'
import { createUser, toCredentials } from '../state/people.ts'
import { plantSeed } from '../state/plant-seed.ts'
import { createClient, endSession, signUp, startSession } from '../state/visits.ts'
import { WEBHOOK_EVENTS } from './event-types.ts'
import type { WebhookEvent } from './rule.ts'
import { toEvents } from './to-events.ts'
import { toExample } from './to-example.ts'

const NOW = 1_790_000_000_000

const setUp = () => {
  const store = createStore()
  plantSeed(store, defaultSeed, DEFAULT_SIGNING_KEY, NOW)
  const instance: Instance = {
    store,
    settings: resolveSettings({}),
    place: { frontendApiHost: () => 'x', url: () => 'http://x', publishableKey: () => 'pk_test_x' },
    clock: createClock(NOW),
    random: createRandom('events'),
    keyring: createKeyring(store, DEFAULT_SIGNING_KEY),
    faults: createFaults('auto', null),
    journal: createJournal(),
    scripts: null,
  }
  const ada = find(store.get('users', 'user_ada'))
  const acme = find(store.get('organizations', 'org_acme'))
  const membership = find(store.find('memberships', (one) => one.userId === 'user_ada'))
  const session = startSession(instance, createClient(instance), ada)
  // From here on: what is above is no news.
  const events: WebhookEvent[] = []
  store.watch({ conclude: (_tx, read) => events.push(...toEvents(instance, read())), kept: () => {} })
  return { instance, store, ada, acme, membership, session, events }
}
type Scene = ReturnType<typeof setUp>

const find = <R>(record: R | null): R => {
  if (record === null) throw new Error('the seed has no such record')
  return record
}
const see = (act: (scene: Scene) => void): readonly WebhookEvent[] => {
  const scene = setUp()
  act(scene)
  return scene.events
}
const write = (change: (tx: Writer, scene: Scene) => void) => (scene: Scene) =>
  scene.store.write((tx) => change(tx, scene))
const putUser = (change: Partial<User>) => write((tx, { ada }) => tx.put('users', { ...ada, ...change }))
const putSession = (change: Partial<Session>) =>
  write((tx, { session }) => tx.put('sessions', { ...session, ...change }))
const putOrganization = (change: Partial<Organization>) =>
  write((tx, { acme }) => tx.put('organizations', { ...acme, ...change }))
const inviteAlan = ({ instance }: Pick<Scene, 'instance'>) =>
  find(
    invite(instance, 'org_acme', [
      {
        email: 'alan@example.com',
        role: 'org:member',
        inviterId: 'user_ada',
        redirectUrl: null,
        days: 30,
        publicMetadata: {},
        privateMetadata: {},
      },
    ])[0] ?? null,
  )
const addAcmeDomain = ({ instance }: Pick<Scene, 'instance'>) =>
  addDomain(instance, 'org_acme', { name: 'acme.org', enrollmentMode: 'manual_invitation', isVerified: false })
const POSTS_WRITE = { key: 'org:posts:write', name: 'Write posts', description: '' }
const putMembership = (change: Partial<Membership>) =>
  write((tx, { membership }) => tx.put('memberships', { ...membership, ...change }))

describe('toEvents', () => {
  const cases: readonly (readonly [name: string, act: (scene: Scene) => void, types: readonly string[]])[] = [
    ['somebody new', ({ instance }) => createUser(instance, { email: 'new@example.com' }), ['user.created']],
    [
      'somebody new who is signed in at once',
      ({ instance }) => signUp(instance, createClient(instance), { email: 'new@example.com' }),
      ['user.created', 'session.created'],
    ],
    ['another name', putUser({ firstName: 'Augusta' }), ['user.updated']],
    ['other metadata', putUser({ privateMetadata: { plan: 'pro' } }), ['user.updated']],
    ['a sign-in', putUser({ lastSignInAtMs: NOW }), ['user.updated']],
    ['a sign of life', putUser({ lastActiveAtMs: NOW, updatedAtMs: NOW + 1 }), []],
    ['nothing that anybody sees', putUser({ defaultOrganizationId: null }), []],
    [
      'a password',
      write((tx, { ada }) =>
        tx.put('credentials', { ...toCredentials(ada.id), backupCodes: ['one'], mfaEnabledAtMs: NOW }),
      ),
      ['user.updated'],
    ],
    [
      'a name and a password together',
      write((tx, { ada }) => {
        tx.put('credentials', { ...toCredentials(ada.id), backupCodes: ['one'] })
        tx.put('users', { ...ada, firstName: 'Augusta' })
      }),
      ['user.updated'],
    ],
    [
      'two names one after the other in one transaction',
      write((tx, { ada }) => {
        tx.put('users', { ...ada, firstName: 'A' })
        tx.put('users', { ...ada, firstName: 'B' })
      }),
      ['user.updated'],
    ],
    [
      'somebody deleted, with all that is theirs',
      write((tx, { ada, membership, session }) => {
        tx.remove('sessions', session.id)
        tx.remove('memberships', membership.id)
        tx.remove('users', ada.id)
      }),
      ['user.deleted', 'organizationMembership.deleted', 'session.removed'],
    ],
    [
      'an organization with its first member',
      write((tx, { acme, membership }) => {
        tx.put('memberships', { ...membership, id: 'orgmem_new', organizationId: 'org_new' })
        tx.put('organizations', { ...acme, id: 'org_new', slug: 'new' })
      }),
      ['organization.created', 'organizationMembership.created'],
    ],
    ['an organization of another name', putOrganization({ name: 'Acme Ltd' }), ['organization.updated']],
    ['an organization deleted', write((tx, { acme }) => tx.remove('organizations', acme.id)), ['organization.deleted']],
    ['another role', putMembership({ role: 'org:member' }), ['organizationMembership.updated']],
    [
      'a member removed',
      write((tx, { membership }) => tx.remove('memberships', membership.id)),
      ['organizationMembership.deleted'],
    ],
    ['an invitation', inviteAlan, ['organizationInvitation.created', 'email.created']],
    [
      'an invitation that is taken back',
      (scene) => revokeInvitation(scene.instance, 'org_acme', inviteAlan(scene).id),
      ['organizationInvitation.created', 'email.created', 'organizationInvitation.revoked'],
    ],
    [
      'an invitation that is accepted',
      (scene) => {
        const alan = find(scene.store.get('users', 'user_alan'))
        acceptOrganizationInvitation(scene.instance, inviteAlan(scene), alan)
      },
      [
        'organizationInvitation.created',
        'email.created',
        'organizationInvitation.accepted',
        'organizationMembership.created',
      ],
    ],
    ['a domain', addAcmeDomain, ['organizationDomain.created']],
    [
      'a domain that is changed and removed',
      (scene) => {
        const domain = addAcmeDomain(scene)
        scene.store.write((tx) => tx.put('organizationDomains', { ...domain, enrollmentMode: 'automatic_invitation' }))
        scene.store.write((tx) => tx.remove('organizationDomains', domain.id))
      },
      ['organizationDomain.created', 'organizationDomain.updated', 'organizationDomain.deleted'],
    ],
    [
      'an organization deleted, with all that is its own',
      ({ instance }) => deleteOrganization(instance, 'org_acme'),
      ['organization.deleted', 'organizationMembership.deleted', 'organizationMembership.deleted'],
    ],
    [
      'somebody deleted whose session was over',
      ({ instance, store, ada, session }) => {
        endSession(instance, session, 'ended')
        store.write((tx) => {
          tx.remove('users', ada.id)
          tx.remove('sessions', session.id)
        })
      },
      ['session.ended', 'user.deleted'],
    ],
    ['a permission', ({ instance }) => addPermission(instance, POSTS_WRITE), ['permission.created']],
    [
      'a role, and a change of it',
      ({ instance }) => {
        addRole(instance, { key: 'org:editor', name: 'Editor', description: '', permissions: null })
        changeRoleItself(instance, 'org:editor', { name: 'Author' })
      },
      ['role.created', 'role.updated'],
    ],
    ['a change that changes nothing', putOrganization({ updatedAtMs: NOW + 1 }), []],
    ['a session ended', ({ instance, session }) => endSession(instance, session, 'ended'), ['session.ended']],
    ['a session revoked', ({ instance, session }) => endSession(instance, session, 'revoked'), ['session.revoked']],
    ['a session removed', putSession({ status: 'removed' }), ['session.removed']],
    ['a session replaced', putSession({ status: 'replaced' }), ['session.ended']],
    ['a session in another organization', putSession({ organizationId: null }), []],
    [
      'a mail',
      ({ instance }) => sendMail(instance, { toAddress: 'a@example.com', slug: 'verification_code', subject: 'x' }),
      ['email.created'],
    ],
    [
      'a text message',
      ({ instance }) => sendMail(instance, { toAddress: '+15555550100', slug: 'sms_verification_code', subject: 'x' }),
      ['sms.created'],
    ],
    ['what nobody is told of', write((tx) => tx.put('facts', { id: 'x', value: 1 })), []],
  ]
  it.each(cases)('tells of %s', (_name, act, types) => {
    expect(see(act).map(({ type }) => type)).toEqual(types)
  })

  it('shows a person as they are after the transaction', () => {
    const [event] = see(putUser({ firstName: 'Augusta' }))
    expect(event?.data).toMatchObject({ object: 'user', id: 'user_ada', first_name: 'Augusta', private_metadata: {} })
  })

  it('shows no more of somebody deleted than who it was', () => {
    const scene = setUp()
    scene.store.write((tx) => tx.put('users', { ...scene.ada, externalId: 'ext_1' }))
    scene.store.write((tx) => tx.remove('users', 'user_ada'))
    expect(scene.events.at(-1)?.data).toEqual({ object: 'user', id: 'user_ada', deleted: true, external_id: 'ext_1' })
  })

  it('shows whose membership it was that went together with its person and organization', () => {
    const events = see(
      write((tx, { ada, acme, membership }) => {
        tx.remove('users', ada.id)
        tx.remove('organizations', acme.id)
        tx.remove('memberships', membership.id)
      }),
    )
    expect(events.at(-1)).toMatchObject({
      type: 'organizationMembership.deleted',
      data: { organization: { id: 'org_acme' }, public_user_data: { user_id: 'user_ada' } },
    })
  })

  it('shows a session with its user, also where both are gone', () => {
    const events = see(
      write((tx, { ada, session }) => {
        tx.remove('users', ada.id)
        tx.remove('sessions', session.id)
      }),
    )
    expect(events.at(-1)).toMatchObject({
      type: 'session.removed',
      data: { object: 'session', status: 'removed', user: { id: 'user_ada' } },
    })
  })

  it('shows who accepted an invitation', () => {
    const events = see((scene) => {
      const alan = find(scene.store.get('users', 'user_alan'))
      acceptOrganizationInvitation(scene.instance, inviteAlan(scene), alan)
    })
    expect(events.find(({ type }) => type === 'organizationInvitation.accepted')?.data).toMatchObject({
      object: 'organization_invitation',
      email_address: 'alan@example.com',
      status: 'accepted',
      user_id: 'user_alan',
    })
  })

  it('shows who accepted an invitation that went to another address', () => {
    const events = see((scene) => {
      const alan = find(scene.store.get('users', 'user_edsger'))
      acceptOrganizationInvitation(scene.instance, inviteAlan(scene), alan)
    })
    expect(events.find(({ type }) => type === 'organizationInvitation.accepted')?.data).toMatchObject({
      email_address: 'alan@example.com',
      user_id: 'user_edsger',
    })
  })

  it('shows a mail with the code in it, and to which address it goes', () => {
    const [event] = see(({ instance }) =>
      sendMail(instance, {
        toAddress: 'Ada@example.com',
        slug: 'verification_code',
        subject: '<b>123456</b> is your code',
        userId: 'user_ada',
        code: '123456',
      }),
    )
    expect(event?.data).toMatchObject({
      object: 'email',
      slug: 'verification_code',
      to_email_address: 'Ada@example.com',
      email_address_id: 'idn_user_ada',
      user_id: 'user_ada',
      body: '<p>&lt;b&gt;123456&lt;/b&gt; is your code</p><p>123456</p>',
      data: { otp_code: '123456' },
    })
  })
})

describe('toExample', () => {
  it.each(WEBHOOK_EVENTS)('imagines %s', (type) => {
    const { instance } = setUp()
    inviteAlan({ instance })
    addAcmeDomain({ instance })
    addPermission(instance, POSTS_WRITE)
    for (const slug of ['verification_code', 'sms_verification_code'])
      sendMail(instance, { toAddress: 'a@example.com', slug, subject: 'x' })
    expect(toExample(instance, type)?.type).toBe(type)
  })
})
