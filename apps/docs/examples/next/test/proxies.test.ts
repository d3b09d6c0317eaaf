/** The policies that pages of "Protect" show, asked without a server. */
import type { MintSessionOptions } from '@postern/emulator'
import { createRouteMatcher } from '@postern/next'
import { readFileSync } from 'node:fs'
import { type NextMiddleware, NextRequest } from 'next/server.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import apis from '../proxies/apis.ts'
import chooser from '../proxies/chooser.ts'
import csp from '../proxies/csp.ts'
import strict from '../proxies/csp-strict.ts'
import intl from '../proxies/intl.ts'
import organizations from '../proxies/organizations.ts'
import protectedList from '../proxies/protected-list.ts'
import publicList from '../proxies/public-list.ts'
import roles from '../proxies/roles.ts'
import start from '../proxies/start.ts'
import { appUrl, emulator } from './app.ts'
import { runProxy, setKeys } from './run-proxy.ts'

beforeAll(() => setKeys(emulator))
afterAll(() => vi.unstubAllEnvs())

/** Headers of somebody; of a visitor without a session. */
const as = async (session: MintSessionOptions | null): Promise<Readonly<Record<string, string>>> => {
  if (session === null) return { cookie: (await emulator.mint.visitor()).cookieHeader }
  return { cookie: (await emulator.mint.session({ azp: appUrl, ...session })).cookieHeader }
}
const outcomeFor = async (
  proxy: NextMiddleware,
  path: string,
  session: MintSessionOptions | null,
): Promise<string | number> => (await runProxy(proxy, path, await as(session))).outcome

it('start/next.md: the dashboard asks for a session, and nothing else does', async () => {
  expect(await outcomeFor(start, '/', null)).toBe('open')
  expect(await outcomeFor(start, '/dashboard', null)).toBe('sign-in')
  expect(await outcomeFor(start, '/dashboard', { user: 'ada' })).toBe('open')
})

describe('do/protect-pages.md', () => {
  it.each([
    ['/', 'open'],
    ['/dashboard', 'sign-in'],
    ['/dashboard/a/b', 'sign-in'],
    ['/teams/blue/billing', 'sign-in'],
    ['/teams/blue', 'open'],
    ['//dashboard', 400],
  ])('a list of what is protected: a visitor finds %s %s', async (path, outcome) => {
    expect(await outcomeFor(protectedList, path, null)).toBe(outcome)
  })

  it.each([
    ['/', 'open'],
    ['/blog/first', 'open'],
    ['/anything-new', 'sign-in'],
    ['/pricing/secret', 'sign-in'],
  ])('a list of what is public: a visitor finds %s %s', async (path, outcome) => {
    expect(await outcomeFor(publicList, path, null)).toBe(outcome)
  })

  it('whoever is signed in passes both', async () => {
    expect(await outcomeFor(protectedList, '/dashboard', { user: 'alan' })).toBe('open')
    expect(await outcomeFor(publicList, '/anything-new', { user: 'alan' })).toBe('open')
  })
})

describe('the patterns of do/protect-pages.md', () => {
  const page = readFileSync(new URL('../../../do/protect-pages.md', import.meta.url), 'utf8')
  const pathsIn = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)
  const rows = [...page.matchAll(/^\| `(\/[^`]*)` *\|(.*)\|(.*)\|$/gm)].map(
    ([, pattern = '', yes = '', no = '']) => [pattern, pathsIn(yes), pathsIn(no)] as const,
  )

  it('are found', () => {
    expect(rows).toHaveLength(4)
  })

  it.each(rows)('%s', (pattern, matching, others) => {
    const matches = createRouteMatcher([pattern])
    expect(matching.filter((path) => !matches(new NextRequest(appUrl + path)))).toEqual([])
    expect(others.filter((path) => matches(new NextRequest(appUrl + path)))).toEqual([])
  })
})

describe('do/roles-permissions-plans.md', () => {
  const ada: MintSessionOptions = { user: 'ada', org: 'acme' }
  const grace: MintSessionOptions = { user: 'grace', org: 'acme' }
  it.each<[string, string | number, string, MintSessionOptions | null]>([
    ['/admin', 'open', 'an administrator', ada],
    ['/admin', 404, 'a member', grace],
    ['/admin', 404, 'an administrator of another organization', { ...ada, org: 'globex' }],
    ['/admin', 'sign-in', 'a visitor', null],
    ['/posts/edit', 'open', 'both', { ...ada, features: ['scheduling'] }],
    ['/posts/edit', 404, 'the permission alone', { ...ada, features: [] }],
    ['/posts/edit', 404, 'the feature alone', { ...grace, features: ['scheduling'] }],
    ['/reports', 'open', 'the plan', { ...grace, plans: ['pro'] }],
    ['/reports', 'open', 'the role', { ...ada, plans: [] }],
    ['/reports', 404, 'neither', { ...grace, plans: [] }],
    ['/support', 'open', 'the feature of the organization', { ...grace, features: ['support'] }],
    ['/support', 'open', 'the feature of the person', { user: 'alan', org: null, features: ['support'] }],
    ['/upgrade', 'open', 'without the plan', { ...grace, plans: [] }],
    ['/upgrade', 404, 'with the plan', { ...grace, plans: ['pro'] }],
    ['/upgrade', 'sign-in', 'a visitor', null],
  ])('%s is %s for %s', async (path, outcome, _who, session) => {
    expect(await outcomeFor(roles, path, session)).toBe(outcome)
  })
})

describe('do/protect-apis.md', () => {
  const json = { accept: 'application/json', 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' }

  it('401, with the reason as problem details, for a client of JSON', async () => {
    const { response } = await runProxy(apis, '/api/notes', { ...(await as(null)), ...json })
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    const page = readFileSync(new URL('../../../do/protect-apis.md', import.meta.url), 'utf8')
    const shown: unknown = JSON.parse(/```json\n([^`]*)```/.exec(page)?.[1] ?? '')
    expect(await response.json()).toEqual(shown)
  })
})

