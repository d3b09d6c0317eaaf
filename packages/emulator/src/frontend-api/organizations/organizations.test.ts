/** Organizations as the browser script asks for them: every case is one person's browser. */
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { createEmulator } from '../../create-emulator.ts'
import type { Emulator } from '../../emulator.ts'

const ORIGIN = 'http://localhost:3000'
const ACME = '/v1/organizations/org_acme'
const DAY_MS = 86_400_000

/** A list where a field is repeated. */
type Fields = Record<string, string> | string[][]
interface Answer {
  readonly status: number
  readonly code: string | undefined
  readonly meta: Readonly<Record<string, unknown>> | undefined
  readonly response: Readonly<Record<string, unknown>>
  readonly client: Readonly<Record<string, unknown>> | null
}
type Ask = (method: string, path: string, form?: Fields) => Promise<Answer>

let emulator: Emulator
let ada: Ask
let grace: Ask
let alan: Ask
beforeEach(async () => {
  emulator = createEmulator({ clock: 1_790_000_000_000 })
  ada = await openBrowser('user_ada')
  grace = await openBrowser('user_grace')
  alan = await openBrowser('user_alan')
})

async function openBrowser(user: string, org: string | null = 'acme'): Promise<Ask> {
  const isMember = user !== 'user_alan'
  const { emulatorCookie } = await emulator.mint.session({ user, ...(isMember && { org }) })
  return async (method, path, form) => {
    const url = new URL(path, emulator.url)
    url.searchParams.set('_clerk_js_version', '6')
    if (method !== 'GET' && method !== 'POST') url.searchParams.set('_method', method)
    const answer = await emulator.fetch(url, {
      method: method === 'GET' ? 'GET' : 'POST',
      headers: { origin: ORIGIN, cookie: emulatorCookie },
      ...(form !== undefined && { body: new URLSearchParams(form) }),
    })
    const body = (await answer.json()) as Pick<Answer, 'response' | 'client'> & {
      readonly errors?: readonly { readonly code: string; readonly meta: Readonly<Record<string, unknown>> }[]
    }
    const [error] = body.errors ?? []
    return { status: answer.status, code: error?.code, meta: error?.meta, response: body.response, client: body.client }
  }
}

/** The records of a page of a list. */
function dataOf({ response }: Answer): readonly Readonly<Record<string, unknown>>[] {
  return response['data'] as readonly Readonly<Record<string, unknown>>[]
}
const idOf = ({ response }: Answer): string => String(response['id'])
const tokenOf = async (user: string): Promise<Readonly<Record<string, unknown>>> => {
  const session = emulator.control.sessions().find(({ userId }) => userId === user)
  const answer = await emulator.fetch(`${emulator.url}/v1/sessions/${session?.id}/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.secretKey}` },
  })
  return decodeJwt(((await answer.json()) as { readonly jwt: string }).jwt)
}
const codeSent = async (): Promise<string> => {
  const answer = await emulator.fetch(`${emulator.url}/__emu/state`)
  const { mails } = (await answer.json()) as { readonly mails: readonly { readonly code: string | null }[] }
  return mails.map(({ code }) => code).findLast((code) => code !== null) ?? ''
}

describe('an organization', () => {
  it('is made by a person, who administers it', async () => {
    const made = await alan('POST', '/v1/organizations', { name: '<b>Initech</b>', slug: 'initech-' })
    expect(made.response).toMatchObject({ name: '<b>Initech</b>', slug: 'initech-', members_count: 1 })
    expect(made.response).not.toHaveProperty('private_metadata')
    const mine = await alan('GET', '/v1/me/organization_memberships?paginated=true')
    expect(dataOf(mine)).toMatchObject([{ role: 'org:admin', organization: { id: idOf(made) } }])
  })

  it('is changed and deleted by whoever may', async () => {
    expect((await ada('PATCH', ACME, { name: 'Acme 2' })).response).toMatchObject({ name: 'Acme 2', slug: 'acme' })
    expect((await ada('DELETE', ACME)).response).toMatchObject({ id: 'org_acme', deleted: true })
    expect((await ada('GET', ACME)).status).toBe(404)
    expect(await tokenOf('user_ada')).not.toHaveProperty('o')
  })

  it.each([
    ['PATCH', ACME, 'org:sys_profile:manage'],
    ['DELETE', ACME, 'org:sys_profile:delete'],
    ['PUT', `${ACME}/logo`, 'org:sys_profile:manage'],
    ['POST', `${ACME}/memberships`, 'org:sys_memberships:manage'],
    ['PATCH', `${ACME}/memberships/user_ada`, 'org:sys_memberships:manage'],
    ['DELETE', `${ACME}/memberships/user_ada`, 'org:sys_memberships:manage'],
    ['GET', `${ACME}/invitations`, 'org:sys_memberships:manage'],
    ['POST', `${ACME}/invitations/bulk`, 'org:sys_memberships:manage'],
    ['GET', `${ACME}/membership_requests`, 'org:sys_memberships:manage'],
    ['GET', `${ACME}/domains`, 'org:sys_domains:read'],
    ['POST', `${ACME}/domains`, 'org:sys_domains:manage'],
  ])('refuses %s %s without %s', async (method, path, permission) => {
    const refused = await grace(method, path, method === 'GET' ? undefined : {})
    expect(refused).toMatchObject({
      status: 403,
      code: 'missing_organization_permission',
      meta: { permissions: [permission] },
    })
  })

  it.each(['GET', 'PATCH', 'DELETE'])('is not there for %s by a stranger', async (method) => {
    expect(await alan(method, ACME)).toMatchObject({ status: 404, code: 'resource_not_found' })
  })

  it.each([
    [{}, 'form_param_missing', 'name'],
    [{ name: ' ' }, 'form_param_nil', 'name'],
    [{ name: 'x', slug: 'acme' }, 'form_identifier_exists', 'slug'],
    [{ name: 'x', slug: 'A b' }, 'form_param_format_invalid', 'slug'],
  ])('is not made of %j', async (form: Fields, code, param) => {
    expect(await alan('POST', '/v1/organizations', form)).toMatchObject({
      status: 422,
      code,
      meta: { param_name: param },
    })
  })
})

