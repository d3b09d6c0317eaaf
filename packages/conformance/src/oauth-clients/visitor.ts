/** A person at the emulator's pages, over HTTP: keeps cookies, follows redirects, fills in the forms. */
import { createCookieJar } from '@postern/workspace/create-cookie-jar'

interface Answers {
  /** Who signs in where a page asks. Default `user_ada`. */
  readonly user?: string
  /** What is answered to a client. Default `allow`. */
  readonly consent?: 'allow' | 'deny'
}

export interface Visitor {
  /** Opens an address and does what each page asks, until the browser is sent away or a page asks nothing more. @returns That address. */
  readonly visit: (url: URL | string, answers?: Answers) => Promise<URL>
}

/** No flow is longer; one that is goes round in circles. */
const MAX_STEPS = 12

/** @param origin The emulator's. */
export function createVisitor(origin: string): Visitor {
  const jar = createCookieJar(Date.now)
  const send = async (url: URL, form: URLSearchParams | null) => {
    const headers = { cookie: jar.header(url) ?? '' }
    const init = form === null ? { headers } : { method: 'POST', headers, body: form }
    const answer = await fetch(url, { ...init, redirect: 'manual' })
    jar.store(url, answer.headers.getSetCookie())
    return { location: answer.headers.get('location'), text: await answer.text() }
  }
  return {
    visit: async (start, answers = {}) => {
      let url = new URL(start)
      let form: URLSearchParams | null = null
      for (let step = 0; step < MAX_STEPS; step += 1) {
        if (url.origin !== origin) return url
        const { location, text } = await send(url, form)
        form = null
        if (location === null) {
          const found = findForm(text, answers)
          if (found === null) return url
          url = new URL(found.action, url)
          form = found.form
        } else url = new URL(location, url)
      }
      throw new Error(`The pages of the emulator ask for more than ${MAX_STEPS} steps.`)
    },
  }
}

/** The form that goes on, with the answer to what its page asks. */
function findForm(page: string, { user = 'user_ada', consent = 'allow' }: Answers) {
  for (const [text, action = ''] of page.matchAll(/<form method="post" action="([^"]+)"[^]*?<\/form>/g)) {
    const answer = text.includes('name="consent"')
      ? ['consent', consent]
      : text.includes('name="user"')
        ? ['user', user]
        : null
    if (answer === null) continue
    const hidden = [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    const fields = hidden.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')])
    return { action, form: new URLSearchParams([...fields, answer]) }
  }
  return null
}
