/** What the pages of "People" promise: names, sign-out, organizations, claims, reverification. */
import { describe, expect, it } from 'vitest'
import { appUrl, ask, chooseOnSignIn, cookieOf, emulator, hasBrowser, openAs, openWindow, PAGE, textOf } from './app.ts'

describe('show-the-user', () => {
  it('shows the name and the address of whoever is signed in', async () => {
    const text = await textOf(await openAs('/profile', 'ada'))
    expect(text).toContain('Ada')
    expect(text).toContain('ada@example.com')
  })
})

describe('sign-in-and-sign-up', () => {
  it('shows a visitor both links, which lead back to the page', async () => {
    const text = await textOf(await openAs('/welcome'))
    const back = encodeURIComponent(`${appUrl}/welcome`)
    expect(text).toContain(`${emulator.url}/sign-in?redirect_url=${back}`)
    expect(text).toContain(`${emulator.url}/sign-up?redirect_url=${back}`)
  })
})

describe('sign-out-and-profile', () => {
  it('shows who is signed in the profile and a button', async () => {
    const text = await textOf(await openAs('/welcome', 'ada'))
    expect(text).toContain(`${emulator.url}/user?redirect_url=`)
    expect(text).toContain(`action="${appUrl}/sign-out"`)
  })

  it('ends the session at the provider and in the browser', async () => {
    const cookie = await cookieOf('grace')
    const signedOut = await ask('/sign-out', { method: 'POST', headers: { ...PAGE, cookie } })
    expect([signedOut.status, signedOut.headers.get('location')]).toEqual([303, '/'])
    const removed = signedOut.headers.getSetCookie().map((line) => line.split('=')[0])
    expect(removed).toEqual(expect.arrayContaining(['__session']))
    expect(removed.every((name) => name?.startsWith('__session'))).toBe(true)
    const { sessions } = await sessionsOf('user_grace')
    expect(sessions).toEqual(expect.arrayContaining(['revoked']))
  })
})

describe('organizations-by-url', () => {
  it('shows a member the organization that the URL names', async () => {
    const text = await textOf(await openAs('/orgs/acme', 'grace', 'acme'))
    expect(text).toMatch(/acme, where you are org:\w+/)
  })

  it('takes another organization than the active one from the URL', async () => {
    const response = await openAs('/orgs/globex', 'ada', 'acme')
    expect(response.status).toBe(307)
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('organization_id')).toBe('globex')
  })
})

describe('require-an-organization', () => {
  it('sends who has no active organization to the chooser, and says where they wanted to go', async () => {
    const response = await ask('/team?tab=1', {
      headers: { ...PAGE, cookie: (await emulator.mint.session({ user: 'ada', azp: appUrl, org: null })).cookieHeader },
    })
    const { pathname, searchParams } = new URL(response.headers.get('location') ?? '', appUrl)
    expect([pathname, searchParams.get('redirect_url')]).toEqual(['/choose-organization', '/team?tab=1'])
  })

  it('lets in who has one', async () => {
    expect(await textOf(await openAs('/team', 'ada', 'acme'))).toContain('The team of acme')
  })

  it('leads back to paths of the application only', async () => {
    const back = async (to: string): Promise<string | null> => {
      const path = `/choose-organization/acme?redirect_url=${encodeURIComponent(to)}`
      return (await openAs(path, 'ada', 'acme')).headers.get('location')
    }
    expect([await back('/team'), await back('https://evil.test/'), await back('//evil.test')]).toEqual([
      '/team',
      '/',
      '/',
    ])
  })
})

describe('session-claims', () => {
  it('shows a claim that the template of the instance adds', async () => {
    const session = { user: 'ada', azp: appUrl, claims: { metadata: { plan: 'pro' } } }
    const { cookieHeader } = await emulator.mint.session(session)
    expect(await textOf(await ask('/plan', { headers: { ...PAGE, cookie: cookieHeader } }))).toContain('Your plan: pro')
    expect(await textOf(await openAs('/plan', 'ada'))).toContain('Your plan: free')
  })
})

describe('reverification', () => {
  it('asks for a fresh sign-in before the account is deleted', async () => {
    const old = { user: 'grace', azp: appUrl, claims: { fva: [90, -1] } }
    const { cookieHeader } = await emulator.mint.session(old)
    const response = await ask('/api/account', { method: 'DELETE', headers: { cookie: cookieHeader } })
    expect([response.status, await response.json()]).toEqual([
      403,
      { clerk_error: expect.objectContaining({ type: 'forbidden', reason: 'reverification-error' }) },
    ])
  })

  it('goes on where the sign-in is fresh', async () => {
    const { id } = await createPerson('fresh@example.com')
    const { cookieHeader } = await emulator.mint.session({ user: id, azp: appUrl, claims: { fva: [0, -1] } })
    const response = await ask('/api/account', { method: 'DELETE', headers: { cookie: cookieHeader } })
    expect([response.status, await response.json()]).toEqual([200, { isDeleted: true }])
  })
})

describe.skipIf(!hasBrowser)('in a browser', () => {
  it('signs in by the link, shows the name, signs out, and is a visitor again', async () => {
    const { page, complaints, close } = await openWindow()
    await page.goto('/welcome')
    await page.getByRole('link', { name: 'Sign in' }).click()
    await chooseOnSignIn(page, 'ada@example.com')
    await page.getByRole('link', { name: /Ada/ }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL((url) => url.pathname === '/')
    await page.goto('/welcome')
    await page.getByRole('link', { name: 'Sign in' }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('sends a person without organizations to the chooser, and from there to the page', async () => {
    const { page, close } = await openWindow()
    await page.goto('/team')
    await chooseOnSignIn(page, 'alan@example.com')
    await page.waitForURL((url) => url.pathname === '/choose-organization')
    await page.getByLabel('Or make one').fill('Blue')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name: 'The team of blue' }).waitFor()
    await close()
  })

  it('chooses an organization, switches to another, and makes one', async () => {
    const { page, context, close } = await openWindow()
    await page.goto('/profile')
    await chooseOnSignIn(page, 'ada@example.com')
    await page.goto('/choose-organization?redirect_url=/team')
    await page.getByRole('link', { name: 'Globex' }).click()
    await page.getByRole('heading', { name: 'The team of globex' }).waitFor()
    await page.goto('/organizations')
    await page.getByRole('link', { name: 'Acme' }).click()
    await page.getByRole('heading', { name: /^acme, where you are/ }).waitFor()
    // Four trips within two seconds of each other count as a loop. Nobody chooses that fast.
    await context.clearCookies({ name: '__clerk_redirect_count' })
    await page.goto('/choose-organization?redirect_url=/team')
    await page.getByLabel('Or make one').fill('New House')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('heading', { name: /^The team of new-house/ }).waitFor()
    await close()
  })
})

async function callBackend(path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { authorization: `Bearer ${emulator.secretKey}`, 'content-type': 'application/json' }
  return (await fetch(`${emulator.url}/v1${path}`, { ...init, headers })).json()
}

async function sessionsOf(userId: string): Promise<{ sessions: readonly string[] }> {
  const list = (await callBackend(`/sessions?user_id=${userId}&paginated=false`)) as readonly { status: string }[]
  return { sessions: list.map(({ status }) => status) }
}

async function createPerson(email: string): Promise<{ id: string }> {
  return (await callBackend('/users', {
    method: 'POST',
    body: JSON.stringify({ email_address: [email], password: 'correct horse battery' }),
  })) as { id: string }
}
