import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'
import { cancel, createVirtualTime, toStep } from './virtual-time.ts'

describe('createVirtualTime', () => {
  it('lets things happen in order of their times, those of one instant as they were asked for', () => {
    const time = createVirtualTime()
    const seen: string[] = []
    for (const [delayMs, name] of [
      [5, 'c'],
      [1, 'a'],
      [5, 'd'],
      [3, 'b'],
    ] as const)
      time.after(delayMs, () => seen.push(name))
    while (time.nextMs() < Infinity) time.runNext()
    expect(seen.join('')).toBe('abcd')
    expect(time.now()).toBe(5)
  })

  it('keeps the order of a thousand', () => {
    const time = createVirtualTime()
    const random = createRandom(1)
    const seen: number[] = []
    for (let count = 0; count < 1_000; count += 1) time.after(random() * 1_000, () => seen.push(time.now()))
    while (time.nextMs() < Infinity) time.runNext()
    expect(seen).toEqual(seen.toSorted((one, other) => one - other))
    expect(seen.length).toBe(1_000)
  })

  it('leaves out what was taken back', () => {
    const time = createVirtualTime()
    cancel(time.after(1, () => expect.unreachable()))
    expect(time.nextMs()).toBe(Infinity)
  })
})

describe('toStep', () => {
  it('gives times whose differences are exact beside a date', () => {
    const dateMs = Date.UTC(2026, 0, 1)
    const [one, other] = [toStep(1_234.567_89), toStep(40_000 / 3)]
    expect(dateMs + other - (dateMs + one)).toBe(other - one)
  })
})
