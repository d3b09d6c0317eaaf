import { describe, expect, it } from 'vitest'
import type { Verified } from '../claims/verified.ts'
import type { SessionClaims } from '../wire/claims.ts'
import type { DebugView, GetToken, SignedInAuth } from './auth-object.ts'
import { toSessionAuth, toSignedInAuth, toSignedOutAuth } from './to-session-auth.ts'
import { isPending } from './active-organization.ts'

const getToken: GetToken = () => Promise.resolve('token')
const debug = (): DebugView => ({ seen: true })

/** Claims as verification would pass them on, and stranger. The brand is made here because no signature is at stake. */
function claimsOf(parts: Readonly<Record<string, unknown>>): Verified<SessionClaims> {
  return { sub: 'user_1', exp: 2_000_000_000, sid: 'sess_1', ...parts } as unknown as Verified<SessionClaims>
}
function signedIn(parts: Readonly<Record<string, unknown>> = {}): SignedInAuth {
  return toSignedInAuth(claimsOf(parts), getToken, debug)
}

const version1 = {
  org_id: 'org_1',
  org_role: 'org:admin',
  org_slug: 'acme',
  org_permissions: ['org:posts:edit', 'org:posts:read'],
}
const version2 = {
  v: 2,
  fea: 'o:posts,ou:dash,u:beta',
  pla: 'u:gold',
  o: { id: 'org_1', rol: 'admin', slg: 'acme', per: 'edit,read', fpm: '3,2' },
}

