/** The vendor's server client, unmodified, against the emulator: templates, addresses, domains, lists, the instance. */
import type { createClerkClient } from '@clerk/backend'
import { createEmulator, type Emulator } from '@postern/emulator'
import { decodeJwt } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVendorClient } from './vendor-client.ts'

const NOW_MS = 1_790_000_000_000

let emulator: Emulator
let client: ReturnType<typeof createClerkClient>
beforeEach(async () => {
  emulator = createEmulator({ clock: NOW_MS })
  await emulator.listen()
  client = createVendorClient(emulator)
})
afterEach(() => emulator.close())

const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => null,
    (error: unknown) => (error as { readonly errors?: readonly { readonly code: string }[] }).errors?.[0]?.code,
  )

describe('jwtTemplates', () => {
  it('creates one whose tokens say what it says', async () => {
    const made = await client.jwtTemplates.create({
      name: 'hasura',
      claims: { who: '{{user.id}}' },
      lifetime: 120,
      allowedClockSkew: 7,
    })
    expect(made).toMatchObject({ name: 'hasura', lifetime: 120, allowedClockSkew: 7, customSigningKey: false })
    const { sessionId } = await emulator.mint.session({ user: 'user_ada' })
    const { jwt } = await client.sessions.getToken(sessionId, 'hasura')
    const nowSec = NOW_MS / 1000
    expect(decodeJwt(jwt)).toMatchObject({ who: 'user_ada', nbf: nowSec - 7, exp: nowSec + 120 })
  })

  it('reads, changes, lists and deletes', async () => {
    const [known] = (await client.jwtTemplates.list()).data
    const id = known?.id ?? ''
    expect(await client.jwtTemplates.update({ templateId: id, name: 'renamed', claims: { a: 1 } })).toMatchObject({
      id,
      name: 'renamed',
    })
    expect((await client.jwtTemplates.get(id)).claims).toEqual({ a: 1 })
    expect(await client.jwtTemplates.delete(id)).toMatchObject({ deleted: true })
    expect((await client.jwtTemplates.list()).totalCount).toBe(0)
  })

  it.each([
    ['a claim that every token has', { name: 'n', claims: { sub: 'x' } }, 'jwt_template_reserved_claim'],
    ['a name that is taken', { name: 'example', claims: {} }, 'form_identifier_exists'],
    ['a name that is no path', { name: 'a/b', claims: {} }, 'form_param_format_invalid'],
    ['a key of its own', { name: 'n', claims: {}, customSigningKey: true }, 'not_emulated'],
  ])('refuses %s', async (_what, params, code) => {
    expect(await codeOf(client.jwtTemplates.create(params))).toBe(code)
  })
})

describe('redirectUrls', () => {
  it('creates, reads, lists and deletes, and lets people be sent back there', async () => {
    const url = 'https://app.shop.net/back'
    const leadsThere = async () => {
      const page = await fetch(`${emulator.url}/sign-in?redirect_url=${encodeURIComponent(url)}`)
      return (await page.text()).includes('app.shop.net/back')
    }
    expect(await leadsThere()).toBe(false)
    const made = await client.redirectUrls.createRedirectUrl({ url })
    expect(await leadsThere()).toBe(true)
    expect(await codeOf(client.redirectUrls.createRedirectUrl({ url }))).toBe('duplicate_record')
    expect(await client.redirectUrls.getRedirectUrl(made.id)).toMatchObject({ url })
    expect((await client.redirectUrls.getRedirectUrlList()).totalCount).toBe(1)
    await client.redirectUrls.deleteRedirectUrl(made.id)
    expect((await client.redirectUrls.getRedirectUrlList()).data).toEqual([])
  })
})

describe('domains', () => {
  it('adds, changes and deletes a satellite', async () => {
    const added = await client.domains.add({ name: 'two.example.com', is_satellite: true })
    expect(added).toMatchObject({ name: 'two.example.com', isSatellite: true })
    const changed = await client.domains.update({ domainId: added.id, proxy_url: 'https://two.example.com/__clerk' })
    expect(changed.proxyUrl).toBe('https://two.example.com/__clerk')
    expect((await client.domains.list()).data.map(({ isSatellite }) => isSatellite)).toEqual([false, true])
    expect(await client.domains.delete(added.id)).toMatchObject({ deleted: true })
    expect((await client.domains.list()).totalCount).toBe(1)
  })

  it('leaves the primary one alone', async () => {
    const [primary] = (await client.domains.list()).data
    expect(await codeOf(client.domains.deleteDomain(primary?.id ?? ''))).toBe('operation_not_allowed_on_primary_domain')
  })
})

