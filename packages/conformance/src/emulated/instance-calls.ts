/** The instance, and what nobody but the provider can do for it. */
import { type Calls, idOf, type VendorClient } from './calls.ts'

const nothing = 'nothing_0'
const IDENTIFIER = '*@acme.test'
const MESSAGE = {
  to: { address: 'new@example.com' },
  from: { address: 'shop@example.com' },
  subject: 'Hello',
  text: 'Hello.',
}
const SAML = { name: 'Saml', provider: 'saml_custom', domain: 'acme.test' } as const
const ENTERPRISE = { name: 'Saml', provider: 'saml_custom', domains: ['acme.test'] } as const

const template = (client: VendorClient): Promise<string> =>
  idOf(client.jwtTemplates.create({ name: 'fresh', claims: { a: 1 } }))
const redirectUrl = (client: VendorClient): Promise<string> =>
  idOf(client.redirectUrls.createRedirectUrl({ url: 'https://app.shop.net/back' }))
const domain = (client: VendorClient): Promise<string> =>
  idOf(client.domains.add({ name: 'two.example.com', is_satellite: true }))

const saml = (client: VendorClient): Promise<string> => idOf(client.samlConnections.createSamlConnection(SAML))
const enterprise = (client: VendorClient): Promise<string> =>
  idOf(client.enterpriseConnections.createEnterpriseConnection({ ...ENTERPRISE, domains: [...ENTERPRISE.domains] }))

const settings: Calls = {
  'instance.get': (c) => c.instance.get(),
  'instance.update': (c) => c.instance.update({ testMode: true }),
  'instance.updateRestrictions': (c) => c.instance.updateRestrictions({ allowlist: true }),
  'instance.getOrganizationSettings': (c) => c.instance.getOrganizationSettings(),
  'instance.updateOrganizationSettings': (c) => c.instance.updateOrganizationSettings({ maxAllowedMemberships: 3 }),
  'jwks.getJwks': (c) => c.jwks.getJwks(),
  'jwtTemplates.list': (c) => c.jwtTemplates.list({ limit: 5 }),
  'jwtTemplates.get': async (c) => c.jwtTemplates.get(await template(c)),
  'jwtTemplates.create': (c) => c.jwtTemplates.create({ name: 'fresh', claims: { a: 1 } }),
  'jwtTemplates.update': async (c) =>
    c.jwtTemplates.update({ templateId: await template(c), name: 'fresher', claims: { a: 2 } }),
  'jwtTemplates.delete': async (c) => c.jwtTemplates.delete(await template(c)),
  'redirectUrls.getRedirectUrlList': (c) => c.redirectUrls.getRedirectUrlList(),
  'redirectUrls.getRedirectUrl': async (c) => c.redirectUrls.getRedirectUrl(await redirectUrl(c)),
  'redirectUrls.createRedirectUrl': (c) => c.redirectUrls.createRedirectUrl({ url: 'https://app.shop.net/back' }),
  'redirectUrls.deleteRedirectUrl': async (c) => c.redirectUrls.deleteRedirectUrl(await redirectUrl(c)),
  'domains.list': (c) => c.domains.list(),
  'domains.add': (c) => c.domains.add({ name: 'two.example.com', is_satellite: true }),
  'domains.update': async (c) => c.domains.update({ domainId: await domain(c), name: 'three.example.com' }),
  'domains.delete': async (c) => c.domains.delete(await domain(c)),
  'domains.deleteDomain': async (c) => c.domains.deleteDomain(await domain(c)),
}

