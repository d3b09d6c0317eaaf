import { describe, expect, it } from 'vitest'
import { AuthError } from '../foundation/auth-error.ts'
import { isBackendError } from './to-client-answer.ts'
import { createBackendClient } from './create-backend-client.ts'
import type { BackendClient } from './backend-client.ts'

interface Seen {
  readonly line: string
  readonly bearer: string | null
  readonly body: unknown
}

const SECRET = 'sk_test_do_not_show'

/** A provider that answers every call the same, and what it was asked. */
function createProvider(answer: unknown, status = 200) {
  const seen: Seen[] = []
  const fetch = async (input: unknown, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input))
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : null
    seen.push({
      line: `${init?.method} ${url.origin === 'http://api.test' ? '' : url.origin}${url.pathname}${url.search}`,
      bearer: new Headers(init?.headers).get('authorization'),
      body,
    })
    return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer, { status })
  }
  const client = createBackendClient({ secretKey: SECRET, apiUrl: 'http://api.test' }, { fetch })
  return { client, seen, fetch }
}

type Run = (client: BackendClient) => Promise<unknown>

const CALLS: readonly [name: string, run: Run, lines: readonly string[], body?: unknown][] = [
  ['getUser', (c) => c.users.getUser('user_1'), ['GET /v1/users/user_1']],
  ['getUser, odd id', (c) => c.users.getUser('a/b?c'), ['GET /v1/users/a%2Fb%3Fc']],
  [
    'getUserList',
    (c) => c.users.getUserList({ emailAddress: ['a@x.test', 'b@x.test'], limit: 5, offset: 0, orderBy: '-created_at' }),
    [
      'GET /v1/users?email_address=a%40x.test&email_address=b%40x.test&limit=5&order_by=-created_at',
      'GET /v1/users/count?email_address=a%40x.test&email_address=b%40x.test',
    ],
  ],
  [
    'updateUserMetadata',
    (c) => c.users.updateUserMetadata('user_1', { publicMetadata: { fooBar: { aB: 1 } } }),
    ['PATCH /v1/users/user_1/metadata'],
    { public_metadata: { fooBar: { aB: 1 } } },
  ],
  [
    'updateUser',
    (c) => c.users.updateUser('user_1', { firstName: 'Ada', lastName: undefined }),
    ['PATCH /v1/users/user_1'],
    { first_name: 'Ada' },
  ],
  [
    'updateUser with metadata',
    (c) => c.users.updateUser('user_1', { firstName: 'Ada', privateMetadata: { a: 1 } }),
    ['PATCH /v1/users/user_1', 'PUT /v1/users/user_1/metadata'],
    { private_metadata: { a: 1 } },
  ],
  [
    'updateOrganization with nothing but metadata',
    (c) => c.organizations.updateOrganization('org_1', { publicMetadata: { a: 1 } }),
    ['PUT /v1/organizations/org_1/metadata'],
    { public_metadata: { a: 1 } },
  ],
  [
    'getUserOauthAccessToken',
    (c) => c.users.getUserOauthAccessToken('user_1', 'google'),
    ['GET /v1/users/user_1/oauth_access_tokens/oauth_google?paginated=true'],
  ],
  [
    'getOrganization by slug',
    (c) => c.organizations.getOrganization({ slug: 'acme', includeMembersCount: true }),
    ['GET /v1/organizations/acme?include_members_count=true'],
  ],
  [
    'deleteOrganizationMembership',
    (c) => c.organizations.deleteOrganizationMembership({ organizationId: 'org_1', userId: 'user_1' }),
    ['DELETE /v1/organizations/org_1/memberships/user_1'],
  ],
  [
    'createOrganizationInvitation',
    (c) =>
      c.organizations.createOrganizationInvitation({
        organizationId: 'org_1',
        emailAddress: 'a@x.test',
        role: 'org:m',
      }),
    ['POST /v1/organizations/org_1/invitations'],
    { email_address: 'a@x.test', role: 'org:m' },
  ],
  ['getSessionList', (c) => c.sessions.getSessionList({ userId: 'u' }), ['GET /v1/sessions?user_id=u&paginated=true']],
  ['getToken', (c) => c.sessions.getToken('sess_1'), ['POST /v1/sessions/sess_1/tokens']],
  [
    'getToken of a template',
    (c) => c.sessions.getToken('sess_1', 'hasura', 60),
    ['POST /v1/sessions/sess_1/tokens/hasura'],
    { expires_in_seconds: 60 },
  ],
  [
    'revoke of an API key',
    (c) => c.apiKeys.revoke({ apiKeyId: 'ak_1' }),
    ['POST /api_keys/ak_1/revoke'],
    { revocation_reason: null },
  ],
  ['verify of an API key', (c) => c.apiKeys.verify('ak_secret'), ['POST /api_keys/verify'], { secret: 'ak_secret' }],
  [
    'createToken of a machine',
    (c) => c.m2m.createToken({ claims: { aB: 1 } }),
    ['POST /m2m_tokens'],
    { seconds_until_expiration: null, claims: { aB: 1 }, token_format: 'opaque' },
  ],
]

