/** A browser for tests: keeps the emulator's cookies, stops at every redirect, and reads pages as text. */
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
  readonly cookies: Map<string, string>
}

export function createBrowser(emulator: Emulator): Browser {
  const cookies = new Map<string, string>()
  const visit = async (url: URL, init: RequestInit): Promise<Visit> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await emulator.fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    const setCookies = answer.headers.getSetCookie()
    for (const line of setCookies) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      if (/Max-Age=0\b/.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      text: await answer.text(),
      setCookies,
    }
  }
  return {
    cookies,
    get: (path, query = {}) => {
      const url = new URL(path, emulator.url)
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
      return visit(url, { method: 'GET' })
    },
    post: (path, form) => visit(new URL(path, emulator.url), { method: 'POST', body: new URLSearchParams(form) }),
  }
}

/** Values of the hidden fields of a page. */
export function readHiddenFields(page: string): Record<string, string> {
  const found = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]))
}
