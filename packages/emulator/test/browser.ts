/** A browser for tests: keeps the emulator's cookies, stops at every redirect, and reads pages as text. */
// The package cannot be named here: the workspace needs the emulator.
import { createCookieJar } from '../../workspace/src/create-cookie-jar.ts'
import type { Emulator } from '../src/emulator.ts'

export interface Visit {
  readonly status: number
  /** Where it would go next; empty when nowhere. */
  readonly location: string
  readonly text: string
  readonly setCookies: readonly string[]
}

export interface Browser {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Visit>
  post(path: string, form: Readonly<Record<string, string>>): Promise<Visit>
  /** As `post`, where a name comes more than once. */
  postForm(path: string, form: URLSearchParams): Promise<Visit>
}

export function createBrowser(emulator: Emulator): Browser {
  const jar = createCookieJar(() => emulator.clock.nowMs())
  const visit = async (url: URL, init: RequestInit): Promise<Visit> => {
    const headers = { cookie: jar.header(url) ?? '' }
    const answer = await emulator.fetch(url, { ...init, redirect: 'manual', headers })
    const setCookies = answer.headers.getSetCookie()
    jar.store(url, setCookies)
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      text: await answer.text(),
      setCookies,
    }
  }
  return {
    get: (path, query = {}) => {
      const url = new URL(path, emulator.url)
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
      return visit(url, { method: 'GET' })
    },
    post: (path, form) => visit(new URL(path, emulator.url), { method: 'POST', body: new URLSearchParams(form) }),
    postForm: (path, body) => visit(new URL(path, emulator.url), { method: 'POST', body }),
  }
}

/** Values of the hidden fields of a page. */
export function readHiddenFields(page: string): Record<string, string> {
  const found = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]))
}