describe('members', () => {
  it('are found by role and by name', async () => {
    const found = async (query: string) =>
      dataOf(await grace('GET', `${ACME}/memberships?${query}`)).map(({ public_user_data: data }) => data)
    expect(await found('role=org:admin')).toMatchObject([{ user_id: 'user_ada' }])
    expect(await found('query=hopper')).toMatchObject([{ user_id: 'user_grace' }])
    expect(await found('limit=1&offset=1')).toHaveLength(1)
  })

  it('are seen in another role in the next token', async () => {
    await ada('PATCH', `${ACME}/memberships/user_grace`, { role: 'org:admin' })
    expect(await tokenOf('user_grace')).toMatchObject({ o: { rol: 'admin' } })
  })

  it('leave no active organization behind', async () => {
    await ada('DELETE', `${ACME}/memberships/user_grace`)
    expect(await tokenOf('user_grace')).not.toHaveProperty('o')
    expect((await grace('GET', ACME)).status).toBe(404)
  })

  it('may leave by themselves', async () => {
    const left = await grace('DELETE', '/v1/me/organization_memberships/org_acme')
    expect(left.response).toMatchObject({ deleted: true })
    expect(left.client).toMatchObject({ sessions: [{ last_active_organization_id: null }] })
  })

  it.each([
    ['leave', 'DELETE', '/v1/me/organization_memberships/org_acme'],
    ['be removed', 'DELETE', `${ACME}/memberships/user_ada`],
    ['lose the role', 'PATCH', `${ACME}/memberships/user_ada`],
  ])('must keep somebody who can look after them: the last one cannot %s', async (_name, method, path) => {
    const refused = await ada(method, path, { role: 'org:member' })
    expect(refused).toMatchObject({ status: 400, code: 'organization_minimum_permissions_needed' })
    expect(await tokenOf('user_ada')).toMatchObject({ o: { rol: 'admin' } })
  })

  it('have roles with their permissions', async () => {
    const roles = await grace('GET', `${ACME}/roles?limit=20&offset=0`)
    expect(roles.response).toMatchObject({ total_count: 2, has_role_set_migration: false })
    expect(dataOf(roles)[0]).toMatchObject({ key: 'org:admin', name: 'Admin' })
  })
})

describe('invitations', () => {
  const toAlan = { email_address: 'Alan@example.com', role: 'org:member' }

  it('are accepted once, by whoever has the address', async () => {
    const sent = await ada('POST', `${ACME}/invitations`, toAlan)
    expect(sent.response).not.toHaveProperty('url')
    const path = `/v1/me/organization_invitations/${idOf(sent)}/accept`
    expect((await grace('POST', path)).status).toBe(404)
    expect(dataOf(await alan('GET', '/v1/me/organization_invitations?status=pending'))).toMatchObject([
      { public_organization_data: { slug: 'acme' } },
    ])
    const accepted = await alan('POST', path)
    expect(accepted.response).toMatchObject({ status: 'accepted' })
    expect((await alan('GET', ACME)).status).toBe(200)
    expect(await alan('POST', path)).toMatchObject({ status: 400, code: 'organization_invitation_already_accepted' })
  })

  it('are sent to several addresses at once, or to none', async () => {
    const bulk = (...addresses: string[]) =>
      ada('POST', `${ACME}/invitations/bulk`, [
        ...addresses.map((address) => ['email_address', address]),
        ['role', 'org:member'],
      ])
    expect(await bulk('a@example.com', 'grace@example.com')).toMatchObject({ code: 'already_a_member_in_organization' })
    const many = await bulk(...Array.from({ length: 101 }, (_one, at) => `${at}@example.com`))
    expect(many).toMatchObject({ status: 422, code: 'form_param_value_invalid' })
    expect((await bulk('a@example.com', 'b@example.com')).response).toMatchObject([
      { email_address: 'a@example.com' },
      { email_address: 'b@example.com' },
    ])
    expect(await bulk('c@example.com', 'b@example.com')).toMatchObject({
      status: 400,
      code: 'duplicate_record',
      meta: { email_addresses: ['b@example.com'] },
    })
    expect((await ada('GET', `${ACME}/invitations?status=pending`)).response).toMatchObject({ total_count: 2 })
  })

  it('can be taken back, and cannot be accepted then', async () => {
    const sent = await ada('POST', `${ACME}/invitations`, toAlan)
    await ada('POST', `${ACME}/invitations/${idOf(sent)}/revoke`)
    expect(await alan('POST', `/v1/me/organization_invitations/${idOf(sent)}/accept`)).toMatchObject({ status: 400 })
  })

  it('expire after thirty days', async () => {
    const sent = await ada('POST', `${ACME}/invitations`, toAlan)
    emulator.clock.advance(30 * DAY_MS)
    const later = await openBrowser('user_alan')
    expect(await later('POST', `/v1/me/organization_invitations/${idOf(sent)}/accept`)).toMatchObject({ status: 400 })
  })

  it('of a hostile address are refused', async () => {
    const refused = await ada('POST', `${ACME}/invitations`, { email_address: 'a@b', role: 'org:member' })
    expect(refused).toMatchObject({ status: 422, meta: { param_name: 'email_address' } })
  })
})

