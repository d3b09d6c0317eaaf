import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { withoutNode } from '../../test/without-node.ts'
import { type HandoverSealer, type SealableHandover, createHandoverSealer, isSameJson } from './seal-handover.ts'
import { openHandover } from './open-handover.ts'
import { resolveOpeningKeys, createSealingKeySource } from './sealing-material.ts'

const nowMs = 1_800_000_000_000
const handover: SealableHandover = {
  publishableKey: 'pk_test_x',
  host: 'app.test',
  method: 'GET',
  path: '/dashboard',
  token: 'the.session.token',
  isTokenInside: false,
  contents: {
    status: 'signed-in',
    reason: null,
    clerkUrl: 'http://app.test/dashboard',
    options: null,
    machineAuth: null,
    isMachineAsked: true,
    reader: { isPage: true, isServerAction: false, isPrefetch: false, isRouterFetch: true },
    mark: null,
    trace: [],
  },
}
const material = { secretKey: 'sk_test_1' }
const createSealer = (): HandoverSealer => {
  const readKey = createSealingKeySource(material)
  if (readKey === null) throw new Error('The test gives a key.')
  return createHandoverSealer(readKey)
}
/** What the server side makes of a seal on the request it was made for. */
const open = (sealed: string, { token, method, path, host, publishableKey }: typeof handover) =>
  openHandover({
    keys: resolveOpeningKeys(material) ?? [],
    sealed,
    publishableKey,
    host,
    token,
    request: { method, path },
    nowMs,
  })

afterEach(() => {
  vi.restoreAllMocks()
})

