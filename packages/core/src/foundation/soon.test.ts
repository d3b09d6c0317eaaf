import { describe, expect, it } from 'vitest'
import { begin, Later, toLater, whenBothCome, whenBothKnown, whenKnown } from './soon.ts'

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

describe('whenBothKnown', () => {
  it('uses two values at once', () => {
    expect(whenBothKnown(2, 3, (one, two) => one * two)).toBe(6)
  })

  it('begins nothing where one has yet to come, and then both together', async () => {
    const begun: string[] = []
    const later = (name: string): Later<string> =>
      new Later(async () => {
        begun.push(name)
        await Promise.resolve()
        return name
      })
    const both = whenBothKnown(later('a'), later('b'), (one, two) => {
      begun.push('used')
      return one + two
    })
    expect(begun).toEqual([])
    const answer = begin(both)
    expect(begun).toEqual(['a', 'b'])
    expect(await answer).toBe('ab')
    expect(await begin(whenBothKnown('a', later('b'), (one, two) => new Later(() => Promise.resolve(one + two))))).toBe(
      'ab',
    )
  })
})

const join = (one: string, two: string): string => one + two

describe('whenBothCome', () => {
  it('gives the result itself where nothing has to be awaited', () => {
    expect(whenBothCome('a', 'b', join)).toBe('ab')
  })

  it.each([
    [Promise.resolve('a'), 'b'],
    ['a', Promise.resolve('b')],
    [Promise.resolve('a'), Promise.resolve('b')],
  ])('waits where one of them has to be awaited', async (one, two) => {
    const result = whenBothCome(one, two, join)
    expect(result).toBeInstanceOf(Promise)
    expect(await result).toBe('ab')
  })

  it('rejects with either, and does not call', async () => {
    const failure = new Error('The platform cannot.')
    for (const [one, two] of [
      [Promise.reject<string>(failure), 'b'],
      ['a', Promise.reject<string>(failure)],
      [Promise.reject<string>(failure), Promise.reject<string>(failure)],
    ] as const) {
      await expect(whenBothCome(one, two, () => 'called')).rejects.toBe(failure)
    }
  })
})

describe('toLater', () => {
  it('begins nothing before it is asked, and brings what the work brings', async () => {
    let begun = 0
    const later = toLater(() => (begun += 1))
    expect(begun).toBe(0)
    expect(await later.begin()).toBe(1)
  })

  it('rejects with what the work throws', async () => {
    const failure = new Error('A bug.')
    const later = toLater<number>(() => {
      throw failure
    })
    await expect(later.begin()).rejects.toBe(failure)
  })
})