describe('createBackendClient', () => {
  it.each(CALLS)('calls as the vendor’s client does: %s (W5)', async (_name, run, lines, body) => {
    const { client, seen } = createProvider({})
    await run(client)
    expect(seen.map(({ line }) => line)).toEqual(lines)
    expect(seen.at(-1)?.body ?? undefined).toEqual(body)
    expect(seen.every(({ bearer }) => bearer === `Bearer ${SECRET}`)).toBe(true)
  })

  it('gives objects in camelCase, and what the application keeps as it is (W5)', async () => {
    const user = {
      object: 'user',
      id: 'user_1',
      first_name: 'Ada',
      last_name: null,
      primary_email_address_id: 'idn_2',
      email_addresses: [{ id: 'idn_1' }, { id: 'idn_2', email_address: 'a@x.test' }],
      public_metadata: { snake_case: { deep_er: 1 } },
      a_new_field: [{ of_it: 1 }],
    }
    const found = await createProvider(user).client.users.getUser('user_1')
    expect(found).toMatchObject({
      fullName: 'Ada',
      primaryEmailAddress: { emailAddress: 'a@x.test' },
      primaryPhoneNumber: null,
      publicMetadata: { snake_case: { deep_er: 1 } },
      aNewField: [{ ofIt: 1 }],
    })
  })

  it('gives lists with their total, counts as numbers, and nothing for an empty answer (W5)', async () => {
    const list = { data: [{ id: 'org_1' }], total_count: 7 }
    expect(await createProvider(list).client.organizations.getOrganizationList()).toEqual({
      data: [{ id: 'org_1' }],
      totalCount: 7,
    })
    expect(await createProvider({ object: 'total_count', total_count: 3 }).client.users.getCount()).toBe(3)
    expect(await createProvider(undefined).client.users.unbanUser('user_1')).toBeUndefined()
  })

  it('throws what the provider said, and never a key (W5)', async () => {
    const said = {
      errors: [{ code: 'resource_not_found', message: 'not found', long_message: 'No user.' }],
      clerk_trace_id: 't',
    }
    const error: unknown = await createProvider(said, 404)
      .client.users.getUser('user_1')
      .catch((thrown: unknown) => thrown)
    expect(isBackendError(error)).toBe(true)
    expect(error).toMatchObject({
      clerkError: true,
      status: 404,
      clerkTraceId: 't',
      errors: [{ code: 'resource_not_found', message: 'not found', longMessage: 'No user.', meta: {} }],
    })
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(SECRET)
    // An adapter answers with the status of an `AuthError`; what the provider answers is no answer to a visitor.
    expect(error).not.toBeInstanceOf(AuthError)
  })

  it('rejects where no answer comes, or one that is no JSON, or too large (W5)', async () => {
    const broken = createBackendClient(
      { secretKey: SECRET },
      { fetch: async () => Promise.reject(new TypeError(`to ${SECRET}`)) },
    )
    await expect(broken.users.getUser('user_1')).rejects.toMatchObject({ status: null, errors: [] })
    await expect(broken.users.getUser('user_1')).rejects.not.toThrow(SECRET)
    const redirect = createBackendClient(
      { secretKey: SECRET },
      { fetch: async () => new Response('<html>', { status: 307, headers: { location: 'http://elsewhere.test/' } }) },
    )
    await expect(redirect.users.getUser('user_1')).rejects.toMatchObject({ status: 307, errors: [] })
    const large = createBackendClient({ secretKey: SECRET }, { fetch: async () => new Response('x'.repeat(9_000_000)) })
    await expect(large.users.getUser('user_1')).rejects.toMatchObject({ status: null })
  })

  it.each([
    ['an id that is empty', (c: BackendClient) => c.users.deleteUser('')],
    ['an id of dots', (c: BackendClient) => c.users.deleteUser('..')],
    ['a member that is missing', (c: BackendClient) => c.organizations.getOrganization({ organizationId: '' })],
  ])('makes no call for %s, which would mean another thing (W5)', async (_name, run) => {
    const { client, seen } = createProvider({})
    await expect(run(client)).rejects.toMatchObject({ code: 'ERR_AUTH_BACKEND_CALL' })
    expect(seen).toEqual([])
  })

  it('needs a key when a method is called, not before (W5)', async () => {
    const client = createBackendClient({})
    await expect(client.users.getUser('user_1')).rejects.toMatchObject({ code: 'ERR_AUTH_BACKEND_CALL' })
  })

  it('asks with the machine’s key for its tokens (W5)', async () => {
    const { fetch, seen } = createProvider({})
    const client = createBackendClient(
      { secretKey: SECRET, machineSecretKey: 'ak_one', apiUrl: 'http://api.test' },
      { fetch },
    )
    await client.m2m.verify({ token: 'mt_1' })
    await client.m2m.verify({ token: 'mt_1', machineSecretKey: 'ak_two' })
    expect(seen).toEqual([
      { line: 'POST /m2m_tokens/verify', bearer: 'Bearer ak_one', body: { token: 'mt_1' } },
      { line: 'POST /m2m_tokens/verify', bearer: 'Bearer ak_two', body: { token: 'mt_1' } },
    ])
  })

  it('says who has a method that it has not, and is no promise (W5)', async () => {
    const { client } = createProvider({})
    const unknown: Record<string, Record<string, () => Promise<unknown>>> = Object.assign(Object.create(client), {})
    await expect(unknown['emails']?.['send']?.()).rejects.toThrow('@clerk/backend')
    await expect(unknown['users']?.['constructor2']?.()).rejects.toThrow('users.constructor2()')
    expect(await Promise.resolve(client)).toBe(client)
    expect(await Promise.resolve(client.users)).not.toHaveProperty('then')
    expect(String(Object.keys(client))).toBe('')
  })

  it('calls the API that belongs to the publishable key (W5)', async () => {
    const { fetch, seen } = createProvider({})
    const publishableKey = `pk_test_${btoa('127.0.0.1:4000$')}`
    await createBackendClient({ secretKey: SECRET, publishableKey }, { fetch }).users.getUser('user_1')
    await createBackendClient({ secretKey: SECRET }, { fetch }).users.getUser('user_1')
    expect(seen.map(({ line }) => line)).toEqual([
      'GET http://127.0.0.1:4000/v1/users/user_1',
      'GET https://api.clerk.com/v1/users/user_1',
    ])
  })
})
