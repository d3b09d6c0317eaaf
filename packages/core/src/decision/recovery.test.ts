import { describe, expect, it } from 'vitest'
import { asPass, devCookies, devOptions, liveCookies, liveOptions, silentWorld, toRequest } from '../../test/fakes.ts'
import { mintToken, NOW_SEC } from '../../test/mint.ts'
import { createAuth } from '../guard/create-auth.ts'
import type { AuthOptions } from '../settings/options.ts'

const script = { 'sec-fetch-dest': 'empty', accept: '*/*' }
/** What a refusal of a signed-out or stale visitor says about a navigation to the same address. */
const recoveryOf = async (
  cookies: Record<string, string>,
  options: AuthOptions = liveOptions,
  headers: Record<string, string> = {},
): Promise<string | null> => {
  const auth = createAuth(options, silentWorld().ports)
  const request = toRequest('/orgs/acme/x?y=1', { headers: { ...script, ...headers }, cookies })
  const decision = await auth.decide(request, (handle) => handle.protect({ role: 'org:admin' }))
  if (decision.kind === 'pass') expect.fail('The request was let through.')
  return decision.recovery
}
const here = 'https://app.example.com/orgs/acme/x?y=1'

describe('recovery', () => {
  it.each([
    ['has run out', { exp: NOW_SEC - 60 }],
    ['is older than its client', { iat: NOW_SEC - 200 }],
    ['is not active yet', { nbf: NOW_SEC + 60 }],
    ['was issued in the future', { iat: NOW_SEC + 60 }],
  ])('is the address itself where the session %s (in-use 2)', async (_, claims) => {
    expect(await recoveryOf(await liveCookies(claims))).toBe(here)
  })

  it('is the address itself where half of the cookies is there (in-use 2, sibling)', async () => {
    const { __session = '', __client_uat = '' } = await liveCookies()
    expect(await recoveryOf({ __session })).toBe(here)
    expect(await recoveryOf({ __client_uat })).toBe(here)
  })

  it('is the address itself where another organization is named than is active (in-use 2, sibling)', async () => {
    const options = { ...liveOptions, organizationSyncOptions: { organizationPatterns: ['/orgs/:slug/(.*)'] } }
    expect(await recoveryOf(await liveCookies({ org_id: 'org_2', org_slug: 'other' }), options)).toBe(here)
  })

  it('is the address itself for a browser that development does not know (in-use 2, sibling)', async () => {
    expect(await recoveryOf({}, devOptions)).toBe(here)
  })

  it('is the public address', async () => {
    const headers = { 'x-forwarded-host': 'shop.example.com', 'x-forwarded-proto': 'https' }
    const cookies = await devCookies({ exp: NOW_SEC - 60 })
    expect(await recoveryOf(cookies, devOptions, headers)).toBe('https://shop.example.com/orgs/acme/x?y=1')
  })

  it('is missing for somebody who is really signed out', async () => {
    expect(await recoveryOf({})).toBeNull()
    expect(await recoveryOf({ __client_uat: '0' })).toBeNull()
    expect(await recoveryOf({ __clerk_db_jwt: 'db_1' }, devOptions)).toBeNull()
  })

  it('is missing for a good session that may not be here', async () => {
    expect(await recoveryOf(await liveCookies())).toBeNull()
  })

  it('is missing where the token came in a header that a navigation would not send', async () => {
    const authorization = `Bearer ${await mintToken({ claims: { exp: NOW_SEC - 60 } })}`
    expect(await recoveryOf({}, liveOptions, { authorization })).toBeNull()
  })

  it('stands in what a framework of its own control flow refuses', async () => {
    const auth = createAuth(liveOptions, silentWorld().ports)
    const cookies = await liveCookies({ exp: NOW_SEC - 60 })
    const pass = asPass(await auth.decide(toRequest('/orgs/acme/x?y=1', { headers: script, cookies })))
    expect(pass.refuse(404).recovery).toBe(here)
    expect(pass.redirect(new URL('https://app.example.com/'), 307).recovery).toBe(here)
  })

  it('is missing where the browser travels by itself', async () => {
    const headers = { 'sec-fetch-dest': 'document' }
    expect(await recoveryOf(await liveCookies({ exp: NOW_SEC - 60 }), liveOptions, headers)).toBeNull()
  })
})
