/** The page do/webhooks: what the emulator sends is taken once, and what nobody signed is not. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import app from '../webhooks/hono.ts'
import { readEvent as readWithStandard } from '../webhooks/read-event.ts'
import { readEvent as readWithVendor } from '../webhooks/read-event-vendor.ts'

let emulator: Emulator
let requests: Request[]
const statuses: number[] = []
const lines: string[] = []
beforeAll(async () => {
  requests = []
  emulator = createEmulator({
    webhookFetch: async (request) => {
      requests.push(request.clone())
      const response = await app.fetch(request)
      statuses.push(response.status)
      return response
    },
  })
  await emulator.listen()
  process.env['CLERK_PUBLISHABLE_KEY'] = emulator.publishableKey
  process.env['CLERK_SECRET_KEY'] = emulator.secretKey
  const { id, secret } = emulator.control.webhooks.create({ url: 'http://localhost:3000/api/webhooks' })
  process.env['CLERK_WEBHOOK_SIGNING_SECRET'] = secret
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line))
  emulator.control.webhooks.sendTest(id, 'user.created')
  await emulator.control.webhooks.settled()
})
afterAll(async () => {
  vi.restoreAllMocks()
  await emulator?.close()
})

const first = (): Request => requests[0]?.clone() ?? expect.fail('Nothing was sent.')

describe('the route for webhooks', () => {
  it('takes a signed message, though nobody is signed in', () => {
    expect(statuses).toEqual([200])
    expect(lines).toEqual([expect.stringMatching(/^Welcome, user_/)])
  })

  it('does nothing twice', async () => {
    expect(await (await app.fetch(first())).text()).toBe('Known already.')
    expect(lines).toHaveLength(1)
  })

  it('refuses a message that was changed on the way', async () => {
    const { url, headers } = first()
    const body = (await first().text()).replace('user.created', 'user.deleted')
    expect((await app.fetch(new Request(url, { method: 'POST', headers, body }))).status).toBe(400)
  })

  it('refuses a message without a signature', async () => {
    const request = new Request('http://localhost:3000/api/webhooks', { method: 'POST', body: '{}' })
    expect((await app.fetch(request)).status).toBe(400)
  })
})

describe.each([
  ['standardwebhooks', readWithStandard],
  ['the provider’s package', readWithVendor],
])('readEvent with %s', (_, readEvent) => {
  it('gives type, data and id', async () => {
    const event = await readEvent(first())
    expect([event?.type, event?.id]).toEqual(['user.created', first().headers.get('svix-id')])
    expect(event?.data.id).toMatch(/^user_/)
  })

  it('gives the id that was signed, so that nothing is done twice under another', async () => {
    const request = first()
    const id = request.headers.get('svix-id')
    request.headers.set('svix-id', `${id}\u00a0`)
    expect([id, undefined]).toContain((await readEvent(request))?.id)
  })

  it('gives null without the right secret', async () => {
    const secret = process.env['CLERK_WEBHOOK_SIGNING_SECRET']
    process.env['CLERK_WEBHOOK_SIGNING_SECRET'] = 'whsec_b3RoZXI='
    try {
      expect(await readEvent(first())).toBeNull()
    } finally {
      process.env['CLERK_WEBHOOK_SIGNING_SECRET'] = secret
    }
  })
})

describe('readEvent with standardwebhooks', () => {
  it.each(['svix-', 'webhook-'])('reads headers that come as %s… alone', async (prefix) => {
    const { url, headers } = first()
    const kept = [...headers].filter(([name]) => name.startsWith(prefix) || !/^(?:svix|webhook)-/.test(name))
    const request = new Request(url, { method: 'POST', headers: kept, body: await first().text() })
    expect((await readWithStandard(request))?.id).toBe(headers.get('svix-id'))
  })
})
