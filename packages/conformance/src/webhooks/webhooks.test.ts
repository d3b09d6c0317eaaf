/** Webhooks of the emulator, over sockets, as a stranger receives them. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Receiver, startReceiver, verifiers } from './start-receiver.ts'

let emulator: Emulator
let receiver: Receiver
beforeEach(async () => {
  receiver = await startReceiver()
  emulator = createEmulator()
  await emulator.listen()
  receiver.secret = emulator.control.webhooks.create({ url: receiver.url }).secret
})
afterEach(async () => {
  await emulator.close()
  await receiver.stop()
})

const typesOf = ({ received }: Receiver): readonly string[] => received.map(({ event }) => event.type)
const settled = (): Promise<void> => emulator.control.webhooks.settled()

const signUp = async (name: string): Promise<void> => {
  const body = new URLSearchParams({ email: `${name}@example.com`, first_name: name })
  await fetch(`${emulator.url}/sign-up`, { method: 'POST', body, redirect: 'manual' })
}
const receiveOne = async (): Promise<Request> => {
  await emulator.mint.session({ user: 'ada@example.com' })
  await settled()
  const [first] = receiver.received
  if (first === undefined) throw new Error('nothing came')
  return first.request
}
const change = async (request: Request, headers: Readonly<Record<string, string>>, body?: string): Promise<Request> =>
  new Request(request.url, {
    method: 'POST',
    headers: { ...Object.fromEntries(request.headers), ...headers },
    body: body ?? (await request.clone().text()),
  })
const OTHER_SECRET = `whsec_${btoa('another secret of 24 bytes')}`

describe.each(verifiers)('%s', (_name, verify) => {
  it('takes what the emulator sends', async () => {
    const request = await receiveOne()
    expect(await verify(request.clone(), receiver.secret)).toMatchObject({ type: 'session.created', object: 'event' })
  })

  it('refuses a body that was changed', async () => {
    const request = await receiveOne()
    const body = (await request.clone().text()).replace('user_ada', 'user_eve')
    await expect(verify(await change(request, {}, body), receiver.secret)).rejects.toThrow()
  })

  it('refuses another secret', async () => {
    await expect(verify((await receiveOne()).clone(), OTHER_SECRET)).rejects.toThrow()
  })

  it('refuses a time that was changed, and one that is long over', async () => {
    const request = await receiveOne()
    const nowSec = Math.floor(Date.now() / 1000)
    for (const sec of [nowSec - 10, nowSec - 3600]) {
      const headers = { 'svix-timestamp': `${sec}`, 'webhook-timestamp': `${sec}` }
      await expect(verify(await change(request, headers), receiver.secret)).rejects.toThrow()
    }
  })

  it('refuses a message of an hour ago, signed as it should be', async () => {
    const kept: Request[] = []
    const old = createEmulator({
      clock: Date.now() - 3_600_000,
      webhookFetch: (request) => {
        kept.push(request.clone())
        return new Response()
      },
    })
    const { secret } = old.control.webhooks.create({ url: 'http://localhost/' })
    await old.mint.session()
    await old.control.webhooks.settled()
    await expect(verify(kept[0] ?? new Request('http://localhost/'), secret)).rejects.toThrow(/too old|failed/i)
  })

  it('takes both secrets while one replaces the other', async () => {
    const [endpoint] = emulator.control.webhooks.endpoints()
    const { secret } = emulator.control.webhooks.rotateSecret(endpoint?.id ?? '')
    const request = await receiveOne()
    await verify(request.clone(), receiver.secret)
    await verify(request.clone(), secret)
    expect(request.headers.get('svix-signature')?.split(' ')).toHaveLength(2)
  })
})

describe('deliveries', () => {
  it('are repeated after a 500, with the same id and a new time', async () => {
    receiver.answers.push(500, 500)
    await emulator.mint.session()
    await settled()
    expect(typesOf(receiver)).toEqual([])
    // A receiver in real time takes five seconds more, but not the five minutes that come next.
    emulator.clock.advance(5000)
    await settled()
    emulator.control.webhooks.retryNow()
    await settled()
    expect(typesOf(receiver)).toEqual(['session.created'])
    const [message] = emulator.control.webhooks.messages()
    expect([receiver.received[0]?.id, message?.deliveries[0]?.attempts.map(({ status }) => status)]).toEqual([
      message?.id,
      [500, 500, 200],
    ])
  })

  it('can be replayed', async () => {
    await receiveOne()
    emulator.control.webhooks.replay(receiver.received[0]?.id ?? '')
    await settled()
    expect(typesOf(receiver)).toEqual(['session.created', 'session.created'])
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1)
  })

  it('come once each when eight people sign up at the same time', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => signUp(`person${index}`)))
    await settled()
    for (const type of ['user.created', 'session.created'])
      expect(typesOf(receiver).filter((each) => each === type)).toHaveLength(8)
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(receiver.received.length)
  })

  it('name the request that caused them', async () => {
    await fetch(`${emulator.url}/sign-up`, {
      method: 'POST',
      headers: { 'user-agent': 'a browser', 'x-forwarded-for': '192.0.2.7, 127.0.0.1' },
      body: new URLSearchParams({ email: 'new@example.com' }),
      redirect: 'manual',
    })
    await settled()
    expect(receiver.received[0]?.event.event_attributes).toEqual({
      http_request: { client_ip: '192.0.2.7', user_agent: 'a browser' },
    })
  })

  it('do not wait for a receiver that is not there, nor break what caused them', async () => {
    await receiver.stop()
    await signUp('new')
    await settled()
    expect(emulator.control.users().at(-1)?.email).toBe('new@example.com')
    expect(emulator.control.webhooks.messages()[0]?.deliveries[0]).toMatchObject({
      status: 'waiting',
      attempts: [{ status: null, problem: 'it cannot be reached (ECONNREFUSED)' }],
    })
  })

  it('are broken off when the emulator closes', async () => {
    receiver.answers.push('never')
    await emulator.mint.session()
    await emulator.close()
    expect(receiver.received).toEqual([])
  })
})
