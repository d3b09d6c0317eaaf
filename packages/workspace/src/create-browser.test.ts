import { describe, expect, it } from 'vitest'
import { createBrowser, type Hop, MAX_HOPS } from './create-browser.ts'

type Site = (request: Request) => Response

const redirect = (status: number, location: string, setCookie?: string) =>
  new Response(null, { status, headers: { location, ...(setCookie === undefined ? {} : { 'set-cookie': setCookie }) } })

const browserAt = (site: Site) => {
  const hops: Hop[] = []
  const seen: Request[] = []
  const network = async (request: Request) => {
    seen.push(request)
    return site(request)
  }
  const browser = createBrowser(
    network,
    () => 1_700_000_000_000,
    (hop) => hops.push(hop),
  )
  return { browser, hops, seen }
}

const home = 'http://localhost:3000/'

describe('createBrowser', () => {
  it('follows redirects, relative ones too, and sends the cookies set on the way', async () => {
    const { browser, hops } = browserAt((request) =>
      new URL(request.url).pathname === '/'
        ? redirect(307, '/b?x=1', 'a=1; Path=/')
        : new Response(request.headers.get('cookie')),
    )
    const page = await browser.visit(home)
    expect([page.last.status, page.body, page.last.url.href]).toEqual([200, 'a=1', 'http://localhost:3000/b?x=1'])
    expect(hops.map(({ status }) => status)).toEqual([307, 200])
  })
  it('stops at a loop', async () => {
    const { browser } = browserAt(() => redirect(307, '/'))
    const page = await browser.visit(home)
    expect([page.last.status, page.hops.length]).toEqual([307, MAX_HOPS + 1])
  })
  it('turns a form into a page visit after 303', async () => {
    const { browser, seen } = browserAt((request) =>
      request.method === 'POST' ? redirect(303, '/done') : new Response('ok'),
    )
    await browser.visit(home, { form: { user: 'a' }, from: home })
    expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })
  it('keeps the form after 307', async () => {
    const { browser, seen } = browserAt((request) =>
      new URL(request.url).pathname === '/' ? redirect(307, '/x') : new Response('ok'),
    )
    await browser.visit(home, { form: { user: 'a' }, from: home })
    expect(seen.map(({ method }) => method)).toEqual(['POST', 'POST'])
  })
  it('does not follow redirects for a script', async () => {
    const { browser } = browserAt(() => redirect(307, '/x'))
    expect((await browser.script(home)).last.status).toBe(307)
  })
  it('looks like a navigation when it visits and like fetch when a script asks', async () => {
    const { browser, seen } = browserAt(() => new Response('ok'))
    await browser.visit(home)
    await browser.script(home)
    expect(seen.map(({ headers }) => headers.get('sec-fetch-dest'))).toEqual(['document', 'empty'])
  })
})