describe('toSignedInAuth', () => {
  it('has exactly the documented keys', () => {
    expect(Object.keys(signedIn()).toSorted()).toEqual(Object.keys(toSignedOutAuth(null, debug)).toSorted())
  })

  it('passes the claims on, every one with its value', () => {
    const claims = claimsOf({ custom: { deep: 1 } })
    expect(toSignedInAuth(claims, getToken, debug).sessionClaims).toEqual(claims)
  })

  it('gives claims as plain objects, which a framework may send to the browser', () => {
    const bare: object = Object.assign(Object.create(null), { deep: 1 })
    const { sessionClaims } = toSignedInAuth(claimsOf({ custom: bare }), getToken, debug)
    expect([sessionClaims, sessionClaims['custom']].map((value) => String(value))).toEqual([
      '[object Object]',
      '[object Object]',
    ])
  })

  it('gives the same claims object every time', () => {
    const auth = toSignedInAuth(claimsOf({}), getToken, debug)
    expect(auth.sessionClaims).toBe(auth.sessionClaims)
  })

  it.each([
    ['version 1', version1, ['org:posts:edit', 'org:posts:read']],
    ['version 2', version2, ['org:posts:edit', 'org:posts:read', 'org:dash:read']],
  ])('reads the organization of %s', (_name, claims, orgPermissions) => {
    expect(signedIn(claims)).toMatchObject({
      userId: 'user_1',
      sessionId: 'sess_1',
      orgId: 'org_1',
      orgRole: 'org:admin',
      orgSlug: 'acme',
      orgPermissions,
    })
  })

  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['version 1 without claims', {}],
    ['version 1 with a role but no id', { org_role: 'org:admin', org_permissions: ['org:posts:edit'] }],
    ['version 1 with an id of an odd type', { ...version1, org_id: ['org_1'] }],
    ['version 2 without an organization', { v: 2, fea: 'o:posts' }],
    ['version 2 with an organization that is null', { ...version2, o: null }],
    ['version 2 with an organization that is a string', { ...version2, o: 'org_1' }],
    ['version 2 without an id', { ...version2, o: { rol: 'admin', per: 'edit', fpm: '1' } }],
    ['version 2 with claims of version 1', { v: 2, ...version1 }],
  ])('has no organization for %s', (_name, claims) => {
    const auth = signedIn(claims)
    expect(auth).toMatchObject({ orgId: undefined, orgRole: undefined, orgSlug: undefined, orgPermissions: undefined })
    expect(auth.has({ role: 'org:admin' })).toBe(false)
    expect(auth.has({ permission: 'org:posts:edit' })).toBe(false)
  })

  it.each<readonly [string, unknown]>([
    ['a role of version 2 that is missing', undefined],
    ['a role of version 2 that is empty', ''],
    ['a role of version 2 that is an array', ['admin']],
  ])('has no role for %s', (_name, rol) => {
    const auth = signedIn({ v: 2, o: { id: 'org_1', rol } })
    expect(auth.orgRole).toBeUndefined()
    expect(auth.has({ role: 'org:' })).toBe(false)
  })

  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['fea', { fea: 'posts' }],
    ['fea of an odd type', { fea: 7 }],
    ['per', { o: { ...version2.o, per: 7 } }],
    ['fpm', { o: { ...version2.o, fpm: {} } }],
    ['fpm that is text', { o: { ...version2.o, fpm: 'x,y' } }],
  ])('keeps the session and grants nothing for a malformed %s', (_name, malformed) => {
    const auth = signedIn({ ...version2, ...malformed })
    expect(auth.isAuthenticated).toBe(true)
    expect(auth.orgPermissions).toEqual([])
    expect(auth.has({ permission: 'org:posts:edit' })).toBe(false)
    expect(auth.has({ role: 'org:admin' })).toBe(true)
  })

  it.each<readonly [string, unknown, readonly [number, number] | null]>([
    ['a pair', [1, -1], [1, -1]],
    ['nothing', undefined, null],
    ['one number', [1], null],
    ['three numbers', [1, 2, 3], null],
    ['text', '1,2', null],
    ['numbers as text', ['1', '2'], null],
    ['a negative age', [-2, 0], null],
    ['an age without end', [0, Infinity], null],
  ])('reads the factor ages from %s', (_name, fva, ages) => {
    expect(signedIn({ fva }).factorVerificationAge).toEqual(ages)
  })

  it.each<readonly [string, unknown, unknown]>([
    ['nothing', undefined, undefined],
    ['null', null, undefined],
    ['the claim', { sub: 'user_2', iss: 'x' }, { sub: 'user_2', iss: 'x' }],
    ['a malformed claim, which still says that someone acts', 'user_2', { sub: '' }],
    ['an actor without a name', { sub: 5 }, { sub: '' }],
  ])('has as actor %s', (_name, act, actor) => {
    expect(signedIn({ act }).actor).toEqual(actor)
  })

  it('has no token to give without a session id', async () => {
    expect(await signedIn().getToken()).toBe('token')
    const auth = signedIn({ sid: undefined })
    expect(auth.sessionId).toBe('')
    expect(await auth.getToken()).toBeNull()
  })

  it('computes the permissions once, when they are first read', () => {
    let reads = 0
    const claims = claimsOf(version2)
    Object.defineProperty(claims, 'fea', { get: () => (reads++, version2.fea) })
    const auth = toSignedInAuth(claims, getToken, debug)
    const readsAtFirst = reads
    const permissions = auth.orgPermissions
    expect(reads).toBe(readsAtFirst + 1)
    expect(auth.orgPermissions).toBe(permissions)
    expect(auth.has({ permission: 'org:posts:edit' })).toBe(true)
    expect(reads).toBe(readsAtFirst + 1)
  })

  it('can be read behind a proxy that wraps every object it gives, as state libraries do', () => {
    const wrap = <T extends object>(target: T): T =>
      new Proxy(target, {
        get(of, name, receiver) {
          const value: unknown = Reflect.get(of, name, receiver)
          return typeof value === 'object' && value !== null ? wrap(value) : value
        },
      })
    const { sessionClaims, orgPermissions } = wrap(signedIn(version1))
    expect([sessionClaims.sub, orgPermissions?.length]).toEqual(['user_1', 2])
  })

  it('spreads, destructures and serialises like a plain object', () => {
    const auth = signedIn(version2)
    const { orgPermissions, has } = { ...auth }
    expect(orgPermissions).toEqual(auth.orgPermissions)
    expect(has({ permission: 'posts:edit' })).toBe(true)
    const json: unknown = JSON.parse(JSON.stringify(auth))
    expect(json).toMatchObject({ userId: 'user_1', orgPermissions: auth.orgPermissions })
    expect(json).not.toHaveProperty('getToken')
  })
})

