/** The vendor's own server code behind our middleware, in the application of `fixtures/next-matrix`, on Next 16 and 15. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askRaw } from './raw-request.ts'
import { BUILD_TIMEOUT_MS } from './start-fixture.ts'
import { startTwoTenants, type TwoTenants } from './start-two-tenants.ts'
import { VARIANTS } from './variants.ts'

describe.each(VARIANTS)("the vendor's auth() behind our middleware, $name", (variant) => {
  let tenants: TwoTenants

  beforeAll(async () => {
    tenants = await startTwoTenants(variant)
  }, BUILD_TIMEOUT_MS)
  afterAll(() => tenants?.stop())

  const ask = async (target: string, headers: Record<string, string>): Promise<string> => {
    const { text } = await askRaw(tenants.app.url, {
      target,
      headers: { host: new URL(tenants.app.url).host, ...headers },
    })
    return text.replaceAll('<!-- -->', '')
  }
  const cookieOf = async (user: string): Promise<Record<string, string>> => ({
    cookie: (await tenants.emulator.mint.session({ user })).cookieHeader,
  })

  it('reads the session, in a page, a route handler and the Pages Router', async () => {
    const headers = await cookieOf('ada')
    expect(await ask('/vendor', headers)).toContain('Vendor sees user_ada in acme')
    const both = JSON.parse(await ask('/vendor-api', headers))
    expect(both).toMatchObject({ ours: { tokenType: 'session_token', userId: 'user_ada', orgRole: 'org:admin' } })
    expect(both.theirs).toEqual(both.ours)
    expect(await ask('/vendor-old', headers)).toContain('user_ada and user_ada')
  })

  it('reads nobody', async () => {
    const { cookieHeader: cookie } = await tenants.emulator.mint.visitor()
    expect(await ask('/vendor', { cookie })).toContain('Vendor sees nobody in no organization')
    expect(await ask('/vendor-old', { cookie })).toContain('nobody and nobody')
  })

  it('reads machine tokens of each kind', async () => {
    const { mint } = tenants.emulator
    const kinds: unknown[] = []
    for (const { bearer } of [await mint.apiKey({ subject: 'ada' }), await mint.m2mToken(), await mint.oauthToken()]) {
      const both = JSON.parse(await ask('/vendor-api', { authorization: bearer }))
      kinds.push([both.ours.tokenType, both.ours.isAuthenticated])
      expect(both.theirs).toEqual(both.ours)
    }
    expect(kinds).toEqual([
      ['api_key', true],
      ['m2m_token', true],
      ['oauth_token', true],
    ])
  })

  it('reads a tenant whose keys the options gave, and each tenant its own people only', async () => {
    const { cookieHeader: cookie } = await tenants.other.mint.session({ user: 'grace' })
    const headers = { host: tenants.otherHost, cookie }
    const both = JSON.parse(await ask('/vendor-api', headers))
    expect(both).toMatchObject({ ours: { userId: 'user_grace' }, handover: 'opened' })
    expect(both.theirs).toEqual(both.ours)
    expect(await ask('/vendor-old', headers)).toContain('user_grace and user_grace')
    const strange = { accept: '*/*', 'sec-fetch-dest': 'empty' }
    expect(await ask('/vendor', { ...strange, cookie })).toContain('Vendor sees nobody')
    expect(await ask('/vendor', { ...strange, ...(await cookieOf('ada')), host: tenants.otherHost })).toContain(
      'Vendor sees nobody',
    )
  })
})
