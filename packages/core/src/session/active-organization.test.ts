import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionClaims } from '../wire/claims.ts'
import { parsePermissions, isOrganizationMismatch, toOrganizationTarget } from './active-organization.ts'
import { createPathTest } from '../routing/create-account-test.ts'
import type { OrganizationRoutes } from '../settings/settings.ts'

/** Claims as a token may hold them, past the types. */
function claimsOf(parts: Readonly<Record<string, unknown>>): SessionClaims {
  return { sub: 'user_1', exp: 2_000_000_000, ...parts }
}
function version2(fea: unknown, per: unknown, fpm: unknown): SessionClaims {
  return claimsOf({ v: 2, fea, o: { id: 'org_1', rol: 'admin', per, fpm } })
}

describe('parsePermissions', () => {
  it('reads the golden vector with four features', () => {
    const claims = version2(
      'o:billing,o:impersonation,o:magic_links,o:posts',
      'create,delete,manage,read',
      '12,12,9,14',
    )
    expect(parsePermissions(claims)).toEqual([
      'org:billing:manage',
      'org:billing:read',
      'org:impersonation:manage',
      'org:impersonation:read',
      'org:magic_links:create',
      'org:magic_links:read',
      'org:posts:delete',
      'org:posts:manage',
      'org:posts:read',
    ])
  })

  it('reads the golden vector with two features', () => {
    const claims = version2('o:impersonation,o:magic_links', 'create,read', '2,1')
    expect(parsePermissions(claims)).toEqual(['org:impersonation:read', 'org:magic_links:create'])
  })

  it('counts only features of the organization, as in the golden sample', () => {
    const claims = version2('o:articles,ou:dash,u:beta', 'read,manage', '1,3')
    expect(parsePermissions(claims)).toEqual(['org:articles:read', 'org:dash:read', 'org:dash:manage'])
  })

  it('reads bitmaps beyond 2^53 bit for bit', () => {
    const names = Array.from({ length: 130 }, (_, index) => `p${index}`)
    const bitmap = (1n << 129n) | (1n << 64n) | (1n << 53n) | 1n
    expect(parsePermissions(version2('o:a', names.join(','), String(bitmap)))).toEqual([
      'org:a:p0',
      'org:a:p53',
      'org:a:p64',
      'org:a:p129',
    ])
  })

  it.each<readonly [string, SessionClaims, readonly string[] | undefined]>([
    ['the claim of version 1', claimsOf({ org_id: 'org_1', org_permissions: ['org:a:b'] }), ['org:a:b']],
    ['the claim of version 1 under an unknown version', claimsOf({ v: 3, org_permissions: ['org:a:b'] }), ['org:a:b']],
    [
      'the claim of version 1 where the version is a string',
      claimsOf({ v: '2', org_permissions: ['org:a:b'] }),
      ['org:a:b'],
    ],
    ['nothing for version 1 without the claim', claimsOf({ org_id: 'org_1' }), undefined],
    ['nothing for version 1 with a string', claimsOf({ org_permissions: 'org:a:b' }), undefined],
    ['nothing for version 1 with a mixed list', claimsOf({ org_permissions: ['org:a:b', 1] }), undefined],
    ['nothing of version 1 in version 2', claimsOf({ v: 2, org_permissions: ['org:a:b'] }), undefined],
    ['nothing for version 2 without an organization', claimsOf({ v: 2, fea: 'o:a' }), undefined],
    ['an empty list for version 2 without names', version2('o:a', undefined, '1'), []],
    ['an empty list for version 2 without bitmaps', version2('o:a', 'read', undefined), []],
    ['an empty list for names of an odd type', version2('o:a', ['read'], '1'), []],
    ['an empty list for bitmaps of an odd type', version2('o:a', 'read', 1), []],
    ['an empty list for a malformed feature', version2('o:a,b', 'read', '1'), []],
    ['an empty list for features of an odd type', version2({}, 'read', '1'), []],
    ['an empty list where one feature stands twice', version2('o:a,ou:a', 'read', '1,0'), []],
    ['nothing for a bitmap that is hexadecimal', version2('o:a,o:b', 'read', '0x1,1'), ['org:b:read']],
    ['nothing for a bitmap that is negative', version2('o:a,o:b', 'read', '-1,1'), ['org:b:read']],
    ['nothing for a bitmap that is a fraction', version2('o:a,o:b', 'read', '1.0,1'), ['org:b:read']],
    ['nothing for an empty bitmap', version2('o:a,o:b', 'read', ',1'), ['org:b:read']],
    ['nothing for digits of another script', version2('o:a,o:b', 'read', '١,1'), ['org:b:read']],
    ['nothing for surplus features', version2('o:a,o:b', 'read', '1'), ['org:a:read']],
    ['nothing for surplus bitmaps', version2('o:a', 'read', '1,1'), ['org:a:read']],
    ['nothing for surplus bits', version2('o:a', 'read', '255'), ['org:a:read']],
    ['nothing for an empty name', version2('o:a', ',read', '3'), ['org:a:read']],
    ['nothing for an empty feature', version2('o:,o:b', 'read', '1,1'), ['org:b:read']],
    ['trimmed items', version2(' o:a , o:b ', ' read , edit ', ' 1 , 2 '), ['org:a:read', 'org:b:edit']],
  ])('gives %s', (_name, claims, permissions) => {
    expect(parsePermissions(claims)).toEqual(permissions)
  })

  it('never throws, whatever the claims hold', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), fc.anything(), (v, fea, o, list) => {
        parsePermissions(claimsOf({ v, fea, o, org_permissions: list }))
        parsePermissions(claimsOf({ v: 2, fea, o }))
        parsePermissions(version2(fea, o, list))
      }),
    )
  })
})

