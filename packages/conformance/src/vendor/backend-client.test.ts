/** Our client of the Backend API beside the vendor's, against the emulator: the same calls, and every field that theirs gives. */
import type { createClerkClient as createVendorClerkClient } from '@clerk/backend'
import { createEmulator, type Emulator } from '@postern/emulator'
import { createBackendClient, isBackendError, type BackendClient } from '@postern/core/backend-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVendorClient } from './vendor-client.ts'

type VendorClient = ReturnType<typeof createVendorClerkClient>
/** What both have. The compiler checks that ours takes what theirs takes. */
type Ask = (client: BackendClient & VendorClient) => Promise<unknown>

let emulator: Emulator
let ours: BackendClient
let vendor: VendorClient
let sessionId: string
beforeAll(async () => {
  emulator = createEmulator()
  await emulator.listen()
  const { secretKey, publishableKey, url } = emulator
  ours = createBackendClient({ secretKey, publishableKey, apiUrl: url })
  vendor = createVendorClient(emulator)
  sessionId = (await emulator.mint.session({ user: 'user_ada' })).sessionId
})
afterAll(() => emulator.close())

/** Without what a class of theirs keeps for itself. */
function toPlain(value: unknown): unknown {
  if (value === undefined) return undefined
  return JSON.parse(JSON.stringify(value, (name, inner: unknown) => (name === '_raw' ? undefined : inner)))
}

/** Without fields that the provider did not send: their classes fill them with null or false, ours leaves them away. */
function toSent(theirs: unknown, own: unknown): unknown {
  if (Array.isArray(theirs) && Array.isArray(own)) return theirs.map((each, index) => toSent(each, own[index]))
  if (!isFields(theirs) || !isFields(own)) return theirs
  const sent = Object.entries(theirs).filter(([name, value]) => name in own || (value !== null && value !== false))
  return Object.fromEntries(sent.map(([name, value]) => [name, toSent(value, own[name])]))
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const ask = async (run: Ask, client: unknown): Promise<unknown> => run(client as BackendClient & VendorClient)

const CASES: readonly [string, Ask][] = [
  ['users.getUser', (c) => c.users.getUser('user_ada')],
  ['users.getUserList', (c) => c.users.getUserList({ limit: 2, offset: 1 })],
  ['users.getUserList by address', (c) => c.users.getUserList({ emailAddress: ['grace@example.com'] })],
  ['users.getCount', (c) => c.users.getCount()],
  ['users.getCount by name', (c) => c.users.getCount({ query: 'ada' })],
  ['users.getOrganizationMembershipList', (c) => c.users.getOrganizationMembershipList({ userId: 'user_ada' })],
  ['organizations.getOrganization by id', (c) => c.organizations.getOrganization({ organizationId: 'org_acme' })],
  ['organizations.getOrganization by slug', (c) => c.organizations.getOrganization({ slug: 'globex' })],
  ['organizations.getOrganizationList', (c) => c.organizations.getOrganizationList({ limit: 1 })],
  [
    'organizations.getOrganizationMembershipList',
    (c) => c.organizations.getOrganizationMembershipList({ organizationId: 'org_acme', limit: 1 }),
  ],
  ['sessions.getSessionList', (c) => c.sessions.getSessionList({ userId: 'user_ada' })],
  ['sessions.getSession', (c) => c.sessions.getSession(sessionId)],
  ['apiKeys.list', (c) => c.apiKeys.list({ subject: 'user_ada' })],
]

describe('createBackendClient', () => {
  it.each(CASES)('answers as @clerk/backend does: %s (W5)', async (_name, run) => {
    const theirs = toPlain(await ask(run, vendor))
    const own = await ask(run, ours)
    if (typeof theirs === 'number') expect(own).toBe(theirs)
    else expect(own).toMatchObject(toSent(theirs, own) as object)
  })

  it('has the views of a person that their class has (W5)', async () => {
    const theirs = await vendor.users.getUser('user_ada')
    const own = await ours.users.getUser('user_ada')
    expect(own.fullName).toBe(theirs.fullName)
    expect(own.primaryEmailAddress?.emailAddress).toBe(theirs.primaryEmailAddress?.emailAddress)
    expect([own.primaryPhoneNumber, own.primaryWeb3Wallet]).toEqual([
      theirs.primaryPhoneNumber,
      theirs.primaryWeb3Wallet,
    ])
  })

  it('mints, verifies and revokes with it what theirs then sees (W5)', async () => {
    const key = await ours.apiKeys.create({ name: 'ours', subject: 'user_ada', scopes: ['read'] })
    expect(await vendor.apiKeys.verify(key.secret ?? '')).toMatchObject({ id: key.id, revoked: false })
    expect(await ours.apiKeys.verify(key.secret ?? '')).toMatchObject({ id: key.id, name: 'ours', scopes: ['read'] })
    expect((await ours.apiKeys.getSecret(key.id)).secret).toBe(key.secret)
    expect(await ours.apiKeys.revoke({ apiKeyId: key.id })).toMatchObject({ revoked: true })
    await expect(vendor.apiKeys.verify(key.secret ?? '')).rejects.toBeDefined()
    await expect(ours.apiKeys.verify(key.secret ?? '')).rejects.toSatisfy(isBackendError)
  })

  it('takes a session away, and mints its tokens (W5)', async () => {
    const taken = (await emulator.mint.session({ user: 'user_ada' })).sessionId
    const { jwt } = await ours.sessions.getToken(taken, 'example')
    expect(jwt.split('.')).toHaveLength(3)
    expect(await ours.sessions.revokeSession(taken)).toMatchObject({ id: taken, status: 'revoked' })
    expect((await vendor.sessions.getSession(taken)).status).toBe('revoked')
  })

  it('fails as theirs does, with status and code (W5)', async () => {
    const fail = async (client: unknown): Promise<unknown> =>
      ask((c) => c.users.getUser('user_nobody'), client).catch((error: unknown) => error)
    const theirs = await fail(vendor)
    const own = await fail(ours)
    expect(theirs).toMatchObject({ clerkError: true, status: 404, errors: [{ code: 'resource_not_found' }] })
    expect(own).toMatchObject({ clerkError: true, status: 404, errors: [{ code: 'resource_not_found' }] })
    const wrong = createBackendClient({ secretKey: 'sk_test_wrong', apiUrl: emulator.url })
    await expect(wrong.users.getUser('user_ada')).rejects.toMatchObject({ status: 401 })
    await expect(wrong.users.getUser('user_ada')).rejects.not.toThrow('sk_test_wrong')
  })
})
