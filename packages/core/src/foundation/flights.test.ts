import { afterEach, describe, expect, it, vi } from 'vitest'
import { MAX_FLIGHTS } from '../wire/limits.ts'
import { createFlights } from './flights.ts'

const never = (): Promise<{ n: number }> => new Promise(() => {})

afterEach(() => {
  vi.useRealTimers()
})

describe('createFlights', () => {
  it('does work of one name once for all who want it at the same time', async () => {
    const flights = createFlights<{ n: number }>(1_000)
    let count = 0
    const start = (): Promise<{ n: number }> => Promise.resolve({ n: (count += 1) })
    const answers = await Promise.all([flights.join('a', start), flights.join('a', start), flights.join('b', start)])
    expect(answers).toEqual([{ n: 1 }, { n: 1 }, { n: 2 }])
    expect(flights.has('a')).toBe(false)
    expect(await flights.join('a', start)).toEqual({ n: 3 })
  })

  it('starts anew, once, when the work of a cancelled request never ends', async () => {
    vi.useFakeTimers()
    const flights = createFlights<{ n: number }>(1_000)
    void flights.join('a', never)
    let count = 0
    const start = (): Promise<{ n: number }> =>
      new Promise((resolve) => {
        count += 1
        setTimeout(() => resolve({ n: count }), 10)
      })
    const waiting = Promise.all([flights.join('a', start), flights.join('a', start), flights.join('a', start)])
    await vi.advanceTimersByTimeAsync(1_010)
    expect(await waiting).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }])
  })

  it('holds nobody longer than two waits', async () => {
    vi.useFakeTimers()
    const flights = createFlights<{ n: number }>(1_000)
    void flights.join('a', never)
    void flights.join('a', never)
    const waiting = flights.join('a', () => Promise.resolve({ n: 1 }))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await waiting).toEqual({ n: 1 })
  })

  it('lets a failure go to all who wait, and forgets it', async () => {
    const flights = createFlights<{ n: number }>(1_000)
    const broken = (): Promise<{ n: number }> => Promise.reject(new Error('no'))
    const answers = await Promise.allSettled([flights.join('a', broken), flights.join('a', broken)])
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await flights.join('a', () => Promise.resolve({ n: 1 }))).toEqual({ n: 1 })
  })

  it('forgets the oldest work where too much of it never lands', () => {
    const flights = createFlights<{ n: number }>(1_000)
    for (let at = 0; at <= MAX_FLIGHTS; at += 1) void flights.join(String(at), never)
    expect([flights.has('0'), flights.has('1'), flights.has(String(MAX_FLIGHTS))]).toEqual([false, true, true])
  })
})
