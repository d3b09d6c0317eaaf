import { describe, expect, it } from 'vitest'
import { begin, Later, whenKnown } from './soon.ts'

const double = (value: number): number => 2 * value

describe('whenKnown', () => {
  it('uses a value at once', () => {
    expect(whenKnown(2, double)).toBe(4)
  })

  it('begins nothing where the value has yet to come', () => {
    let begun = 0
    const soon = whenKnown(new Later(() => Promise.resolve((begun += 1))), double)
    expect(soon).toBeInstanceOf(Later)
    expect(begun).toBe(0)
  })

  it('uses what the work brings, and work that follows from it', async () => {
    const first = new Later(() => Promise.resolve(2))
    const second = whenKnown(first, (value) => new Later(() => Promise.resolve(value + 1)))
    expect(await begin(whenKnown(second, double))).toBe(6)
  })

  it('rejects as the work does, and uses nothing', async () => {
    const failure = new Error('The port broke.')
    const soon = whenKnown(new Later<number>(() => Promise.reject(failure)), () => 'used')
    await expect(begin(soon)).rejects.toBe(failure)
  })

  it('rejects with what a use throws that had to wait', async () => {
    const failure = new Error('A bug.')
    const soon = whenKnown(new Later(() => Promise.resolve(1)), (): number => {
      throw failure
    })
    await expect(begin(soon)).rejects.toBe(failure)
  })
})

describe('begin', () => {
  it('gives a value as it is', () => {
    expect(begin('a')).toBe('a')
  })
})
