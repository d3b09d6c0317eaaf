/** API keys in the browser, on their way through the proxy of an application. */
import { createFrontendApiProxy } from '@postern/core/frontend-api-proxy'
import { createEmulator } from '@postern/emulator'
import { describe, expect, it } from 'vitest'

/** As the browser script asks: with the session token as a bearer. */
async function ask(cookieHeader: string, token: string | null): Promise<readonly [status: number, text: string]> {
  const emulator = createEmulator()
  const session = await emulator.mint.session({ user: 'ada@example.com' })
  const proxy = createFrontendApiProxy({ enabled: true }, emulator.authOptions, {
    fetch: (input, init) => emulator.fetch(input, init),
  })
  const headers = {
    cookie: cookieHeader.replace('OWN', session.cookieHeader),
    authorization: `Bearer ${token ?? session.token ?? ''}`,
  }
  const answer = await proxy.handle(
    new Request('http://localhost:3000/__clerk//api_keys?subject=user_ada', { headers }),
  )
  return [answer.status, await answer.text()]
}

describe('API keys behind the proxy of an application', () => {
  it('are listed for the person whose cookie and bearer agree', async () => {
    const [status, text] = await ask('OWN', null)
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ total_count: 1 })
  })

  it('are nobody’s without the cookie', async () => {
    expect((await ask('', null))[0]).toBe(401)
  })

  it('are nobody’s for the application’s own bearer', async () => {
    expect((await ask('OWN', 'of-the-application'))[0]).toBe(401)
  })
})
