/** What a person and a program do with an application of the vendor's in a development instance. Every step must be answered as promised. */
import type { Emulator } from '@postern/emulator'
import { expect } from 'vitest'
import { createBrowser, type Network } from '@postern/workspace/create-browser'
import { readDevBrowser, signOut } from '../network/sign-in.ts'

const APP = 'http://localhost:3000'

/** The application: `/dashboard` and `/orgs/:slug` need a session; pages answer `{ userId, orgSlug }`, `/who` `{ tokenType }`. */
export async function walkThrough(emulator: Emulator, app: Network): Promise<void> {
  const network: Network = (request) => (new URL(request.url).origin === APP ? app(request) : emulator.fetch(request))
  const browser = createBrowser(network, () => Date.now())
  const isPublic = await browser.visit(`${APP}/`)
  expect(isPublic.hops.map(({ reason }) => reason)).toEqual([
    'dev-browser-missing',
    '',
    'session-token-missing',
    'session-token-and-uat-missing',
  ])

  const devBrowser = readDevBrowser(browser, APP) ?? ''
  const form = { user: 'user_ada', redirect_url: `${APP}/dashboard`, __clerk_db_jwt: devBrowser }
  const signedIn = await browser.visit(emulator.signInUrl, { from: emulator.signInUrl, form })
  expect(signedIn.last.url.href).toBe(`${APP}/dashboard`)
  expect(JSON.parse(signedIn.body)).toEqual({ userId: 'user_ada', orgSlug: 'acme' })

  browser.jar.remove('__clerk_redirect_count')
  const switched = await browser.visit(`${APP}/orgs/globex`)
  expect(switched.hops[0]?.reason).toBe('active-organization-mismatch')
  expect(JSON.parse(switched.body)).toEqual({ userId: 'user_ada', orgSlug: 'globex' })

  const expired = await emulator.mint.session({ user: 'grace', expiresInSec: -30 })
  const headers = { accept: 'text/html', 'sec-fetch-dest': 'document', host: 'localhost:3000' }
  const renewed = await app(new Request(`${APP}/dashboard`, { headers: { ...headers, cookie: expired.cookieHeader } }))
  expect(await renewed.json()).toMatchObject({ userId: 'user_grace' })
  expect(renewed.headers.getSetCookie().some((line) => line.startsWith('__session='))).toBe(true)

  await walkMachines(emulator, app)

  browser.jar.remove('__clerk_redirect_count')
  expect(JSON.parse((await signOut(browser, emulator.url, APP)).body)).toMatchObject({ userId: null })
}

async function walkMachines({ mint }: Emulator, app: Network): Promise<void> {
  const tokens = {
    api_key: await mint.apiKey({ subject: 'ada' }),
    m2m_token: await mint.m2mToken(),
    'm2m_token, signed': await mint.m2mToken({ format: 'jwt' }),
    oauth_token: await mint.oauthToken({ user: 'ada' }),
    'oauth_token, signed': await mint.oauthToken({ user: 'ada', format: 'jwt' }),
  }
  for (const [name, { bearer }] of Object.entries(tokens)) {
    const headers = { host: 'localhost:3000', accept: '*/*', authorization: bearer }
    const response = await app(new Request(`${APP}/who`, { headers }))
    expect(await response.json(), name).toEqual({ tokenType: name.split(',')[0], isAuthenticated: true })
  }
}
