import { describe, expect, it } from 'vitest'
import { checkSeed } from './check-seed.ts'
import { defaultSeed } from './default-seed.ts'

const user = { email: 'a@example.com' }
const acme = { slug: 'acme' }

describe('checkSeed', () => {
  it('accepts the default seed, also after a trip through JSON', () => {
    expect(checkSeed(JSON.parse(JSON.stringify(defaultSeed)))).toEqual(defaultSeed)
  })

  it('accepts an empty seed', () => {
    expect(checkSeed({})).toEqual({})
  })

  const cases: readonly (readonly [name: string, seed: unknown, problem: string])[] = [
    ['no object', [], 'The seed must be an object'],
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
    ['a list that is none', { users: {} }, 'users must be a list'],
  ]
  it.each(cases)('names %s', (_name, seed, problem) => {
    expect(() => checkSeed(seed)).toThrow(problem)
  })

  it('names every problem at once', () => {
    expect(() => checkSeed({ users: [{}], organizations: [{}] })).toThrow(
      /2 problem[\s\S]*users\[0\][\s\S]*organizations\[0\]/,
    )
  })
})
