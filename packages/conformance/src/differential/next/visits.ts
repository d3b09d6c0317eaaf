/** Who asks, and how: every kind of request that the adapter for Next tells apart. Minted once per instance. */
import type { Provider } from '../provider.ts'

export interface Visit {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

const PAGE = { accept: 'text/html', 'sec-fetch-dest': 'document' }

const WAYS: Readonly<Record<string, Visit>> = {
  page: { method: 'GET', path: '/dashboard?x=1', headers: PAGE },
  'page in a frame': {
    method: 'GET',
    path: '/dashboard',
    headers: { accept: 'text/html', 'sec-fetch-dest': 'iframe' },
  },
  'page of an old browser': { method: 'GET', path: '/dashboard', headers: { accept: 'text/html,*/*' } },
  'sign-in page': { method: 'GET', path: '/sign-in?redirect_url=%2Fdashboard', headers: PAGE },
  'page behind a proxy': {
    method: 'GET',
    path: '/dashboard',
    headers: { ...PAGE, 'x-forwarded-host': 'public.test', 'x-forwarded-proto': 'https' },
  },
  fetch: { method: 'GET', path: '/api/x', headers: { accept: '*/*', 'sec-fetch-dest': 'empty' } },
  'fetch for JSON': { method: 'GET', path: '/api/x', headers: { accept: 'application/json' } },
  'fetch in a page of Next': { method: 'GET', path: '/api/x', headers: { accept: '*/*' } },
  head: { method: 'HEAD', path: '/dashboard', headers: PAGE },
  post: { method: 'POST', path: '/api/x', headers: { accept: '*/*', 'content-type': 'application/json' } },
  form: {
    method: 'POST',
    path: '/dashboard',
    headers: { ...PAGE, 'content-type': 'application/x-www-form-urlencoded' },
  },
  action: {
    method: 'POST',
    path: '/dashboard',
    headers: { accept: 'text/x-component', 'next-action': 'a1', 'next-url': '/' },
  },
  'action without its URL': {
    method: 'POST',
    path: '/dashboard',
    headers: { accept: 'text/x-component', 'next-action': 'a1' },
  },
  'action of a form': {
    method: 'POST',
    path: '/dashboard',
    headers: { accept: '*/*', 'content-type': 'multipart/form-data; boundary=x', 'next-url': '/' },
  },
  router: {
    method: 'GET',
    path: '/dashboard',
    headers: { rsc: '1', 'next-url': '/', 'sec-fetch-dest': 'empty', accept: '*/*' },
  },
  'data of a page': { method: 'GET', path: '/dashboard', headers: { 'x-nextjs-data': '1', accept: '*/*' } },
  preflight: {
    method: 'OPTIONS',
    path: '/api/x',
    headers: { origin: 'https://other.test', 'access-control-request-method': 'GET' },
  },
  'forged headers': {
    method: 'GET',
    path: '/dashboard',
    headers: {
      ...PAGE,
      'x-clerk-auth-status': 'signed-in',
      'x-clerk-auth-token': 'a.b.c',
      'x-clerk-request-data': 'x',
    },
  },
  'a path that two readers read in two ways': { method: 'GET', path: '/dashboard%2Fx', headers: PAGE },
}

/** By who asks: what they carry. */
async function mintPeople({ emulator }: Provider): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const { mint } = emulator
  const cookies = async (options: Parameters<typeof mint.session>[0]) => {
    const { cookieHeader } = await mint.session(options)
    return { cookie: emulator.instanceType === 'development' ? `${cookieHeader}; __clerk_db_jwt=dvb_1` : cookieHeader }
  }
  const bearer = (authorization: string) => ({ authorization })
  return {
    nobody:
      emulator.instanceType === 'development' ? { cookie: '__clerk_db_jwt=dvb_1; __client_uat=0' } : { cookie: '' },
    'a new browser': {},
    admin: await cookies({ user: 'ada', org: 'acme', fva: [5, 5] }),
    member: await cookies({ user: 'grace', org: 'acme' }),
    pending: await cookies({ user: 'edsger' }),
    'somebody whose session ran out': await cookies({ user: 'ada', expiresInSec: -60, hasRefreshToken: false }),
    'somebody whose session is renewed': await cookies({ user: 'ada', expiresInSec: -60 }),
    'a session bearer': bearer(`Bearer ${(await mint.session({ user: 'ada', org: 'acme' })).token}`),
    'an API key': bearer((await mint.apiKey({ subject: 'ada' })).bearer),
    'an OAuth token': bearer((await mint.oauthToken({ user: 'ada', format: 'jwt' })).bearer),
    'an M2M token': bearer((await mint.m2mToken({ format: 'jwt' })).bearer),
    'an unknown key': bearer('Bearer ak_nobodyknowsthiskey000000000'),
    'a machine’s shape without a signature': bearer(`Bearer ${btoa('{"typ":"at+jwt","alg":"RS256"}')}.e30.`),
  }
}

export interface Visits {
  readonly ways: Readonly<Record<string, Visit>>
  readonly people: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export async function prepareVisits(provider: Provider): Promise<Visits> {
  return { ways: WAYS, people: await mintPeople(provider) }
}