const lists: Calls = {
  'allowlistIdentifiers.getAllowlistIdentifierList': (c) => c.allowlistIdentifiers.getAllowlistIdentifierList(),
  'allowlistIdentifiers.createAllowlistIdentifier': (c) =>
    c.allowlistIdentifiers.createAllowlistIdentifier({ identifier: IDENTIFIER, notify: false }),
  'allowlistIdentifiers.deleteAllowlistIdentifier': async (c) =>
    c.allowlistIdentifiers.deleteAllowlistIdentifier(
      await idOf(c.allowlistIdentifiers.createAllowlistIdentifier({ identifier: IDENTIFIER, notify: false })),
    ),
  'blocklistIdentifiers.getBlocklistIdentifierList': (c) => c.blocklistIdentifiers.getBlocklistIdentifierList(),
  'blocklistIdentifiers.createBlocklistIdentifier': (c) =>
    c.blocklistIdentifiers.createBlocklistIdentifier({ identifier: IDENTIFIER }),
  'blocklistIdentifiers.deleteBlocklistIdentifier': async (c) =>
    c.blocklistIdentifiers.deleteBlocklistIdentifier(
      await idOf(c.blocklistIdentifiers.createBlocklistIdentifier({ identifier: IDENTIFIER })),
    ),
}

/** What needs mail servers, certificates, money, or the provider's dashboard. */
const outside: Calls = {
  'emails.create': (c) => c.emails.create(MESSAGE),
  'emails.createBatch': (c) => c.emails.createBatch([MESSAGE]),
  'emails.get': async (c) => c.emails.get(await idOf(c.emails.create(MESSAGE))),
  '__experimental_accountlessApplications.createAccountlessApplication': (c) =>
    c.__experimental_accountlessApplications.createAccountlessApplication(),
  '__experimental_accountlessApplications.completeAccountlessApplicationOnboarding': (c) =>
    c.__experimental_accountlessApplications.completeAccountlessApplicationOnboarding(),
  'betaFeatures.changeDomain': (c) => c.betaFeatures.changeDomain({ homeUrl: 'https://www.example.com' }),
  'proxyChecks.verify': (c) => c.proxyChecks.verify({ domainId: nothing, proxyUrl: 'https://app.example.com/__clerk' }),
  'billing.getPlanList': (c) => c.billing.getPlanList({ payerType: 'user' }),
  'billing.cancelSubscriptionItem': (c) => c.billing.cancelSubscriptionItem(nothing),
  'billing.extendSubscriptionItemFreeTrial': (c) =>
    c.billing.extendSubscriptionItemFreeTrial(nothing, { extendTo: new Date(0) }),
  'billing.getOrganizationBillingSubscription': (c) => c.billing.getOrganizationBillingSubscription('org_acme'),
  'billing.getUserBillingSubscription': (c) => c.billing.getUserBillingSubscription('user_ada'),
  'webhooks.createSvixApp': (c) => c.webhooks.createSvixApp(),
  'webhooks.generateSvixAuthURL': (c) => c.webhooks.generateSvixAuthURL(),
  'webhooks.deleteSvixApp': (c) => c.webhooks.deleteSvixApp(),
  'enterpriseConnections.createEnterpriseConnection': (c) =>
    c.enterpriseConnections.createEnterpriseConnection({ ...ENTERPRISE, domains: [...ENTERPRISE.domains] }),
  'enterpriseConnections.updateEnterpriseConnection': async (c) =>
    c.enterpriseConnections.updateEnterpriseConnection(await enterprise(c), { name: 'Other' }),
  'enterpriseConnections.getEnterpriseConnectionList': (c) => c.enterpriseConnections.getEnterpriseConnectionList(),
  'enterpriseConnections.getEnterpriseConnection': async (c) =>
    c.enterpriseConnections.getEnterpriseConnection(await enterprise(c)),
  'enterpriseConnections.deleteEnterpriseConnection': async (c) =>
    c.enterpriseConnections.deleteEnterpriseConnection(await enterprise(c)),
  'samlConnections.getSamlConnectionList': (c) => c.samlConnections.getSamlConnectionList(),
  'samlConnections.createSamlConnection': (c) => c.samlConnections.createSamlConnection(SAML),
  'samlConnections.getSamlConnection': async (c) => c.samlConnections.getSamlConnection(await saml(c)),
  'samlConnections.updateSamlConnection': async (c) =>
    c.samlConnections.updateSamlConnection(await saml(c), { name: 'Other' }),
  'samlConnections.deleteSamlConnection': async (c) => c.samlConnections.deleteSamlConnection(await saml(c)),
}

export const instanceCalls: Calls = { ...settings, ...lists, ...outside }
