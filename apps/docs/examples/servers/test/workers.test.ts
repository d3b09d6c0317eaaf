/** What the pages about tenants and webhooks say of Workers, where variables are bindings. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { startOnWorkerd, type Server } from './start.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = createEmulator({ appOrigin: 'http://one.localhost:3000' })
  await emulator.listen()
})
afterAll(() => emulator?.close())

/** With the flag that the pages name: `process.env` holds the bindings. */
async function run(file: string, variables: Readonly<Record<string, string>>): Promise<Server> {
  const server = await startOnWorkerd(file, variables, ['nodejs_compat'])
  onTestFinished(() => server.stop())
  return server
}

/** Asks for a host that no name server knows. */
const ask = ({ origin }: Server, host: string, cookie: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(`${origin}/dashboard`, { headers: { host, cookie } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.once('error', reject)
    sent.end()
  })

it('keeps tenants apart', async () => {
  const { publishableKey, secretKey } = emulator
  const variables = { ONE_PUBLISHABLE_KEY: publishableKey, ONE_SECRET_KEY: secretKey }
  const other = createEmulator()
  const server = await run('tenants/hono.ts', {
    ...variables,
    TWO_PUBLISHABLE_KEY: other.publishableKey,
    TWO_SECRET_KEY: other.secretKey,
  })
  const { cookieHeader } = await emulator.mint.session({ user: 'ada' })
  const hosts = ['one.localhost:3000', 'two.localhost:3000', 'elsewhere.localhost:3000']
  expect(await Promise.all(hosts.map((host) => ask(server, host, cookieHeader)))).toEqual([200, 404, 404])
})

it('takes webhooks', async () => {
  const secret = 'whsec_cG9zdGVybi1lbXVsYXRvci13ZWJob29r'
  const server = await run('webhooks/hono.ts', {
    CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
    CLERK_SECRET_KEY: emulator.secretKey,
    CLERK_WEBHOOK_SIGNING_SECRET: secret,
  })
  const { id } = emulator.control.webhooks.create({ url: `${server.origin}/api/webhooks`, secret })
  emulator.control.webhooks.sendTest(id, 'user.created')
  await emulator.control.webhooks.settled()
  expect(
    emulator.control.webhooks.messages().flatMap(({ deliveries }) => deliveries.map(({ status }) => status)),
  ).toEqual(['delivered'])
})