describe('do/csp.md', () => {
  it('adds sources to the default policy', async () => {
    const { response } = await runProxy(csp, '/', await as(null))
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("img-src 'self' https://img.clerk.com https://images.example.com")
    expect(policy).toContain("object-src 'none'")
    expect(policy).not.toContain('nonce-')
  })

  it('strict: a nonce of its own for each answer, and reports', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => (await runProxy(strict, '/', await as(null))).response.headers),
    )
    const nonces = policies.map((headers) => /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1])
    expect(nonces[0]).toBeTruthy()
    expect(nonces[0]).not.toBe(nonces[1])
    expect(policies[0]?.get('x-middleware-request-x-nonce')).toBe(nonces[0])
    expect(policies[0]?.get('content-security-policy')).toContain("'strict-dynamic'")
    expect(policies[0]?.get('reporting-endpoints')).toContain('/api/csp-reports')
  })
})

describe('do/next-intl.md', () => {
  it.each(['/members', '/de/members', '/en/members'])('a visitor is sent from %s to the sign-in page', async (path) => {
    expect(await outcomeFor(intl, path, null)).toBe('sign-in')
  })

  it.each([
    ['/members', '/en/members'],
    ['/de/members', '/de/members'],
  ])('a member at %s sees %s', async (path, page) => {
    const { response } = await runProxy(intl, path, await as({ user: 'ada' }))
    const target = response.headers.get('x-middleware-rewrite')
    if (path === page) expect(target === null || new URL(target).pathname === page).toBe(true)
    else expect(new URL(target ?? '').pathname).toBe(page)
  })

  it('a browser that prefers German is led to /de', async () => {
    const german = { ...(await as({ user: 'ada' })), 'accept-language': 'de' }
    expect((await runProxy(intl, '/', german)).outcome).toBe('de')
  })

  it('an API is not translated', async () => {
    expect(await outcomeFor(intl, '/api/notes', null)).toBe('open')
  })
})

it.each([
  ['/orgs/acme', 'open'],
  ['/orgs/acme/settings', 'open'],
  ['/orgs/globex', 'v1/client/handshake'],
  ['/pricing', 'open'],
])('do/organizations-by-url.md: who is in acme and visits %s is answered %s', async (path, outcome) => {
  expect(await outcomeFor(organizations, path, { user: 'ada', org: 'acme' })).toBe(outcome)
})

describe('do/require-an-organization.md', () => {
  it('sends who has no organization to the chooser, with the way back', async () => {
    const { outcome, response } = await runProxy(chooser, '/team?tab=1', await as({ user: 'ada', org: null }))
    expect(outcome).toBe('choose-organization')
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('redirect_url')).toBe('/team?tab=1')
  })

  it.each([
    ['/team', { user: 'ada', org: 'acme' }, 'open'],
    ['/team', null, 'sign-in'],
    ['/choose-organization', null, 'sign-in'],
    ['/choose-organization', { user: 'ada', org: null }, 'open'],
    ['/choose-organization/globex', { user: 'ada', org: null }, 'v1/client/handshake'],
    ['/', null, 'open'],
  ])('%s for %j: %s', async (path, session, outcome) => {
    expect(await outcomeFor(chooser, path, session)).toBe(outcome)
  })
})
