/** Who lives in an emulator that was given no seed. */
import type { Seed } from './seed.ts'

/** Where the demo clients want people back: a public page, on any port. A path that asks for a token would refuse whoever comes for one. */
const DEMO_CALLBACKS = ['http://localhost:3000/callback', 'http://127.0.0.1:3000/callback']

/** Where they want people back who signed out. */
const DEMO_HOMES = ['http://localhost:3000/', 'http://127.0.0.1:3000/']

/** The password of everybody. Whoever needs another writes a seed. */
const DEMO_PASSWORD = 'postern-password'

/**
 * Ada administers Acme and is a member of Globex, Grace is a plain member of Acme, Alan belongs to no organization, and Edsger must
 * choose an organization before his sessions count. Ids follow from the addresses: `user_ada`, `org_acme`. The
 * password of each is `postern-password`.
 */
export const defaultSeed: Seed = {
  roles: {
    'org:admin': ['org:admin:example1', 'org:admin:example2', 'org:posts:read', 'org:posts:manage'],
    'org:member': ['org:posts:read'],
  },
  organizations: [
    { slug: 'acme', name: 'Acme', features: ['admin', 'posts'], plans: ['pro'] },
    { slug: 'globex', name: 'Globex', features: ['posts'], plans: ['free'] },
  ],
  users: [
    {
      email: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      password: DEMO_PASSWORD,
      memberships: [
        { organization: 'acme', role: 'admin' },
        { organization: 'globex', role: 'member' },
      ],
    },
    {
      email: 'grace@example.com',
      firstName: 'Grace',
      lastName: 'Hopper',
      password: DEMO_PASSWORD,
      memberships: [{ organization: 'acme', role: 'member' }],
    },
    { email: 'alan@example.com', firstName: 'Alan', lastName: 'Turing', password: DEMO_PASSWORD },
    {
      email: 'edsger@example.com',
      firstName: 'Edsger',
      lastName: 'Dijkstra',
      password: DEMO_PASSWORD,
      task: 'choose-organization',
      memberships: [{ organization: 'globex', role: 'member' }],
      activeOrganization: null,
    },
  ],
  machines: [
    { name: 'reports', scopes: ['billing'] },
    { name: 'billing', scopes: ['reports'] },
  ],
  apiKeys: [{ name: 'ada-cli', subject: 'ada@example.com', scopes: ['read:posts'] }],
  oauthApplications: [
    {
      clientId: 'client_demo',
      name: 'Demo client',
      clientSecret: 'demo-client-secret',
      redirectUris: DEMO_CALLBACKS,
      postLogoutRedirectUris: DEMO_HOMES,
      scopes: ['openid', 'profile', 'email', 'read:posts'],
    },
    {
      clientId: 'client_demo_public',
      name: 'Demo public client',
      redirectUris: DEMO_CALLBACKS,
      postLogoutRedirectUris: DEMO_HOMES,
      scopes: ['openid', 'profile', 'email', 'read:posts'],
      jwtAccessTokens: true,
    },
  ],
  templates: [
    { name: 'example', claims: { email: '{{user.primary_email_address}}', org: '{{org.slug}}' }, lifetimeSec: 60 },
  ],
}
