/**
 * One of several processes that sign people in as fast as they can: `node sign-in-worker.ts <url> <worker> <count>`. Prints a line of JSON for each
 * sign-in that the emulator confirmed. When the emulator is gone it waits, and goes on where it was.
 */
const [, , base = '', worker = '0', count = '0'] = process.argv

interface Answer {
  readonly status: number
  readonly body: {
    readonly response?: Readonly<Record<string, unknown>> | null
    readonly client?: Client | null
    readonly errors?: readonly { readonly code: string }[]
  }
}
interface Client {
  readonly id: string
  readonly sessions: readonly { readonly id: string; readonly user: { readonly id: string } }[]
}

const RETRY_MS = 50
/** What somebody is told whose step was taken already, or whose attempt is gone. */
const CLEAN = new Set(['resource_not_found', 'verification_already_verified', 'session_exists'])

/** A browser of its own for each sign-in. */
class Browser {
  #devBrowser = ''
  get devBrowser(): string {
    return this.#devBrowser
  }
  async ask(path: string, form?: Readonly<Record<string, string>>): Promise<Answer> {
    const url = `${base}${path}?_clerk_js_version=6&__clerk_db_jwt=${this.#devBrowser}`
    const init = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    for (;;) {
      try {
        const answer = await fetch(url, init)
        const body = (await answer.json()) as Answer['body']
        this.#devBrowser = answer.headers.get('clerk-db-jwt') ?? this.#devBrowser
        return { status: answer.status, body }
      } catch {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }
}

/** @returns The client as the emulator shows it once somebody is signed in. */
async function signIn(browser: Browser, email: string, byCode: boolean): Promise<Client> {
  for (;;) {
    const begun = await browser.ask('/v1/client/sign_ins', { identifier: email })
    const path = `/v1/client/sign_ins/${String(begun.body.response?.['id'])}`
    const steps: [string, Readonly<Record<string, string>>][] = byCode
      ? [
          ['prepare_first_factor', { strategy: 'email_code' }],
          ['attempt_first_factor', { strategy: 'email_code', code: '424242' }],
        ]
      : [['attempt_first_factor', { strategy: 'password', password: 'a-long-password' }]]
    let last = begun
    for (const [step, form] of last.status === 200 ? steps : []) {
      last = await browser.ask(`${path}/${step}`, form)
      if (last.status !== 200) break
    }
    const code = last.body.errors?.[0]?.code ?? ''
    if (last.status !== 200 && !CLEAN.has(code)) throw new Error(`${last.status} ${code}`)
    const client = (await browser.ask('/v1/client')).body.response as Client | null | undefined
    if (client !== null && client !== undefined && client.sessions.length > 0) return client
  }
}

for (let index = 0; index < Number(count); index += 1) {
  const name = `p${worker}-${index}`
  const browser = new Browser()
  const client = await signIn(browser, `${name}+clerk_test@example.com`, index % 2 === 0)
  const sessions = client.sessions.map(({ id, user }) => ({ id, userId: user.id }))
  process.stdout.write(`${JSON.stringify({ name, clientId: client.id, devBrowser: browser.devBrowser, sessions })}\n`)
}
export {}
