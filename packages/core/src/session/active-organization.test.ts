import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SessionClaims } from '../wire/claims.ts'
import { parsePermissions } from './active-organization.ts'

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
