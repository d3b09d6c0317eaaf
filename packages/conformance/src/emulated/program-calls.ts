/** Keys, machines, OAuth clients, and their tokens. */
import type { Emulator } from '@postern/emulator'
import { type Calls, idOf, type VendorClient } from './calls.ts'

const APPLICATION = { name: 'Shop', redirectUris: ['https://shop.example.com/back'], scopes: 'profile email' }

const keyOf = ({ control }: Emulator): string =>
  control.machines().find(({ name }) => name === 'reports')?.secretKey ?? ''
const apiKey = (client: VendorClient) => client.apiKeys.create({ name: 'key', subject: 'user_ada' })
const machine = (client: VendorClient): Promise<string> => idOf(client.machines.create({ name: 'worker' }))
const application = (client: VendorClient): Promise<string> => idOf(client.oauthApplications.create(APPLICATION))
const token = (client: VendorClient, emulator: Emulator) =>
  client.m2m.createToken({ machineSecretKey: keyOf(emulator), claims: { job: 'x' } })

export const programCalls: Calls = {
  'apiKeys.list': (c) => c.apiKeys.list({ subject: 'user_ada', includeInvalid: true }),
  'apiKeys.create': (c) => apiKey(c),
  'apiKeys.get': async (c) => c.apiKeys.get(await idOf(apiKey(c))),
  'apiKeys.update': async (c) =>
    c.apiKeys.update({ apiKeyId: await idOf(apiKey(c)), subject: 'user_ada', scopes: ['a'] }),
  'apiKeys.delete': async (c) => c.apiKeys.delete(await idOf(apiKey(c))),
  'apiKeys.revoke': async (c) => c.apiKeys.revoke({ apiKeyId: await idOf(apiKey(c)), revocationReason: 'lost' }),
  'apiKeys.getSecret': async (c) => c.apiKeys.getSecret(await idOf(apiKey(c))),
  'apiKeys.verify': async (c) => c.apiKeys.verify((await apiKey(c)).secret ?? ''),
  'machines.get': (c) => c.machines.get('mch_reports'),
  'machines.list': (c) => c.machines.list({ query: 'rep', orderBy: '+name' }),
  'machines.create': (c) => c.machines.create({ name: 'worker', scopedMachines: ['mch_billing'] }),
  'machines.update': (c) => c.machines.update({ machineId: 'mch_reports', name: 'other' }),
  'machines.delete': (c) => c.machines.delete('mch_reports'),
  'machines.getSecretKey': (c) => c.machines.getSecretKey('mch_reports'),
  'machines.rotateSecretKey': (c) => c.machines.rotateSecretKey({ machineId: 'mch_reports', previousTokenTtl: 60 }),
  'machines.createScope': async (c) => c.machines.createScope('mch_reports', await machine(c)),
  'machines.deleteScope': async (c) => {
    const to = await machine(c)
    await c.machines.createScope('mch_reports', to)
    return c.machines.deleteScope('mch_reports', to)
  },
  'm2m.list': (c, emulator) => c.m2m.list({ machineSecretKey: keyOf(emulator), subject: 'mch_reports' }),
  'm2m.createToken': (c, emulator) => token(c, emulator),
  'm2m.revokeToken': async (c, emulator) =>
    c.m2m.revokeToken({ machineSecretKey: keyOf(emulator), m2mTokenId: await idOf(token(c, emulator)) }),
  'm2m.verify': async (c, emulator) => c.m2m.verify({ token: (await token(c, emulator)).token ?? '' }),
  'oauthApplications.list': (c) => c.oauthApplications.list({ nameQuery: 'demo', orderBy: '-created_at' }),
  'oauthApplications.get': async (c) => c.oauthApplications.get(await application(c)),
  'oauthApplications.create': (c) => c.oauthApplications.create(APPLICATION),
  'oauthApplications.update': async (c) =>
    c.oauthApplications.update({ oauthApplicationId: await application(c), name: 'Store' }),
  'oauthApplications.delete': async (c) => c.oauthApplications.delete(await application(c)),
  'oauthApplications.rotateSecret': async (c) => c.oauthApplications.rotateSecret(await application(c)),
  'oauthApplications.revokeToken': async (c, { mint }) => {
    const made = await mint.oauthToken()
    return c.oauthApplications.revokeToken({ oauthApplicationId: made.clientId, token: made.token })
  },
  'idPOAuthAccessToken.verify': async (c, { mint }) => c.idPOAuthAccessToken.verify((await mint.oauthToken()).token),
}