describe('a domain', () => {
  const prove = async (mode: string): Promise<string> => {
    const path = `${ACME}/domains/${idOf(await ada('POST', `${ACME}/domains`, { name: 'Example.com' }))}`
    await ada('POST', `${path}/prepare_affiliation_verification`, { affiliation_email_address: 'root@example.com' })
    await ada('POST', `${path}/attempt_affiliation_verification`, { code: await codeSent() })
    await ada('POST', `${path}/update_enrollment_mode`, { enrollment_mode: mode })
    return path
  }

  it('is proven by the code that was sent to an address there', async () => {
    const path = `${ACME}/domains/${idOf(await ada('POST', `${ACME}/domains`, { name: 'example.com' }))}`
    const prepare = (address: string) =>
      ada('POST', `${path}/prepare_affiliation_verification`, { affiliation_email_address: address })
    expect(await prepare('root@example.org')).toMatchObject({ meta: { param_name: 'affiliation_email_address' } })
    await prepare('root@example.com')
    const attempt = (code: string) => ada('POST', `${path}/attempt_affiliation_verification`, { code })
    expect(await attempt('x')).toMatchObject({ status: 422, code: 'form_code_incorrect' })
    expect((await ada('GET', path)).response).toMatchObject({ verification: { status: 'unverified', attempts: 1 } })
    expect((await attempt(await codeSent())).response).toMatchObject({ verification: { status: 'verified' } })
  })

  it('lets nobody in before it is proven', async () => {
    const path = `${ACME}/domains/${idOf(await ada('POST', `${ACME}/domains`, { name: 'example.com' }))}`
    const refused = await ada('POST', `${path}/update_enrollment_mode`, { enrollment_mode: 'automatic_invitation' })
    expect(refused).toMatchObject({ status: 400, code: 'organization_domain_not_verified' })
  })

  it('suggests the organization, and a member lets in who asks', async () => {
    await prove('automatic_suggestion')
    const [suggestion] = dataOf(await alan('GET', '/v1/me/organization_suggestions?status=pending'))
    const accepted = await alan('POST', `/v1/me/organization_suggestions/${String(suggestion?.['id'])}/accept`)
    expect(accepted.response).toMatchObject({ status: 'accepted' })
    expect((await alan('GET', ACME)).status).toBe(404)
    const [request] = dataOf(await ada('GET', `${ACME}/membership_requests?status=pending`))
    await ada('POST', `${ACME}/membership_requests/${String(request?.['id'])}/accept`)
    expect((await alan('GET', ACME)).status).toBe(200)
    expect(dataOf(await alan('GET', '/v1/me/organization_suggestions'))).toEqual([])
  })

  it('leaves out who was turned away', async () => {
    await prove('automatic_suggestion')
    const [suggestion] = dataOf(await alan('GET', '/v1/me/organization_suggestions'))
    await alan('POST', `/v1/me/organization_suggestions/${String(suggestion?.['id'])}/accept`)
    const [request] = dataOf(await ada('GET', `${ACME}/membership_requests`))
    await ada('POST', `${ACME}/membership_requests/${String(request?.['id'])}/reject`)
    expect((await alan('GET', ACME)).status).toBe(404)
  })

  it('invites whoever has an address there, and takes it back on demand', async () => {
    const path = await prove('automatic_invitation')
    expect(dataOf(await alan('GET', '/v1/me/organization_invitations'))).toHaveLength(1)
    await ada('POST', `${path}/update_enrollment_mode`, {
      enrollment_mode: 'manual_invitation',
      delete_pending: 'true',
    })
    expect(dataOf(await alan('GET', '/v1/me/organization_invitations'))).toEqual([])
  })
})