describe('the lists of a session', () => {
  it('are the application’s own: what it writes into them grants nothing (T7)', () => {
    const auth = signedIn({ org_id: 'org_1', org_role: 'org:member', org_permissions: ['org:a:read'], fva: [1, 2] })
    const list: string[] = auth.orgPermissions ?? []
    list.push('org:a:delete')
    const ages: number[] = auth.factorVerificationAge ?? []
    ages.fill(0)
    expect(auth.orgPermissions).toBe(list)
    expect(auth.has({ permission: 'org:a:delete' })).toBe(false)
    expect(auth.has({ permission: 'org:a:read' })).toBe(true)
    expect(auth.has({ reverification: { level: 'first_factor', afterMinutes: 1 } })).toBe(false)
  })
})

describe('toSignedOutAuth', () => {
  it('is null everywhere, holds no token and may do nothing', async () => {
    const auth = toSignedOutAuth('pending', debug)
    expect(auth).toMatchObject({
      isAuthenticated: false,
      userId: null,
      sessionId: null,
      sessionStatus: 'pending',
      orgId: null,
    })
    expect(await auth.getToken()).toBeNull()
    expect(auth.has({ role: 'org:admin' })).toBe(false)
  })
})

const statuses: readonly (readonly [name: string, sts: unknown, whenHidden: string, whenShown: string])[] = [
  ['no status', undefined, 'in', 'in'],
  ['the status active', 'active', 'in', 'in'],
  ['the status pending', 'pending', 'out, pending', 'in'],
  ['the status revoked', 'revoked', 'out', 'out'],
  ['an empty status', '', 'out', 'out'],
  ['the status Active', 'Active', 'out', 'out'],
  ['a status of an odd type', 1, 'out', 'out'],
]

describe('toSessionAuth', () => {
  it.each(statuses)('decides %s', (_name, sts, whenHidden, whenShown) => {
    for (const [isHidden, expected] of [
      [true, whenHidden],
      [false, whenShown],
    ] as const) {
      const auth = toSessionAuth(claimsOf({ sts }), isHidden, getToken, debug)
      const standing = auth.isAuthenticated ? 'in' : auth.sessionStatus === null ? 'out' : `out, ${auth.sessionStatus}`
      expect(standing).toBe(expected)
    }
  })
})

describe('isPending', () => {
  it.each(statuses)('says of %s whether the session does not count yet', (_name, sts, whenHidden) => {
    expect(isPending(claimsOf({ sts }))).toBe(whenHidden !== 'in')
  })
})

describe('has of both versions of the claims', () => {
  const questions: readonly (readonly [name: string, question: unknown, answer: boolean])[] = [
    ['the role', { role: 'org:admin' }, true],
    ['the role without its prefix', { role: 'admin' }, true],
    ['another role', { role: 'org:member' }, false],
    ['a permission', { permission: 'org:posts:edit' }, true],
    ['a permission without its prefix', { permission: 'posts:read' }, true],
    ['another permission', { permission: 'org:posts:delete' }, false],
    ['a system permission that is not in the token', { permission: 'org:sys_profile:manage' }, false],
    ['role and permission', { role: 'admin', permission: 'posts:edit' }, true],
    ['a role that is held and a permission that is not', { role: 'admin', permission: 'posts:delete' }, false],
    ['a role that is not held and a permission that is', { role: 'member', permission: 'posts:edit' }, false],
    ['nothing', {}, false],
  ]
  for (const [version, claims] of [
    ['version 1', version1],
    ['version 2', version2],
  ] as const) {
    it.each(questions)(`answers ${version} about %s`, (_name, question, answer) => {
      expect(Reflect.apply(signedIn(claims).has, undefined, [question])).toBe(answer)
    })
  }
})
