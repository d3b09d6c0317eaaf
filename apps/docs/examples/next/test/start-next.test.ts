/** What start/next.md promises. */
import { describe, expect, it } from 'vitest'
import { chooseOnSignIn, emulator, hasBrowser, openAs, openWindow, textOf } from './app.ts'

describe('a protected page', () => {
  it('sends a visitor to the sign-in page, and says where to come back to', async () => {
    const response = await openAs('/dashboard')
    const target = new URL(response.headers.get('location') ?? '')
    expect([response.status, target.origin, target.pathname]).toEqual([307, emulator.url, '/sign-in'])
    expect(new URL(target.searchParams.get('redirect_url') ?? '').pathname).toBe('/dashboard')
  })

  it('greets whoever is signed in', async () => {
    const response = await openAs('/dashboard', 'ada')
    expect([response.status, await textOf(response)]).toEqual([200, expect.stringContaining('Welcome, user_ada')])
  })

  it('the front page is open to everybody', async () => {
    expect((await openAs('/')).status).toBe(200)
  })
})

describe.skipIf(!hasBrowser)('in a browser', () => {
  it('Ada is chosen on the sign-in page, and is back on the page, with a clean console', async () => {
    const { page, complaints, close } = await openWindow()
    await page.goto('/')
    await page.getByRole('link', { name: 'Dashboard' }).click()
    await chooseOnSignIn(page, 'ada@example.com')
    await page.getByRole('heading', { name: 'Welcome, user_ada' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/dashboard')
    expect(complaints).toEqual([])
    await close()
  })
})
