/** The vendor's server client, unmodified, against the emulator: API keys, machines, M2M tokens, OAuth clients. */
import type { createClerkClient } from '@clerk/backend'
import { createEmulator, type Emulator } from '@postern/emulator'
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

const statusOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 200,
    (error: unknown) => (error as { readonly status?: number }).status,
  )

describe('apiKeys', () => {
  it('creates, reads, changes, verifies, revokes and deletes', async () => {
    const made = await client.apiKeys.create({
      name: 'ci',
      subject: 'user_ada',
      claims: { tier: 1 },
      scopes: ['read'],
      createdBy: 'user_ada',
      secondsUntilExpiration: 60,
    })
    expect(made).toMatchObject({ name: 'ci', createdBy: 'user_ada', expiration: NOW_MS + 60_000 })
    expect(made.secret).toMatch(/^ak_/)
    expect(await client.apiKeys.get(made.id)).toMatchObject({ id: made.id, claims: { tier: 1 } })
    const changed = await client.apiKeys.update({ apiKeyId: made.id, subject: 'user_ada', scopes: ['write'] })
    expect(changed).toMatchObject({ scopes: ['write'], claims: { tier: 1 } })
    const { secret } = await client.apiKeys.getSecret(made.id)
    expect(await client.apiKeys.verify(secret)).toMatchObject({ id: made.id, lastUsedAt: NOW_MS })
    expect(await client.apiKeys.revoke({ apiKeyId: made.id, revocationReason: 'lost' })).toMatchObject({
      revoked: true,
      revocationReason: 'lost',
    })
    expect(await statusOf(client.apiKeys.verify(secret))).toBe(404)
    expect(await client.apiKeys.delete(made.id)).toMatchObject({ id: made.id, deleted: true })
    expect(await statusOf(client.apiKeys.get(made.id))).toBe(404)
  })

  it('lists page by page', async () => {
    for (const name of ['a', 'b', 'c']) await client.apiKeys.create({ name, subject: 'org_acme' })
    const { data, totalCount } = await client.apiKeys.list({ subject: 'org_acme', limit: 1, offset: 1 })
    expect([data.map(({ name }) => name), totalCount]).toEqual([['b'], 3])
  })
})

describe('machines', () => {
  it('creates, reads, changes and deletes', async () => {
    const made = await client.machines.create({ name: 'worker', scopedMachines: ['mch_billing'], defaultTokenTtl: 90 })
    expect(made).toMatchObject({ name: 'worker', defaultTokenTtl: 90, scopedMachines: [{ id: 'mch_billing' }] })
    expect(await client.machines.update({ machineId: made.id, name: 'cron' })).toMatchObject({
      name: 'cron',
      defaultTokenTtl: 90,
    })
    expect((await client.machines.get(made.id)).name).toBe('cron')
    expect(await client.machines.delete(made.id)).toMatchObject({ id: made.id })
    expect(await statusOf(client.machines.get(made.id))).toBe(404)
  })

  it('lists them by name, in the order that is asked for', async () => {
    const { data, totalCount } = await client.machines.list({ orderBy: '+name', limit: 1 })
    expect([data.map(({ name }) => name), totalCount]).toEqual([['billing'], 2])
    expect((await client.machines.list({ query: 'rep' })).data.map(({ id }) => id)).toEqual(['mch_reports'])
  })

  it('rotates the key, and lets the one before live on for a while', async () => {
    const before = (await client.machines.getSecretKey('mch_reports')).secret
    const after = (await client.machines.rotateSecretKey({ machineId: 'mch_reports', previousTokenTtl: 60 })).secret
    const works = (machineSecretKey: string) => statusOf(client.m2m.createToken({ machineSecretKey }))
    expect([await works(before), await works(after)]).toEqual([200, 200])
    emulator.clock.advance(60_000)
    expect([await works(before), await works(after)]).toEqual([401, 200])
  })

  it('lets a machine receive the tokens of another, and no longer', async () => {
    const { id: sender } = await client.machines.create({ name: 'sender' })
    const { id: receiver } = await client.machines.create({ name: 'receiver' })
    const receives = async () => {
      const from = (await client.machines.getSecretKey(sender)).secret
      const machineSecretKey = (await client.machines.getSecretKey(receiver)).secret
      const { token = '' } = await client.m2m.createToken({ machineSecretKey: from })
      return statusOf(client.m2m.verify({ token, machineSecretKey }))
    }
    expect(await receives()).toBe(404)
    expect(await client.machines.createScope(sender, receiver)).toMatchObject({
      fromMachineId: sender,
      toMachineId: receiver,
    })
    expect(await receives()).toBe(200)
    await client.machines.deleteScope(sender, receiver)
    expect(await receives()).toBe(404)
  })
})

