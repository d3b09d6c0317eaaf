import { describe, expect, it, vi } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import type { EmulatorOptions } from '../options.ts'
import type { Change, Persistence } from '../state/create-store.ts'
import { defaultSeed } from '../state/default-seed.ts'

const NOW = 1_790_000_000_000
const URL = 'http://localhost:3000/api/webhooks'

interface Event {
  readonly type: string
  readonly object: string
  readonly timestamp: number
  readonly data: Readonly<Record<string, unknown>>
  readonly event_attributes: unknown
}

/** An emulator whose webhooks end here. @param answers Statuses of the first answers; then 200. */
const setUp = (answers: readonly (number | Response)[] = [], options: EmulatorOptions = {}) => {
  const left = [...answers]
  const got: { readonly headers: Headers; readonly body: string; readonly event: Event }[] = []
  const emulator = createEmulator({
    clock: NOW,
    webhookFetch: async (request) => {
      const body = await request.text()
      got.push({ headers: request.headers, body, event: JSON.parse(body) as Event })
      const next = left.shift() ?? 200
      return typeof next === 'number' ? new Response(`said ${next}`, { status: next }) : next
    },
    ...options,
  })
  const { webhooks } = emulator.control
  const types = () => got.map(({ event }) => event.type)
  return { emulator, webhooks, got, types, ada: () => emulator.mint.session({ user: 'ada@example.com' }) }
}
/** Keeps what happened in one emulator for the next one. */
const createMemory = (): Persistence => {
  const kept: Change[] = []
  return { load: () => kept, commit: (changes) => void kept.push(...changes), close: () => {} }
}
/** The receiver never answers. */
const setUpSilent = (options: EmulatorOptions = {}) => {
  const signals: AbortSignal[] = []
  const webhookFetch = ({ signal }: Request) => {
    signals.push(signal)
    return new Promise<Response>(() => {})
  }
  return { ...setUp([], { ...options, webhookFetch }), signals }
}
const signUp = (emulator: { fetch: typeof fetch }, name: string) =>
  emulator.fetch('http://127.0.0.1/sign-up', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'curl/8' },
    body: new URLSearchParams({ email: `${name}@example.com` }),
  })

