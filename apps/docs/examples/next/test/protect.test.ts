/** Pages, route handlers and the Pages Router, as do/protect-…, do/roles-…, do/cache-components.md and do/pages-router.md show them. */
import { describe, expect, it } from 'vitest'
import { appUrl, ask, cookieOf, emulator, openAs, textOf } from './app.ts'

const json = { accept: 'application/json' }
const askAs = async (path: string, user: string | null, init: RequestInit = {}): Promise<Response> => {
  const cookie = user === null ? (await emulator.mint.visitor()).cookieHeader : await cookieOf(user, 'acme')
  return ask(path, { ...init, headers: { ...json, origin: appUrl, cookie } })
}

describe('a page that asks for a role', () => {
  it('opens for an administrator', async () => {
    const text = await textOf(await openAs('/admin', 'ada', 'acme'))
    expect(text).toContain('Administration of acme')
    expect(text).toContain('Delete all posts')
  })

  it('shows a member the not-found page, with 200 since the answer had begun', async () => {
    const response = await openAs('/admin', 'grace', 'acme')
    const text = await textOf(response)
    expect(response.status).toBe(200)
    expect(text).toContain('This page could not be found')
    expect(text).not.toContain('Administration of')
  })

  it('holds nothing of the page for a visitor', async () => {
    expect(await textOf(await openAs('/admin'))).not.toContain('Administration of')
  })
})

describe('a route handler', () => {
  it('answers whoever is signed in', async () => {
    const response = await askAs('/api/notes', 'grace')
    expect([response.status, await response.json()]).toEqual([200, { notesOf: 'user_grace' }])
  })

  it('does not exist for a visitor: 404', async () => {
    expect((await askAs('/api/notes', null)).status).toBe(404)
  })

  it.each([
    ['grace', 404],
    ['ada', 200],
  ])('DELETE by %s: %i', async (user, status) => {
    expect((await askAs('/api/notes', user, { method: 'DELETE' })).status).toBe(status)
  })

  it.each([
    [null, 401, 'Sign in first.'],
    ['grace', 403, 'Ask an administrator of your organization.'],
    ['ada', 200, undefined],
  ])('with words of its own, to %s: %i', async (user, status, error) => {
    const response = await askAs('/api/reports', user)
    expect([response.status, (await response.json()).error]).toEqual([status, error])
  })
})

describe('Cache Components', () => {
  it('what is cached is cached for each user', async () => {
    expect(await textOf(await openAs('/feed', 'ada'))).toContain('News for user_ada')
    expect(await textOf(await openAs('/feed', 'grace'))).toContain('News for user_grace')
  })

  it('a visitor gets the part that is everybody’s, and is sent on by a script', async () => {
    const text = await textOf(await openAs('/feed'))
    expect(text).toContain('<h1>Feed</h1>')
    expect(text).not.toContain('News for')
    expect(text).toContain('/sign-in')
  })
})

describe('the Pages Router', () => {
  it('getServerSideProps knows who is here', async () => {
    expect(await textOf(await openAs('/legacy', 'ada'))).toContain('Welcome, user_ada')
    expect((await openAs('/legacy')).status).toBe(404)
  })

  it('an API route does too', async () => {
    expect(await (await askAs('/api/me', 'ada')).json()).toEqual({ userId: 'user_ada', orgSlug: 'acme' })
    expect((await askAs('/api/me', null)).status).toBe(401)
  })
})
