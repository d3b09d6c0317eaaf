import { describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import { checkSeed } from './check-seed.ts'
import { defaultSeed } from './default-seed.ts'

const user = { email: 'a@example.com' }
const acme = { slug: 'acme' }
const client = { clientId: 'c', redirectUris: ['http://localhost:3000/callback', 'com.example.app:/callback'] }

describe('checkSeed', () => {
  it('accepts the default seed, also after a trip through JSON', () => {
    expect(checkSeed(JSON.parse(JSON.stringify(defaultSeed)))).toEqual(defaultSeed)
  })

  it('accepts an empty seed', () => {
    expect(checkSeed({})).toEqual({})
  })

  const cases: readonly (readonly [name: string, seed: unknown, problem: string])[] = [
    ['no object', [], 'The seed must be an object'],
    [
      'a webhook that is no address',
      { webhooks: [{ url: 'localhost:3000' }] },
      'webhooks[0].url must be an http(s) URL',
    ],
    [
      'a webhook of an event that is never sent',
      { webhooks: [{ url: 'http://localhost/', events: ['subscription.created'] }] },
      'webhooks[0].events[0] must be an event that is sent',
    ],
    [
      'two webhooks of one address',
      { webhooks: [{ url: 'http://localhost/a' }, { url: 'http://localhost/a' }] },
      'webhooks[1] repeats "ep_http_localhost_a"',
    ],
    ['a misspelt key', { userz: [] }, 'userz is not known here'],
    ['an address without @', { users: [{ email: 'a' }] }, 'users[0].email must be an e-mail address'],
    ['a user without address', { users: [{}] }, 'users[0].email is missing'],
    [
      'an id with another prefix',
      { users: [{ ...user, id: 'usr_1' }] },
      'users[0].id must be an id that begins with user_',
    ],
    ['an unknown task', { users: [{ ...user, task: 'dance' }] }, 'users[0].task must be one of'],
    ['two users of one address', { users: [user, { ...user, id: 'user_2' }] }, 'users[1] repeats "a@example.com"'],
    ['two users of one id', { users: [user, { email: 'a@example.org' }] }, 'users[1] repeats "user_a"'],
    [
      'a membership of nowhere',
      { users: [{ ...user, memberships: [{ organization: 'x', role: 'admin' }] }] },
      'memberships[0].organization names no organization',
    ],
    [
      'an unknown role',
      { roles: {}, organizations: [acme], users: [{ ...user, memberships: [{ organization: 'acme', role: 'king' }] }] },
      'memberships[0].role names no role',
    ],
    [
      'an active organization of others',
      { organizations: [acme], users: [{ ...user, activeOrganization: 'acme' }] },
      'activeOrganization names none of the memberships',
    ],
    ['a permission without feature', { roles: { admin: ['org:read'] } }, 'roles.admin[0] must be a permission'],
    ['a key of nobody', { apiKeys: [{ name: 'k', subject: 'x' }] }, 'apiKeys[0].subject names nobody'],
    [
      'a machine that speaks to nobody',
      { machines: [{ name: 'm', scopes: ['x'] }] },
      'machines[0].scopes names no machine "x"',
    ],
    [
      'two machines whose names give one secret',
      { machines: [{ name: 'ci-1' }, { name: 'ci1' }] },
      'machines[1].secretKey is that of machines[0]',
    ],
    [
      'two machines of one name',
      {
        machines: [
          { name: 'm', secretKey: 'ak_1' },
          { name: 'm', id: 'mch_2' },
        ],
      },
      'machines[1] repeats "m"',
    ],
    [
      'two API keys whose names give one secret',
      {
        users: [user],
        apiKeys: [
          { name: 'k-1', subject: user.email },
          { name: 'k1', subject: user.email },
        ],
      },
      'apiKeys[1].secret is that of apiKeys[0]',
    ],
    [
      'two API keys of one id',
      {
        users: [user],
        apiKeys: [
          { name: 'k', subject: user.email, secret: 'ak_a' },
          { name: 'k', subject: user.email },
        ],
      },
      'apiKeys[1] repeats "ak_k"',
    ],
    [
      'two clients of one id',
      { oauthApplications: [client, { ...client, name: 'Other' }] },
      'oauthApplications[1] repeats "c"',
    ],
    [
      'two templates of one name',
      {
        templates: [
          { name: 't', claims: {} },
          { name: 't', claims: { a: 1 } },
        ],
      },
      'templates[1] repeats "t"',
    ],
    [
      'two users of one username',
      {
        users: [
          { ...user, username: 'Ada' },
          { email: 'b@example.com', username: 'ada' },
        ],
      },
      'users[1] repeats "ada"',
    ],
    [
      'a further address that somebody has',
      { users: [user, { email: 'b@example.com', otherEmails: [user.email.toUpperCase()] }] },
      `users[1].otherEmails repeats "${user.email}"`,
    ],
    [
      'a further address that is there twice',
      { users: [{ ...user, otherEmails: [user.email] }] },
      `users[0].otherEmails repeats "${user.email}"`,
    ],
    [
      'a telephone number that somebody has',
      {
        users: [
          { ...user, phoneNumbers: ['+12015550100'] },
          { email: 'b@example.com', phoneNumbers: ['+12015550100'] },
        ],
      },
      'users[1].phoneNumbers repeats "+12015550100"',
    ],
    [
      'a secret that no authenticator application takes',
      { users: [{ ...user, totpSecret: 'short' }] },
      'users[0].totpSecret must be a secret in Base32',
    ],
    [
      'a username that looks like an address',
      { users: [{ ...user, username: 'b@example.com' }] },
      'users[0].username must be a name without @',
    ],
    [
      'a person who joined twice, by slug and by id',
      {
        organizations: [acme],
        users: [
          {
            ...user,
            memberships: [
              { organization: 'acme', role: 'admin' },
              { organization: 'org_acme', role: 'member' },
            ],
          },
        ],
      },
      'users[0].memberships[1] repeats "org_acme"',
    ],
    ['one role twice', { roles: { admin: [], 'org:admin': [] } }, 'roles.org:admin is there already'],
    ['a role with a space', { roles: { 'the boss': [] } }, 'roles.the boss must be a role'],
    [
      'a role that is none of the default ones',
      { organizations: [acme], users: [{ ...user, memberships: [{ organization: 'acme', role: 'king' }] }] },
      'users[0].memberships[0].role names no role',
    ],
    ...['not a url', 'localhost:3000/callback', '/callback', 'http://a.test/#x', 'javascript:/1/'].map(
      (uri) =>
        [
          `the callback ${uri}`,
          { oauthApplications: [{ ...client, redirectUris: [uri] }] },
          'oauthApplications[0].redirectUris[0] must be an absolute URL',
        ] as const,
    ),
    ...['a,b', 'a b', 'a:b'].map(
      (name) =>
        [`the feature "${name}"`, { organizations: [{ ...acme, features: [name] }] }, 'features[0] must'] as const,
    ),
    ['the plan "a,b"', { users: [{ ...user, plans: ['a,b'] }] }, 'users[0].plans[0] must be a name without commas'],
    ['a scope with a space', { oauthApplications: [{ ...client, scopes: ['a b'] }] }, 'scopes[0] must be a scope'],
    ['a template that is no part of a path', { templates: [{ name: 'a/b', claims: {} }] }, 'templates[0].name must'],
    ['a key that every object has', JSON.parse('{"constructor":1,"__proto__":[]}'), 'constructor is not known here'],
    ['a list that is none', { users: {} }, 'users must be a list'],
  ]
  it.each(cases)('names %s', (_name, seed, problem) => {
    expect(() => checkSeed(seed)).toThrow(problem)
  })

  it.each([
    ['org_acme', 'acme'],
    ['acme', 'org_acme'],
  ])('takes an active organization by slug or id: %s, %s', (organization, activeOrganization) => {
    const seed = {
      organizations: [acme],
      users: [{ ...user, memberships: [{ organization, role: 'admin' }], activeOrganization }],
    }
    expect(checkSeed(seed)).toEqual(seed)
    expect(createEmulator({ seed }).control.users()[0]?.defaultOrganizationId).toBe('org_acme')
  })

  it('accepts callbacks of applications that are no sites, and scopes with a colon', () => {
    const seed = { oauthApplications: [{ ...client, scopes: ['read:posts'] }] }
    expect(checkSeed(seed)).toEqual(seed)
  })

  it('never shows a secret that is there twice', () => {
    const machines = [
      { name: 'a', secretKey: 'ak_hidden' },
      { name: 'b', secretKey: 'ak_hidden' },
    ]
    expect(() => checkSeed({ machines })).toThrow(/^(?![\s\S]*ak_hidden)[\s\S]*machines\[1\]\.secretKey/)
  })

  it('names every problem at once', () => {
    expect(() => checkSeed({ users: [{}], organizations: [{}] })).toThrow(
      /2 problem[\s\S]*users\[0\][\s\S]*organizations\[0\]/,
    )
  })
})