describe('webhooks', () => {
  it('tell of nothing while there is no endpoint', async () => {
    const { webhooks, types, ada } = setUp()
    await ada()
    await webhooks.settled()
    expect([types(), webhooks.messages()]).toEqual([[], []])
  })

  it('tell of a session with its user', async () => {
    const { webhooks, got, ada } = setUp()
    webhooks.create({ url: URL })
    const { sessionId } = await ada()
    await webhooks.settled()
    expect(got[0]?.event).toMatchObject({
      type: 'session.created',
      object: 'event',
      timestamp: NOW,
      data: { object: 'session', id: sessionId, status: 'active', user: { object: 'user', id: 'user_ada' } },
    })
  })

  it('name the request that caused an event', async () => {
    const { emulator, webhooks, got } = setUp()
    webhooks.create({ url: URL })
    await signUp(emulator, 'new')
    await webhooks.settled()
    expect(got[0]?.event.event_attributes).toEqual({ http_request: { client_ip: '127.0.0.1', user_agent: 'curl/8' } })
  })

  it('tell who wants to know, and nobody else', async () => {
    const { webhooks, types, ada } = setUp()
    webhooks.create({ url: URL, events: ['user.*', 'session.ended'] })
    await ada()
    await webhooks.settled()
    expect(types()).toEqual([])
  })

  it('are not sent while the endpoint is turned off, nor later', async () => {
    const { webhooks, types, ada } = setUp()
    const { id } = webhooks.create({ url: URL, isEnabled: false })
    await ada()
    webhooks.update(id, { isEnabled: true })
    await webhooks.settled()
    expect(types()).toEqual([])
  })

  it('tell nobody of a seed', async () => {
    const seed = { ...defaultSeed, webhooks: [{ url: URL }] }
    const { emulator, webhooks, types } = setUp([], { seed })
    emulator.control.reset()
    await webhooks.settled()
    expect([types(), webhooks.messages(), webhooks.endpoints().map(({ url }) => url)]).toEqual([[], [], [URL]])
  })

  it('tell nobody of what was before a reset', async () => {
    const { emulator, webhooks, types, ada } = setUp()
    const { sessionId } = await ada()
    webhooks.create({ url: URL })
    emulator.control.revokeSession(sessionId)
    emulator.control.reset()
    await webhooks.settled()
    expect(types()).toEqual([])
  })

  it('are broken off by a reset', async () => {
    const { emulator, webhooks, ada, signals } = setUpSilent()
    webhooks.create({ url: URL })
    await ada()
    await vi.waitFor(() => expect(signals).toHaveLength(1))
    emulator.control.reset()
    await webhooks.settled()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
  })

  it('do not tell of a change that was undone', async () => {
    const commits: unknown[] = []
    const refusing = {
      load: () => [],
      commit: (changes: readonly { readonly table: string }[]) => {
        if (changes.some(({ table }) => table === 'sessions')) throw new Error('disk full')
        commits.push(changes)
      },
      close: () => {},
    }
    const { webhooks, types, ada } = setUp([], { persistence: refusing })
    webhooks.create({ url: URL })
    await expect(ada()).rejects.toThrow('disk full')
    await webhooks.settled()
    expect([types(), webhooks.messages()]).toEqual([[], []])
  })

  it('come in the order in which things happened', async () => {
    const { emulator, webhooks, got } = setUp()
    webhooks.create({ url: URL, events: ['user.created'] })
    for (const name of ['a', 'b', 'c', 'd']) await signUp(emulator, name)
    await webhooks.settled()
    expect(got.map(({ event }) => event.data['id'])).toEqual(
      emulator.control
        .users()
        .slice(-4)
        .map(({ id }) => id),
    )
  })

  it('wait for each other, so that a slow receiver gets them in order', async () => {
    const asked: ((answer: Response) => void)[] = []
    const { webhooks, ada } = setUp([], { webhookFetch: () => new Promise((resolve) => asked.push(resolve)) })
    webhooks.create({ url: URL })
    await ada()
    await ada()
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    asked[0]?.(new Response())
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    asked[1]?.(new Response())
    await webhooks.settled()
    expect(webhooks.messages().map(({ deliveries }) => deliveries[0]?.status)).toEqual(['delivered', 'delivered'])
  })

  it('come once each when eight people sign up at the same time', async () => {
    const { emulator, webhooks, got, types } = setUp()
    webhooks.create({ url: URL, events: ['user.created', 'session.created'] })
    await Promise.all(Array.from({ length: 8 }, (_, index) => signUp(emulator, `person${index}`)))
    await webhooks.settled()
    expect(types().filter((type) => type === 'user.created')).toHaveLength(8)
    expect(types().filter((type) => type === 'session.created')).toHaveLength(8)
    expect(new Set(got.map(({ headers }) => headers.get('svix-id'))).size).toBe(16)
  })

  it('leave a line in the log, without query, body and secret', async () => {
    const { emulator, webhooks, ada } = setUp([500])
    const { id, secret } = webhooks.create({ url: `${URL}?key=hidden` })
    await ada()
    await webhooks.settled()
    const log = emulator.control.requests()
    expect(log).toMatchObject([
      { method: 'POST', path: URL, status: 500, decision: `webhook session.created to ${id}: status 500` },
    ])
    expect(JSON.stringify(log)).not.toMatch(new RegExp(`hidden|ada@|${secret}`))
  })
})