describe.each(['allowlist', 'blocklist'] as const)('%sIdentifiers', (list) => {
  const of = () =>
    list === 'allowlist'
      ? {
          list: () => client.allowlistIdentifiers.getAllowlistIdentifierList(),
          create: (identifier: string) =>
            client.allowlistIdentifiers.createAllowlistIdentifier({ identifier, notify: false }),
          remove: (id: string) => client.allowlistIdentifiers.deleteAllowlistIdentifier(id),
        }
      : {
          list: () => client.blocklistIdentifiers.getBlocklistIdentifierList(),
          create: (identifier: string) => client.blocklistIdentifiers.createBlocklistIdentifier({ identifier }),
          remove: (id: string) => client.blocklistIdentifiers.deleteBlocklistIdentifier(id),
        }

  it('creates, lists and deletes', async () => {
    const made = await of().create('*@example.com')
    expect(made).toMatchObject({ identifier: '*@example.com', identifierType: 'email_address' })
    expect(await codeOf(of().create('*@EXAMPLE.com'))).toBe('duplicate_record')
    expect((await of().list()).data.map(({ id }) => id)).toEqual([made.id])
    expect(await of().remove(made.id)).toMatchObject({ deleted: true })
    expect((await of().list()).totalCount).toBe(0)
  })

  it('refuses what is neither an address nor a number', async () => {
    expect(await codeOf(of().create('nobody'))).toBe('form_param_format_invalid')
  })
})

describe('instance', () => {
  it('is read and changed', async () => {
    await client.instance.update({ allowedOrigins: ['https://other.shop.net'], testMode: false })
    expect(await client.instance.get()).toMatchObject({
      environmentType: 'development',
      allowedOrigins: ['https://other.shop.net'],
    })
  })

  it('shows people the address that helps them', async () => {
    await client.instance.update({ supportEmail: 'help@example.com' })
    const environment = await (await fetch(`${emulator.url}/v1/environment`)).text()
    expect(environment).toContain('"support_email":"help@example.com"')
  })

  it('keeps restrictions that are not named', async () => {
    await client.instance.updateRestrictions({ allowlist: true })
    expect(await client.instance.updateRestrictions({ blockEmailSubaddresses: true })).toMatchObject({
      allowlist: true,
      blocklist: false,
      blockEmailSubaddresses: true,
    })
  })

  it('reads and changes what holds for organizations', async () => {
    expect(await client.instance.getOrganizationSettings()).toMatchObject({ enabled: true, creatorRole: 'org:admin' })
    await client.instance.updateOrganizationSettings({ maxAllowedMemberships: 3, creatorRoleId: 'org:member' })
    expect(await client.instance.getOrganizationSettings()).toMatchObject({
      maxAllowedMemberships: 3,
      creatorRole: 'org:member',
    })
  })

  it('makes organizations as those settings say', async () => {
    const organizationRole = await client.organizationRoles.createOrganizationRole({ name: 'Owner', key: 'org:owner' })
    await client.instance.updateOrganizationSettings({
      maxAllowedMemberships: 3,
      adminDeleteEnabled: false,
      creatorRoleId: organizationRole.key,
    })
    const made = await client.organizations.createOrganization({ name: 'New', createdBy: 'user_ada' })
    expect(made).toMatchObject({ maxAllowedMemberships: 3, adminDeleteEnabled: false })
    const members = await client.organizations.getOrganizationMembershipList({ organizationId: made.id })
    expect(members.data.map(({ role }) => role)).toEqual(['org:owner'])
  })

  it('has keys that verify its tokens', async () => {
    expect((await client.jwks.getJwks()).keys).toHaveLength(1)
  })
})

describe('emails', () => {
  const message = { from: { address: 'shop@example.com' }, subject: 'Receipt', text: 'Thanks.' }

  it('are kept where tests and people read them', async () => {
    const sent = await client.emails.create({ ...message, to: { userId: 'user_ada' } })
    expect(await client.emails.get(sent.id)).toMatchObject({ toEmailAddress: 'ada@example.com', subject: 'Receipt' })
    expect(emulator.control.mails().at(-1)).toMatchObject({ toAddress: 'ada@example.com', text: 'Thanks.' })
  })

  it('are judged one by one in a batch', async () => {
    const results = await client.emails.createBatch([
      { ...message, to: { address: 'bob@example.com' } },
      { ...message, to: { address: 'nobody' } },
    ])
    expect(results.map(({ statusCode }) => statusCode)).toEqual([200, 422])
  })
})
