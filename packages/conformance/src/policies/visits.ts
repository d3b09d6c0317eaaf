/** Who visits, and how. Every policy meets every visitor with every request. */
import type { Provider } from '../differential/provider.ts'
import { type HeaderMap, VISITORS } from '../expected/visitors.ts'

export interface Visitor {
  readonly name: string
  readonly headers: HeaderMap
}

export async function mintVisitors({ emulator }: Provider): Promise<readonly Visitor[]> {
  const { mint } = emulator
  const shared = async (name: keyof typeof VISITORS): Promise<Visitor> => ({
    name,
    headers: await VISITORS[name](emulator),
  })
  const moderator = { metadata: { role: 'admin', onboardingComplete: true } }
  return [
    {
      name: 'nobody',
      headers: emulator.instanceType === 'development' ? { cookie: '__clerk_db_jwt=dvb_1; __client_uat=0' } : {},
    },
    await shared('admin'),
    await shared('member'),
    {
      name: 'moderator',
      headers: { cookie: (await mint.session({ user: 'grace', org: null, claims: moderator })).cookieHeader },
    },
    await shared('pending'),
    { name: 'expired', headers: { cookie: (await mint.session({ user: 'ada', expiresInSec: -60 })).cookieHeader } },
    await shared('session bearer'),
    await shared('API key'),
    await shared('OAuth token'),
    { name: 'unknown key', headers: { authorization: 'Bearer ak_nobodyknowsthiskey000000000' } },
  ]
}

export interface Way {
  readonly name: string
  readonly method: string
  readonly headers: HeaderMap
  readonly paths: readonly string[]
}

const PAGES = ['/', '/dashboard', '/de/dashboard', '/admin/users', '/sign-in', '/onboarding', '/orgs/acme/settings']
const APIS = ['/api/posts', '/api/trpc/post.list', '/api/webhooks/stripe', '/dashboard']

export const WAYS: readonly Way[] = [
  { name: 'page', method: 'GET', headers: { accept: 'text/html', 'sec-fetch-dest': 'document' }, paths: PAGES },
  { name: 'fetch', method: 'GET', headers: { accept: 'application/json', 'sec-fetch-dest': 'empty' }, paths: APIS },
  {
    name: 'post',
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    paths: APIS,
  },
  {
    name: 'action',
    method: 'POST',
    headers: { accept: 'text/x-component', 'next-action': '0a1b' },
    paths: ['/dashboard', '/admin/users'],
  },
  {
    name: 'router',
    method: 'GET',
    headers: { rsc: '1', 'next-url': '/', 'sec-fetch-dest': 'empty' },
    paths: ['/dashboard', '/admin/users'],
  },
]
