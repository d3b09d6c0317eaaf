import { describe, expect, it } from 'vitest'
import { checkWalk } from './check-walk.ts'
import { createBrowser } from './create-browser.ts'

const app = new URL('http://localhost:3000/')
const worker = new URL('http://127.0.0.1:8787/')
const provider = new URL('http://127.0.0.1:4000/')
const member = { email: 'grace@example.com', id: 'user_grace' }
const admin = { email: 'ada@example.com', id: 'user_ada' }

/** What can be wrong with a demo; none of it is. */
const sound = {
  adminIsOpen: false,
  signOutWorks: true,
  scriptsGetAPage: false,
  signatureIsIgnored: false,
  dashboardIsOpen: false,
  callbackIsGuarded: false,
  callbackShowsNothing: false,
  codesAreWorthless: false,
  oauthIsOpen: false,
}

const to = (url: string | URL, status = 307): Response =>
  new Response(null, { status, headers: { location: String(url) } })

/** App and provider in ten lines each: a cookie `user` is the session, nothing is signed. */
const toFetch =
  (flaws: typeof sound): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    if (url.origin === worker.origin) return answerWorker(request, url, flaws)
    if (url.origin === provider.origin) return answerProvider(request, url, flaws)
    return answerApp(request, url, flaws)
  }

const mayOpen = (path: string, user: string | null, flaws: typeof sound): boolean => {
  if (path === '/admin') return user === admin.id || (user !== null && flaws.adminIsOpen)
  if (path === '/callback') return !flaws.callbackIsGuarded
  return path === '/' || user !== null || flaws.dashboardIsOpen
}

const answerApp = (request: Request, url: URL, flaws: typeof sound): Response => {
  const session = url.searchParams.get('session')
  if (session !== null) {
    const answer = to(new URL(url.pathname, app))
    answer.headers.append('set-cookie', session === '' ? 'user=; Path=/; Max-Age=0' : `user=${session}; Path=/`)
    return answer
  }
  if (url.pathname === '/oauth') {
    const isOpen = request.headers.get('authorization') === 'Bearer oat_1' || flaws.oauthIsOpen
    return new Response(null, { status: isOpen ? 200 : 401 })
  }
  const user = /user=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? null
  const isPage = request.headers.get('sec-fetch-dest') === 'document' || flaws.scriptsGetAPage
  if (!mayOpen(url.pathname, user, flaws)) {
    return user === null && isPage
      ? to(new URL(`/sign-in?redirect_url=${url.href}`, provider))
      : new Response('nothing', { status: 404 })
  }
  const shown = flaws.callbackShowsNothing ? '' : url.search
  return new Response(
    `<p>${user}${shown}</p><form method="post" action="${provider.href}sign-out"><input name="redirect_url" value="${app.href}"></form>`,
  )
}

const answerOAuth = async (request: Request, url: URL, flaws: typeof sound): Promise<Response> => {
  const form = new URLSearchParams(request.method === 'POST' ? await request.text() : url.search)
  if (url.pathname === '/oauth/token') {
    const isGood = form.get('code') === 'code_1' && !flaws.codesAreWorthless
    return Response.json(isGood ? { access_token: 'oat_1' } : { error: 'invalid_grant' })
  }
  if (form.get('consent') === 'allow') return to(`${form.get('back')}&code=code_1`, 303)
  const back = `${url.searchParams.get('redirect_uri')}?state=${url.searchParams.get('state')}`
  return new Response(
    `<form method="post"><input type="hidden" name="back" value="${back}"><button name="consent" value="allow">Allow</button></form>`,
  )
}

const answerProvider = async (request: Request, url: URL, flaws: typeof sound): Promise<Response> => {
  if (url.pathname.startsWith('/oauth/')) return answerOAuth(request, url, flaws)
  if (request.method === 'GET') {
    const back = url.searchParams.get('redirect_url')
    const people = [admin, member].map(({ email, id }) => `<button name="user" value="${id}">${email}</button>`)
    return new Response(
      `<form method="post"><input type="hidden" name="redirect_url" value="${back}">${people.join('')}</form>`,
    )
  }
  const form = new URLSearchParams(await request.text())
  const back = new URL(form.get('redirect_url') ?? app.href)
  if (url.pathname === '/sign-out' && !flaws.signOutWorks) return to(back, 303)
  back.searchParams.set('session', form.get('user') ?? '')
  return to(back, 303)
}

const answerWorker = (request: Request, url: URL, flaws: typeof sound): Response => {
  const [, user = null, signature] = /^Bearer (\w+)\.(\w+)$/.exec(request.headers.get('authorization') ?? '') ?? []
  const isSigned = signature === 'signature' || flaws.signatureIsIgnored
  return new Response(null, { status: mayOpen(url.pathname, isSigned ? user : null, flaws) ? 200 : 404 })
}

const walk = (flaw: Partial<typeof sound>): Promise<number> => {
  const fetch = toFetch({ ...sound, ...flaw })
  const browser = createBrowser(
    (request) => fetch(request),
    () => 1_700_000_000_000,
  )
  const mintToken = ({ id }: { readonly id: string }): Promise<string> => Promise.resolve(`${id}.signature`)
  return checkWalk({
    app,
    worker,
    provider,
    member,
    admin,
    mintToken,
    browser,
    turnPage: () => undefined,
    fetch,
    say: () => undefined,
  })
}

describe('checkWalk', () => {
  it('finds no fault with a policy that holds, OAuth included (first-day 16)', async () => {
    expect(await walk({})).toBe(0)
  })
  it.each(Object.keys(sound) as (keyof typeof sound)[])('sees a fault when %s is wrong', async (flaw) => {
    expect(await walk({ [flaw]: !sound[flaw] })).toBeGreaterThan(0)
  })
})