describe('attempts', () => {
  const SCHEDULE_SEC = [5, 300, 1800, 7200, 18_000, 36_000, 36_000]

  it('follow the schedule on the clock of the emulator, and end', async () => {
    const { emulator, webhooks, got, ada } = setUp(Array.from({ length: 20 }, () => 500))
    webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    for (const sec of SCHEDULE_SEC) {
      const before = got.length
      emulator.clock.advance(sec * 1000 - 1)
      await webhooks.settled()
      expect(got.length).toBe(before)
      emulator.clock.advance(1)
      await webhooks.settled()
      expect(got.length).toBe(before + 1)
    }
    emulator.clock.advance(1e9)
    await webhooks.settled()
    expect(got).toHaveLength(8)
    expect(webhooks.messages()[0]?.deliveries).toMatchObject([{ status: 'failed', nextAttemptAtMs: null, failures: 8 }])
  })

  it('stop at the first success, which keeps what was answered before', async () => {
    const { emulator, webhooks, got, ada } = setUp([500, 200])
    webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    emulator.clock.advance(5000)
    await webhooks.settled()
    const [first, second] = got.map(({ headers }) => [headers.get('svix-id'), headers.get('svix-timestamp')])
    expect(second).toEqual([first?.[0], String(NOW / 1000 + 5)])
    expect(webhooks.messages()[0]?.deliveries).toMatchObject([
      {
        status: 'delivered',
        nextAttemptAtMs: null,
        attempts: [
          { atMs: NOW, status: 500, problem: 'status 500', answer: 'said 500' },
          { atMs: NOW + 5000, status: 200, problem: null, answer: 'said 200' },
        ],
      },
    ])
  })

  it('do not follow a redirect', async () => {
    const { webhooks, ada } = setUp([new Response(null, { status: 307, headers: { location: URL } })])
    webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    expect(webhooks.messages()[0]?.deliveries[0]?.attempts).toMatchObject([
      { status: 307, problem: 'redirects are not followed' },
    ])
  })

  it('turn an endpoint off that is gone', async () => {
    const { webhooks, ada } = setUp([410])
    webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    expect(webhooks.endpoints()[0]?.isEnabled).toBe(false)
    expect(webhooks.messages()[0]?.deliveries[0]?.status).toBe('failed')
  })

  it('fail after 15 real seconds, whatever the clock says', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { webhooks, ada } = setUp([], { webhookFetch: () => new Promise<Response>(() => {}) })
      webhooks.create({ url: URL })
      await ada()
      const settled = webhooks.settled()
      // The signature comes first, which no timer is part of.
      while (vi.getTimerCount() < 1) await new Promise((resolve) => setImmediate(resolve))
      await vi.advanceTimersByTimeAsync(14_999)
      expect(webhooks.messages()[0]?.deliveries[0]?.attempts).toEqual([])
      await vi.advanceTimersByTimeAsync(1)
      await settled
      expect(webhooks.messages()[0]?.deliveries[0]).toMatchObject({
        status: 'waiting',
        nextAttemptAtMs: NOW + 5000,
        attempts: [{ status: null, problem: 'no answer within 15 s' }],
      })
    } finally {
      vi.useRealTimers()
    }
  })

  it('are made as soon as the clock is moved to them', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const { emulator, webhooks, got, ada } = setUp([500])
      webhooks.create({ url: URL })
      await ada()
      await webhooks.settled()
      emulator.clock.advance(5000)
      await vi.waitFor(() => expect(got).toHaveLength(2))
    } finally {
      vi.useRealTimers()
    }
  })

  it('are made when a clock comes to them that nobody moved', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const time = { ms: NOW }
      const { webhooks, got, ada } = setUp([500], { clock: () => time.ms })
      webhooks.create({ url: URL })
      await ada()
      await webhooks.settled()
      time.ms += 4999
      vi.advanceTimersByTime(1000)
      await webhooks.settled()
      expect(got).toHaveLength(1)
      time.ms += 1
      vi.advanceTimersByTime(1000)
      await vi.waitFor(() => expect(got).toHaveLength(2))
      await webhooks.settled()
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('say what kind of error kept them from arriving, and nothing more', async () => {
    const refused = Object.assign(new Error('connect to secret-host'), { code: 'ECONNREFUSED' })
    const { webhooks, ada } = setUp([], {
      webhookFetch: () => Promise.reject(new TypeError('fetch failed', { cause: refused })),
    })
    webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    expect(webhooks.messages()[0]?.deliveries[0]?.attempts).toMatchObject([
      { status: null, problem: 'it cannot be reached (ECONNREFUSED)' },
    ])
  })

  it('of one that fails keep no other from being sent', async () => {
    const { webhooks, types, ada } = setUp([500])
    webhooks.create({ url: URL })
    await ada()
    await ada()
    await webhooks.settled()
    expect([types().length, webhooks.messages().map(({ deliveries }) => deliveries[0]?.status)]).toEqual([
      2,
      ['waiting', 'delivered'],
    ])
  })

  it('show no more of an answer than its beginning', async () => {
    const { webhooks, ada } = setUp([new Response('x'.repeat(100_000))])
    webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    expect(webhooks.messages()[0]?.deliveries[0]?.attempts[0]?.answer).toBe('x'.repeat(1000))
  })

  it('are broken off by close, and made after the next start', async () => {
    const options = { persistence: createMemory() }
    const first = setUpSilent(options)
    first.webhooks.create({ url: URL })
    await first.ada()
    await vi.waitFor(() => expect(first.signals).toHaveLength(1))
    await first.emulator.close()
    expect(first.signals[0]?.aborted).toBe(true)
    const second = setUp([], options)
    await second.webhooks.settled()
    expect(second.types()).toEqual(['session.created'])
  })

  it('are made after the next start, also where nobody asks for anything', async () => {
    const options = { persistence: createMemory() }
    const first = setUpSilent(options)
    first.webhooks.create({ url: URL })
    await first.ada()
    await first.emulator.close()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const second = setUp([], options)
      vi.advanceTimersByTime(1000)
      await vi.waitFor(() => expect(second.types()).toEqual(['session.created']))
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('control.webhooks', () => {
  it('sends a message again, under its id', async () => {
    const { webhooks, got, ada } = setUp()
    webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    const [message] = webhooks.messages()
    webhooks.replay(message?.id ?? '')
    await webhooks.settled()
    const sent = got.map(({ headers, body }) => [headers.get('svix-id'), body])
    expect(sent).toEqual([sent[0], sent[0]])
    expect(webhooks.messages()[0]?.deliveries[0]).toMatchObject({ status: 'delivered', attempts: [{}, {}] })
  })

  it('sends a message to one who was not there yet', async () => {
    const { webhooks, types, ada } = setUp()
    webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    const late = webhooks.create({ url: `${URL}/late` })
    webhooks.replay(webhooks.messages()[0]?.id ?? '', late.id)
    await webhooks.settled()
    expect(types()).toEqual(['session.created', 'session.created'])
  })

  it('makes due what waits', async () => {
    const { webhooks, types, ada } = setUp([500])
    webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    webhooks.retryNow()
    await webhooks.settled()
    expect(types()).toEqual(['session.created', 'session.created'])
  })

  it('holds back what waits for an endpoint that is turned off, until it is on again', async () => {
    const { webhooks, types, ada } = setUp([500])
    const { id } = webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    webhooks.update(id, { isEnabled: false })
    webhooks.retryNow()
    await webhooks.settled()
    expect(types()).toHaveLength(1)
    webhooks.update(id, { isEnabled: true })
    await webhooks.settled()
    expect(types()).toHaveLength(2)
  })

  it('gives up what waits for an endpoint that is removed', async () => {
    const { webhooks, ada } = setUp([500])
    const { id } = webhooks.create({ url: URL })
    await ada()
    await webhooks.settled()
    webhooks.delete(id)
    expect([webhooks.endpoints(), webhooks.messages()[0]?.deliveries[0]?.status]).toEqual([[], 'failed'])
  })

  it('sends an event that did not happen, whatever the endpoint wants', async () => {
    const { webhooks, got } = setUp()
    const { id } = webhooks.create({ url: URL, events: ['session.ended'] })
    webhooks.sendTest(id)
    await webhooks.settled()
    expect(got[0]?.event).toMatchObject({ type: 'user.created', data: { object: 'user', id: 'user_ada' } })
  })

  it('keeps 500 messages that are over, and all that wait', async () => {
    const { webhooks } = setUp([500])
    const { id } = webhooks.create({ url: URL })
    const first = webhooks.sendTest(id)
    await webhooks.settled()
    for (let count = 0; count < 501; count += 1) webhooks.sendTest(id)
    await webhooks.settled()
    webhooks.sendTest(id)
    expect(webhooks.messages()).toHaveLength(500)
    expect(webhooks.messages()[0]?.id).toBe(first.id)
  })

  it.each([
    ['ftp://localhost/x'],
    ['http://user:pass@localhost/x'],
    ['http://localhost/x#part'],
    ['localhost:3000'],
    ['/api'],
    [`http://localhost/${'x'.repeat(3000)}`],
  ])('refuses the address of case %#', (url) => {
    const { webhooks } = setUp()
    expect(() => webhooks.create({ url })).toThrow('url must be an http(s) URL without credentials and fragment')
  })

  it.each([
    ['whsec_'],
    ['whsec_short'],
    ['whsec_====aaaabbbbccccddddeeee'],
    [`whsec_${'A'.repeat(100)}`],
    ['A'.repeat(32)],
  ])('refuses the secret of case %#', (secret) => {
    const { webhooks } = setUp()
    expect(() => webhooks.create({ url: URL, secret })).toThrow('secret must be whsec_ and 24 to 64 bytes as base64')
  })

  it('refuses an event that is never sent', () => {
    const { webhooks } = setUp()
    expect(() => webhooks.create({ url: URL, events: ['subscription.created'] })).toThrow(
      'events[0] must be an event that is sent',
    )
  })

  it.each([
    ['update', (id: string) => setUp().webhooks.update(id, {})],
    ['delete', (id: string) => setUp().webhooks.delete(id)],
    ['rotateSecret', (id: string) => setUp().webhooks.rotateSecret(id)],
    ['sendTest', (id: string) => setUp().webhooks.sendTest(id)],
    ['replay', (id: string) => setUp().webhooks.replay(id)],
    ['retryNow', (id: string) => setUp().webhooks.retryNow(id)],
  ])('%s says that nothing has this id', (_name, act) => {
    expect(() => act('ep_x')).toThrow('ERR_EMULATOR_UNKNOWN_WEBHOOK')
  })

  it('is where the Backend API sends people, and it removes every endpoint', async () => {
    const { emulator, webhooks } = setUp()
    webhooks.create({ url: URL })
    const call = (method: string, path: string) =>
      emulator.fetch(`http://127.0.0.1/v1/webhooks/${path}`, {
        method,
        headers: { authorization: `Bearer ${emulator.secretKey}` },
      })
    for (const path of ['svix', 'svix_url'])
      expect(await (await call('POST', path)).json()).toEqual({ svix_url: `${emulator.url}/__emu/console/webhooks` })
    expect([(await call('DELETE', 'svix')).status, webhooks.endpoints()]).toEqual([204, []])
  })

  it('answers over HTTP as in code', async () => {
    const { emulator, webhooks } = setUp()
    const post = async (action: string, fields: object) =>
      (
        await emulator.fetch(`http://127.0.0.1/__emu/webhooks/${action}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fields),
        })
      ).json() as Promise<Readonly<Record<string, string>>>
    const { id = '' } = await post('create', { url: URL, events: ['user.*'] })
    await post('update', { id, description: 'mine', events: null })
    const { id: messageId } = await post('test', { id, type: 'session.revoked' })
    await post('replay', { id: messageId })
    await post('rotate-secret', { id, overlapSec: 0 })
    await post('retry', { endpointId: id })
    await post('settled', {})
    const all = await (await emulator.fetch('http://127.0.0.1/__emu/webhooks')).json()
    expect(all).toEqual({ endpoints: webhooks.endpoints(), messages: webhooks.messages() })
    expect(await post('delete', { id })).toEqual({ ok: true })
    expect(await post('delete', { id })).toMatchObject({ errors: [{ code: 'ERR_EMULATOR_UNKNOWN_WEBHOOK' }] })
  })
})
