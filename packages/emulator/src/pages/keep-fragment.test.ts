import { createHash } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { createBrowser, readHiddenFields } from '../../test/browser.ts'
import { createEmulator } from '../create-emulator.ts'
import { keepFragment } from './keep-fragment.ts'

const APP = 'http://localhost:3000'

/** Where the script sends a browser that is at this address; null: nowhere. */
const run = (path: string): string | null => {
  const { pathname, search, hash } = new URL(path, APP)
  let target: string | null = null
  const replace = (url: string): void => {
    target = url
  }
  runInNewContext(keepFragment.text, { location: { pathname, search, hash, replace }, URLSearchParams })
  return target
}

describe('keepFragment', () => {
  it('is the script that its hash names', () => {
    expect(createHash('sha256').update(keepFragment.text).digest('base64')).toBe(keepFragment.hash)
  })

  it.each([
    ['/sign-in#/?redirect_url=a', '/sign-in?redirect_url=a'],
    ['/sign-in?x=1#/?redirect_url=a%26b', '/sign-in?x=1&redirect_url=a%26b'],
    ['/sign-in?redirect_url=a#/?redirect_url=b', '/sign-in?redirect_url=b'],
    ['/sign-in#/create?redirect_url=a', '/sign-up?redirect_url=a'],
    ['/sign-in#/tasks/choose-organization?redirect_url=a', '/sign-in/tasks?redirect_url=a'],
    ['/sign-up#/?sign_up_fallback_redirect_url=a', '/sign-up?sign_up_fallback_redirect_url=a'],
  ])('sends %s to %s', (from, to) => expect(run(from)).toBe(to))

  it('stays on this host, however the address is written', () => {
    expect(run(`${APP}//sign-in#/?redirect_url=a`)).toBe('/sign-in?redirect_url=a')
  })

  it.each(['/sign-in', '/sign-in?redirect_url=a', '/sign-in#problem', '/sign-in#/', '/sign-in#/factor-one'])(
    'leaves %s alone',
    (from) => expect(run(from)).toBeNull(),
  )

  it.each(['/sign-in', '/sign-up'])('may run on %s, and nothing else may', async (path) => {
    const emulator = createEmulator()
    const answer = await emulator.fetch(emulator.url + path)
    expect(answer.headers.get('content-security-policy')).toContain(`; script-src 'sha256-${keepFragment.hash}'`)
    expect((await answer.text()).match(/<script>[^]*?<\/script>/g)).toEqual([`<script>${keepFragment.text}</script>`])
  })
})

describe('the way back', () => {
  const find = async (path: string, query: Readonly<Record<string, string>>) => {
    const browser = createBrowser(createEmulator())
    const page = await browser.get(path, query)
    const form = { ...readHiddenFields(page.text), user: 'user_ada', email: 'new@example.com' }
    return new URL((await browser.post(path, form)).location, 'http://x').pathname
  }
  const all = {
    sign_in_force_redirect_url: `${APP}/in-force`,
    sign_in_fallback_redirect_url: `${APP}/in-fallback`,
    sign_up_force_redirect_url: `${APP}/up-force`,
    sign_up_fallback_redirect_url: `${APP}/up-fallback`,
    redirect_url: `${APP}/plain`,
  }
  const { sign_in_force_redirect_url: _in, sign_up_force_redirect_url: _up, ...unforced } = all
  const { redirect_url: _plain, ...fallbacks } = unforced

  it.each([
    ['/sign-in', all, '/in-force'],
    ['/sign-up', all, '/up-force'],
    ['/sign-in', unforced, '/plain'],
    ['/sign-up', unforced, '/plain'],
    ['/sign-in', fallbacks, '/in-fallback'],
    ['/sign-up', fallbacks, '/up-fallback'],
    ['/sign-in', { sign_up_force_redirect_url: `${APP}/up-force` }, '/user'],
    ['/sign-in', { ...fallbacks, redirect_url: 'https://evil.com/' }, '/in-fallback'],
    ['/sign-in', { sign_in_force_redirect_url: 'https://evil.com/' }, '/user'],
  ])('from %s with %o is %s', async (path, query, back) => expect(await find(path, query)).toBe(back))

  it('is another one after signing up than after signing in', async () => {
    const browser = createBrowser(createEmulator())
    const page = await browser.get('/sign-in', fallbacks)
    const link = /href="(\/sign-up[^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const form = { ...readHiddenFields((await browser.get(link)).text), email: 'new@example.com' }
    expect((await browser.post('/sign-up', form)).location).toContain('/up-fallback')
  })
})
