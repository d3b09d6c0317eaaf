/** Who visits, and how. Every policy meets every visitor with every request. */
import type { Provider } from '../differential/provider.ts'

export interface Visitor {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
}

export async function mintVisitors({ emulator }: Provider): Promise<readonly Visitor[]> {
  const { mint } = emulator
  const cookies = async (options: Parameters<typeof mint.session>[0]) => ({
    cookie: (await mint.session(options)).cookieHeader,
  })
  const bearer = (authorization: string) => ({ authorization })
  return [
    {
      name: 'nobody',
      headers: emulator.instanceType === 'development' ? { cookie: '__clerk_db_jwt=dvb_1; __client_uat=0' } : {},
    },
    { name: 'admin', headers: await cookies({ user: 'ada', org: 'acme' }) },
    { name: 'member', headers: await cookies({ user: 'grace', org: 'acme' }) },
    {
      name: 'moderator',
      headers: await cookies({
        user: 'grace',
        org: null,
        claims: { metadata: { role: 'admin', onboardingComplete: true } },
      }),
    },
    { name: 'pending', headers: await cookies({ user: 'edsger' }) },
    { name: 'expired', headers: await cookies({ user: 'ada', expiresInSec: -60 }) },
    { name: 'session bearer', headers: bearer(`Bearer ${(await mint.session({ user: 'ada', org: 'acme' })).token}`) },
    { name: 'API key', headers: bearer((await mint.apiKey({ subject: 'ada' })).bearer) },
    { name: 'OAuth token', headers: bearer((await mint.oauthToken({ user: 'ada' })).bearer) },
    { name: 'unknown key', headers: bearer('Bearer ak_nobodyknowsthiskey000000000') },
  ]
}

export interface Way {
  readonly name: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
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
