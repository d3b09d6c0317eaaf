import { describe, expect, it, vi } from 'vitest'
import { liveOptions } from '../../test/fakes.ts'
import { fakePorts, jsonResponse } from '../../test/mint.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createCallBudget } from './call-budget.ts'
import { createIdentityProvider } from './identity-provider.ts'
import type { Ports } from '../foundation/ports.ts'

const settings = resolveSettings({ ...liveOptions, apiUrl: 'https://api.example.com/', apiVersion: 'v2' })
const call = (ports: Ports) =>
  createIdentityProvider(settings, ports, createCallBudget(settings.calls)).call('token', {
    method: 'POST',
    path: '/x',
    body: { a: 1 },
    bearer: 'sk',
  })
const world = (respond: () => Promise<Response> | Response): Ports => {
  const fake = fakePorts()
  fake.respond = respond
  return fake.ports
}

describe('createIdentityProvider', () => {
  it('sends the protocol’s headers, follows no redirect, and can be stopped', async () => {
    const fake = fakePorts()
    fake.respond = () => jsonResponse({ b: 2 })
    expect(await call(fake.ports)).toEqual({ ok: true, value: { b: 2 } })
    const { url, init } = fake.fetches[0] ?? expect.fail()
    expect(url).toBe('https://api.example.com/x')
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual', body: '{"a":1}' })
    expect(init.signal).toBeInstanceOf(AbortSignal)
    expect(Object.fromEntries(new Headers(init.headers))).toEqual({
      authorization: 'Bearer sk',
      'clerk-api-version': '2026-05-12',
      'content-type': 'application/json',
      'user-agent': '@postern/core',
    })
    expect(createIdentityProvider(settings, fake.ports, createCallBudget(settings.calls)).versioned).toBe('/v2/')
  })

  it.each<[string, () => Promise<Response> | Response, object]>([
    [
      'a code',
      () => jsonResponse({ errors: [{ code: 'session_revoked' }, { code: 'b' }] }, { status: 422 }),
      { status: 422, code: 'session_revoked' },
    ],
    [
      'a code that no header can hold',
      () => jsonResponse({ errors: [{ code: 'a\nb' }] }, { status: 400 }),
      { status: 400, code: null },
    ],
    [
      'a code that is no text',
      () => jsonResponse({ errors: [{ code: 7 }] }, { status: 400 }),
      { status: 400, code: null },
    ],
    ['no list', () => jsonResponse({ errors: 'x' }, { status: 500 }), { status: 500, code: null }],
    ['no JSON', () => new Response('<html>', { status: 502 }), { status: 502, code: null }],
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } }),
      { status: 302, code: null },
    ],
    ['a connection that breaks', () => Promise.reject(new TypeError('down')), { status: null, code: null }],
    ['an answer that is too large', () => new Response('x'.repeat(262_145)), { status: null, code: null }],
    [
      'an answer that breaks off',
      () => new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) })),
      { status: null, code: null },
    ],
  ])('fails with %s', async (_, respond, failure) => {
    expect(await call(world(respond))).toEqual({ ok: false, failure })
  })

  it.each<[string, () => Promise<Response> | Response]>([
    ['never answers, whatever the signal says', () => new Promise<Response>(() => {})],
    [
      'begins an answer and never ends it',
      () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })),
    ],
  ])('gives up after five seconds on a provider that %s', async (_, respond) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const answer = call(world(respond))
      let isDone = false
      void answer.then(() => (isDone = true))
      await vi.advanceTimersByTimeAsync(4_999)
      expect(isDone).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      expect(await answer).toEqual({ ok: false, failure: { status: null, code: null } })
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('has the platform keep a call alive, whose answer others may wait for (H4)', async () => {
    const fake = fakePorts()
    fake.respond = () => jsonResponse({})
    await call(fake.ports)
    expect(fake.waited).toHaveLength(1)
  })

  it('leaves no timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      await call(world(() => jsonResponse({})))
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})
