import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPathTest } from '../routing/create-account-test.ts'
import type { OrganizationRoutes } from '../settings/settings.ts'
import type { SessionClaims } from '../wire/claims.ts'
import { isOrganizationMismatch, toOrganizationTarget } from './organization-target.ts'

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