describe('m2m', () => {
  it('creates, lists, verifies and revokes', async () => {
    const machineSecretKey = (await client.machines.getSecretKey('mch_reports')).secret
    const made = await client.m2m.createToken({ machineSecretKey, claims: { job: 'x' }, secondsUntilExpiration: 60 })
    expect(made).toMatchObject({ subject: 'mch_reports', claims: { job: 'x' }, expiration: NOW_MS + 60_000 })
    const { data, totalCount } = await client.m2m.list({ machineSecretKey, subject: 'mch_reports' })
    expect([data.map(({ id }) => id), totalCount]).toEqual([[made.id], 1])
    const token = made.token ?? ''
    expect(await client.m2m.verify({ token })).toMatchObject({ id: made.id })
    expect(await client.m2m.revokeToken({ m2mTokenId: made.id, machineSecretKey })).toMatchObject({ revoked: true })
    expect(await statusOf(client.m2m.verify({ token }))).toBe(404)
  })

  it('lives as long as its machine says, and is given once more where that is asked for', async () => {
    const machineSecretKey = (await client.machines.getSecretKey('mch_reports')).secret
    const first = await client.m2m.createToken({ machineSecretKey })
    expect(first.expiration).toBe(NOW_MS + 3_600_000)
    expect((await client.m2m.createToken({ machineSecretKey, minRemainingTtlSeconds: 60 })).id).toBe(first.id)
    expect(await statusOf(client.m2m.createToken({ machineSecretKey, minRemainingTtlSeconds: 3600 }))).toBe(400)
  })
})

describe('oauthApplications', () => {
  it('creates, reads, changes, rotates and deletes', async () => {
    const made = await client.oauthApplications.create({
      name: 'Shop',
      redirectUris: ['https://shop.example.com/back'],
      scopes: 'profile email',
    })
    expect(made).toMatchObject({ name: 'Shop', scopes: 'profile email', isPublic: false })
    expect(made.clientSecret).toMatch(/^secret_/)
    const changed = await client.oauthApplications.update({ oauthApplicationId: made.id, name: 'Store' })
    expect(changed).toMatchObject({ name: 'Store', redirectUris: ['https://shop.example.com/back'] })
    const rotated = await client.oauthApplications.rotateSecret(made.id)
    expect(rotated.clientSecret).not.toBe(made.clientSecret)
    expect((await client.oauthApplications.get(made.id)).clientSecret).toBeUndefined()
    expect((await client.oauthApplications.list({ nameQuery: 'store' })).data.map(({ id }) => id)).toEqual([made.id])
    expect(await client.oauthApplications.delete(made.id)).toMatchObject({ deleted: true })
    expect(await statusOf(client.oauthApplications.get(made.id))).toBe(404)
  })

  it('gives tokens that verify until they are revoked', async () => {
    const { token, clientId } = await emulator.mint.oauthToken({ scopes: ['profile'] })
    expect(await client.idPOAuthAccessToken.verify(token)).toMatchObject({ clientId, scopes: ['profile'] })
    await client.oauthApplications.revokeToken({ oauthApplicationId: clientId, token })
    expect(await statusOf(client.idPOAuthAccessToken.verify(token))).toBe(404)
  })

  it.each(['javascript:alert(1)', '/back', 'https://a.example.com/#x'])('sends nobody to %s', async (uri) => {
    expect(await statusOf(client.oauthApplications.create({ name: 'n', redirectUris: [uri] }))).toBe(422)
  })
})