describe('createHandoverSealer', () => {
  it('gives one seal to requests that are the same, without a promise', async () => {
    const seal = createSealer()
    const first = await seal(handover, nowMs)
    expect(seal(handover, nowMs + 4_999)).toBe(first)
    expect(open(first, handover)).toMatchObject({ ok: true, value: { isFresh: true, contents: handover.contents } })
  })

  it.each<[string, Partial<typeof handover>]>([
    ['token', { token: 'the.session.tokem' }],
    ['no token', { token: null }],
    ['host', { host: 'other.test' }],
    ['method', { method: 'POST' }],
    ['path', { path: '/dashboard/x' }],
    ['instance', { publishableKey: 'pk_test_y' }],
    ['place of the token', { isTokenInside: true }],
    ['status', { contents: { ...handover.contents, status: 'signed-out' } }],
    ['reason', { contents: { ...handover.contents, reason: 'session-token-outdated' } }],
    ['URL', { contents: { ...handover.contents, clerkUrl: 'http://app.test/dashboard?x' } }],
    ['options', { contents: { ...handover.contents, options: { publishableKey: 'pk_test_y' } } }],
    ['reader', { contents: { ...handover.contents, reader: { ...handover.contents.reader, isPage: false } } }],
    ['mark', { contents: { ...handover.contents, mark: { traceId: '0001', isJson: false } } }],
    ['trace', { contents: { ...handover.contents, trace: ['row'] } }],
  ])('never gives it to a request with another %s', async (_what, change) => {
    const seal = createSealer()
    const first = await seal(handover, nowMs)
    const changed = { ...handover, ...change }
    const second = await seal(changed, nowMs)
    expect(second).not.toBe(first)
    expect(open(second, changed)).toMatchObject({ ok: true, value: { contents: changed.contents } })
    expect(open(await seal(handover, nowMs), handover)).toMatchObject({
      ok: true,
      value: { contents: handover.contents },
    })
  })

  it.each([
    ['after five seconds', nowMs + 5_000],
    ['when the clock runs backwards', nowMs - 1],
    ['when the clock fails', Number.NaN],
  ])('seals anew %s', async (_when, laterMs) => {
    const seal = createSealer()
    const first = await seal(handover, nowMs)
    expect(await seal(handover, laterMs)).not.toBe(first)
  })

  it('counts from the making of a seal, however often it was given', async () => {
    const seal = createSealer()
    const first = await seal(handover, nowMs)
    for (const afterMs of [2_000, 4_000]) expect(seal(handover, nowMs + afterMs)).toBe(first)
    expect(await seal(handover, nowMs + 5_000)).not.toBe(first)
  })

  it('gives it for what was in it when it was made, although the trace grew since', async () => {
    const seal = createSealer()
    const trace = ['row']
    const grown = { ...handover, contents: { ...handover.contents, trace } }
    const first = await seal(grown, nowMs)
    trace.push('late')
    expect(await seal(grown, nowMs)).not.toBe(first)
  })

  it('keeps nothing of a machine token', async () => {
    const seal = createSealer()
    const machine = { ...handover, contents: { ...handover.contents, machineAuth: { id: 'ak_1' } } }
    expect(await seal(machine, nowMs)).not.toBe(await seal(machine, nowMs))
  })

  it('keeps no seal that is longer than those of ordinary pages', async () => {
    const seal = createSealer()
    const long = { ...handover, path: `/${'a'.repeat(5_000)}` }
    expect(await seal(long, nowMs)).not.toBe(await seal(long, nowMs))
  })

  it('forgets the oldest of too many', async () => {
    const seal = createSealer()
    const first = await seal(handover, nowMs)
    for (let index = 0; index < 128; index += 1) await seal({ ...handover, path: `/${index}` }, nowMs)
    expect(await seal(handover, nowMs)).not.toBe(first)
    expect(typeof seal({ ...handover, path: '/127' }, nowMs)).toBe('string')
  })

  it.each(['deriveBits', 'digest', 'encrypt'] as const)('tries again after the platform failed to %s', async (what) => {
    withoutNode()
    vi.spyOn(crypto.subtle, what).mockRejectedValueOnce(new Error('The platform cannot.'))
    const seal = createSealer()
    await expect(seal(handover, nowMs)).rejects.toThrow('The platform cannot.')
    expect(open(await seal(handover, nowMs), handover)).toMatchObject({ ok: true })
  })

  it('gives every request a seal that opens for it, whatever came before', async () => {
    const part = fc.constantFrom('a', 'b', 'a","b')
    const request = fc.record({ token: part, host: part, method: part, path: part, afterMs: fc.nat(12_000) })
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 12 }), async (requests) => {
        const seal = createSealer()
        for (const { afterMs, ...rest } of requests) {
          const asked = { ...handover, ...rest }
          expect(open(await seal(asked, nowMs + afterMs), asked)).toMatchObject({
            ok: true,
            value: { token: rest.token },
          })
        }
      }),
    )
  })
})
describe('isSameJson', () => {
  it('is true for a copy, whatever the value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => isSameJson(value, JSON.parse(JSON.stringify(value)))))
  })

  it('says of any two values what their JSON says', () => {
    const small = fc.oneof(fc.constantFrom(null, '', 'a', 1, true), fc.array(fc.constantFrom(1, 'a'), { maxLength: 2 }))
    const value = fc.oneof(small, fc.dictionary(fc.constantFrom('a', 'b', '0'), small, { maxKeys: 2 }))
    const write = (given: unknown): string =>
      JSON.stringify(given, (_name, part: unknown) =>
        typeof part === 'object' && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).toSorted(([one], [two]) => (one < two ? -1 : 1)))
          : part,
      )
    fc.assert(fc.property(value, value, (one, two) => isSameJson(one, two) === (write(one) === write(two))))
  })

  it.each([
    [[], {}],
    [{ a: undefined }, { b: 1 }],
    [{ a: null }, {}],
    [['a'], { 0: 'a' }],
    [1, '1'],
    [null, {}],
    [{ toString: 1 }, {}],
  ])('is false for %j and %j', (left, right) => {
    expect([isSameJson(left, right), isSameJson(right, left)]).toEqual([false, false])
  })
})
