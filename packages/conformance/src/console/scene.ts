/** An emulator in which something of everything has happened, under names as strangers write them. */
import { createEmulator, defaultSeed, type Emulator } from '@postern/emulator'

const RIGHT_TO_LEFT = '\u202Egnp.exe \u05D0\u05D1\u05D2'

/** People and organizations whose names are to stay text, whatever they hold. */
const strangers = {
  users: [
    { email: 'script@example.com', firstName: '<script>document.title="broken"</script>', lastName: '"><img src=x>' },
    { email: 'long@example.com', firstName: 'a'.repeat(10_000), lastName: 'b'.repeat(10_000) },
    { email: 'rtl@example.com', firstName: RIGHT_TO_LEFT, lastName: '👩‍👩‍👧‍👦🧑🏽‍🚀' },
  ],
  organizations: [
    { slug: 'odd', name: '<b>Odd</b> & "Sons" \u202Eesrever 🏴‍☠️' },
    { slug: 'long', name: 'W'.repeat(10_000) },
  ],
}

/** @returns An emulator that listens. Whoever asked closes it. */
export async function startScene(): Promise<Emulator> {
  const emulator = createEmulator({
    seed: {
      ...defaultSeed,
      users: [
        ...(defaultSeed.users ?? []),
        ...strangers.users.map((user) => ({
          ...user,
          memberships: [
            { organization: 'odd', role: 'member' },
            { organization: 'long', role: 'admin' },
          ],
        })),
      ],
      organizations: [...(defaultSeed.organizations ?? []), ...strangers.organizations],
    },
  })
  await emulator.listen()
  await happen(emulator)
  await tell(emulator)
  await write(emulator)
  return emulator
}

async function happen(emulator: Emulator): Promise<void> {
  const { mint, control } = emulator
  await mint.session({ user: 'ada' })
  const { sessionId } = await mint.session({ user: 'ada', org: 'odd' })
  await mint.session({ user: 'script', org: 'odd' })
  control.revokeSession(sessionId)
  await mint.apiKey({ subject: 'odd', name: '<script>alert(1)</script>', expiresInSec: 42 })
  await mint.m2mToken({ format: 'jwt' })
  await mint.oauthToken({ format: 'jwt', expiresInSec: 3_600 })
  await mint.oauthToken({ expiresInSec: -60 })
  const ask = (path: string, init: RequestInit = {}) =>
    emulator.fetch(emulator.url + path, { headers: { authorization: `Bearer ${emulator.secretKey}` }, ...init })
  await ask('/v1/jwks')
  await ask('/v1/users/user_nobody')
  await ask('/v1/nowhere/that-is-long/'.concat('x'.repeat(200)))
  await ask('/v1/client/handshake?redirect_url=http://localhost:3000/', { redirect: 'manual' })
  control.failNext({ count: 3, status: 503, pathPrefix: '/v1/sessions' })
  control.trouble.add({ path: '/v1/client/sessions/:id/tokens', methods: ['POST'], status: 503, times: 2 })
  control.trouble.add({ path: '/v1/users/*', limit: 1_000, delayMs: 20, delayUpToMs: 90 })
  control.trouble.add({ tokens: 'foreign-issuer', times: 1 })
}

/** Webhooks: one that is taken, one to a port at which nobody listens. */
async function tell({ control, url, mint }: Emulator): Promise<void> {
  const taken = control.webhooks.create({
    url: `${url}/oauth/register`,
    events: ['user.*'],
    description: 'refuses all',
  })
  control.webhooks.create({ url: `http://127.0.0.1:9/${'long'.repeat(60)}`, events: ['session.*'] })
  control.webhooks.sendTest(taken.id)
  await mint.session({ user: 'grace' })
  await control.webhooks.settled()
}

/** Mail: a code for an address that somebody adds. */
async function write(emulator: Emulator): Promise<void> {
  const { emulatorCookie } = await emulator.mint.session({ user: 'script' })
  const post = async (path: string, form: Readonly<Record<string, string>>): Promise<unknown> => {
    const answer = await emulator.fetch(emulator.url + path, {
      method: 'POST',
      headers: { cookie: emulatorCookie },
      body: new URLSearchParams(form),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`)
    return answer.json()
  }
  const made = (await post('/v1/me/email_addresses', { email_address: `${'x'.repeat(60)}@example.com` })) as {
    readonly response: { readonly id: string }
  }
  await post(`/v1/me/email_addresses/${made.response.id}/prepare_verification`, { strategy: 'email_code' })
}
