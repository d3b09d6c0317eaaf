import { describe, expect, it } from 'vitest'
import { jsonResponse } from '../../test/mint.ts'
import { begin, Later } from '../foundation/soon.ts'
import { callProvider, forward, toApiHeaders, type CallFault, type ProviderAnswer } from './call-provider.ts'
import type { Result } from '../foundation/result.ts'

const URL_TEXT = 'https://api.example.com/v1/x'

function call(answer: Response, maxBytes = 100): Promise<Result<ProviderAnswer, CallFault>> {
  const question = { method: 'GET', url: URL_TEXT, headers: toApiHeaders('sk') } as const
  return callProvider(question, { fetch: () => Promise.resolve(answer), timeoutMs: 1_000, maxBytes })
}

/** A body that comes in pieces of one byte. */
const toDrops = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
      controller.close()
    },
  })

describe('callProvider', () => {
  it('reads characters that come in several pieces', async () => {
    const bytes = new TextEncoder().encode('{"name":"Zoë 🙂"}')
    expect(await call(new Response(toDrops(bytes)))).toMatchObject({ value: { body: { name: 'Zoë 🙂' } } })
  })

  it.each([
    ['no UTF-8', new Response(Uint8Array.of(0x22, 0xff, 0x22)), null],
    ['no JSON', new Response('{'), null],
    ['empty', new Response(null), null],
    ['null', jsonResponse(null), null],
    ['a list', jsonResponse([1]), [1]],
  ])('has as the body of an answer that is %s what it says, or null', async (_name, answer, body) => {
    expect(await call(answer)).toMatchObject({ ok: true, value: { status: 200, body } })
  })

  it('tells the status of an answer that is too large, and stops to read it', async () => {
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(60)),
      cancel: () => {
        isCancelled = true
      },
    })
    const answer = await call(new Response(body, { status: 503 }))
    expect(answer).toMatchObject({ ok: false, failure: { status: 503, error: expect.any(RangeError) as Error } })
    expect(isCancelled).toBe(true)
    expect((await call(new Response('"'.padEnd(99, 'a') + '"'))).ok).toBe(true)
  })

  it.each([
    ['application/json', true],
    ['application/problem+json; charset=utf-8', true],
    ['text/html', false],
    ['application/jsonp', false],
  ])('knows whether %s means JSON', async (type, isJson) => {
    expect(await call(new Response('1', { headers: { 'content-type': type } }))).toMatchObject({ value: { isJson } })
  })

  it('fails where the body of a call is no JSON', async () => {
    const body: { self?: unknown } = {}
    body.self = body
    const answer = await callProvider(
      { method: 'POST', url: URL_TEXT, headers: {}, body },
      { fetch: () => Promise.resolve(jsonResponse({})), timeoutMs: 1_000, maxBytes: 100 },
    )
    expect(answer).toMatchObject({ ok: false, failure: { status: null } })
  })
})

describe('forward', () => {
  const url = new URL(URL_TEXT)

  it('begins nothing by itself, and gives what is made of the answer', async () => {
    let calls = 0
    const answer = forward(
      () => Promise.resolve(new Response(String((calls += 1)))),
      url,
      {},
      (response) => response.text(),
    )
    expect(calls).toBe(0)
    expect(answer).toBeInstanceOf(Later)
    expect(await begin(answer)).toBe('1')
  })

  it('gives null where no answer comes, or nothing can be made of it', async () => {
    const fails = (): never => {
      throw new Error('sk_test_secret')
    }
    expect(await begin(forward(fails, url, {}, () => 1))).toBeNull()
    expect(
      await begin(
        forward(
          () => Promise.reject(new Error('away')),
          url,
          {},
          () => 1,
        ),
      ),
    ).toBeNull()
    expect(await begin(forward(() => Promise.resolve(new Response()), url, {}, fails))).toBeNull()
  })
})