const routes: OrganizationRoutes = {
  organizations: ['/by-id/:id', '/orgs/:slug', '/both/:slug/:id', '/me/:other', '/by-id/:id/(.*)', '/maybe/:id?'].map(
    createPathTest,
  ),
  personalAccounts: [createPathTest('/me(.*)')],
}

describe('toOrganizationTarget', () => {
  it.each<readonly [name: string, pathname: string, target: unknown]>([
    ['an id', '/by-id/org_1aZ', { kind: 'organization', id: 'org_1aZ' }],
    ['a slug', '/orgs/acme-2', { kind: 'organization', slug: 'acme-2' }],
    ['a slug with an escape, decoded once', '/orgs/%61cme', { kind: 'organization', slug: 'acme' }],
    ['the id where a pattern gives both', '/both/acme/org_1', { kind: 'organization', id: 'org_1' }],
    ['the personal account', '/me', { kind: 'personal' }],
    ['the personal account, where a pattern gives neither id nor slug', '/me/x', { kind: 'personal' }],
    ['nothing for another path', '/about', null],
    ['nothing for a path of several segments', '/orgs/acme/x', null],
    ['a slug that stands for an id (B11)', '/by-id/acme', { kind: 'organization', slug: 'acme', isMisnamed: true }],
    ['the same, encoded (B11)', '/by-id/%61cme', { kind: 'organization', slug: 'acme', isMisnamed: true }],
    [
      'the same before another segment (B11)',
      '/by-id/acme/x',
      { kind: 'organization', slug: 'acme', isMisnamed: true },
    ],
    [
      'the same where a pattern gives both (B11)',
      '/both/x/acme',
      { kind: 'organization', slug: 'acme', isMisnamed: true },
    ],
    ['an id that stands for a slug (B11)', '/orgs/org_1', { kind: 'organization', id: 'org_1', isMisnamed: true }],
    [
      'a slug of 256 characters (B10)',
      `/orgs/${'a-1'.repeat(85)}b`,
      { kind: 'organization', slug: `${'a-1'.repeat(85)}b` },
    ],
    ['nothing where an optional id is left out (B11)', '/maybe', null],
    ['a slug for an optional id (B11)', '/maybe/acme', { kind: 'organization', slug: 'acme', isMisnamed: true }],
    ['nothing for an id with a sign in it', '/by-id/org_1-2', null],
    ['nothing for a prefix without an id (B11)', '/by-id/org_', null],
    ['nothing for a name in capitals that stands for an id (B11)', '/by-id/ACME', null],
    ['nothing for a name with a blank that stands for an id (B11)', '/by-id/a%20b', null],
    ['nothing for a slug in upper case', '/orgs/ACME', null],
    ['nothing for a slug that is too long (B10)', `/orgs/${'a'.repeat(257)}`, null],
    ['nothing for a slash in an escape', '/orgs/a%2Fb', null],
    ['nothing for an escape of an escape', '/orgs/%2561cme', null],
    ['nothing for a line end in an escape', '/orgs/acme%0A', null],
    ['nothing for a malformed escape', '/orgs/%E0%A4%A', null],
    ['nothing for the path of a forwarded server action', '/orgs/[slug]', null],
    ['nothing for the same in escapes', '/orgs/%5Bslug%5D', null],
    ['nothing for a forwarded server action of the personal account', '/me/[page]', null],
  ])('gives %s', (_name, pathname, target) => {
    expect(toOrganizationTarget(routes, pathname)).toEqual(target)
  })

  it('lets the first pattern that matches decide', () => {
    const target = toOrganizationTarget(
      { ...routes, organizations: [createPathTest('/:slug'), createPathTest('/:id')] },
      '/acme',
    )
    expect(target).toEqual({ kind: 'organization', slug: 'acme' })
  })

  it('gives nothing without routes, and for empty lists', () => {
    expect(toOrganizationTarget(null, '/orgs/acme')).toBeNull()
    expect(toOrganizationTarget({ organizations: [], personalAccounts: [] }, '/orgs/acme')).toBeNull()
  })

  it('never throws and only ever names what can be an organization', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('/orgs/', '/by-id/', '/both/acme/'), (text, start) => {
        const target = toOrganizationTarget(routes, start + text)
        if (target?.kind !== 'organization') return
        expect(target.id ?? target.slug).toMatch(/^(?:org_[A-Za-z0-9]+|[a-z0-9-]{1,256})$/)
      }),
    )
  })
})

const alone: SessionClaims = { sub: 'user_1', exp: 2_000_000_000 }
const pending = { ...alone, sts: 'pending' } as const
const inAcme: SessionClaims = { ...alone, org_id: 'org_1', org_slug: 'acme' }

describe('isOrganizationMismatch', () => {
  it.each([
    ['the active id', { kind: 'organization', id: 'org_1' }, inAcme, false],
    ['another id', { kind: 'organization', id: 'org_2' }, inAcme, true],
    ['the active slug', { kind: 'organization', slug: 'acme' }, inAcme, false],
    ['another slug', { kind: 'organization', slug: 'globex' }, inAcme, true],
    ['the personal account while an organization is active', { kind: 'personal' }, inAcme, true],
    ['the personal account while none is', { kind: 'personal' }, alone, false],
    ['an organization while none is active', { kind: 'organization', id: 'org_1' }, alone, true],
    ['an organization while the session is pending', { kind: 'organization', id: 'org_1' }, pending, false],
    ['nothing', null, inAcme, false],
  ] as const)('compares %s', (_name, target, claims, isMismatch) => {
    expect(isOrganizationMismatch(target, claims)).toBe(isMismatch)
  })
})
