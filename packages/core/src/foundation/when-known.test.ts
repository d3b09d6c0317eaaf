import { describe, expect, it } from 'vitest'
import { whenKnown } from './when-known.ts'

const join = (one: string, two: string): string => one + two

describe('whenKnown', () => {
  it('gives the result itself where nothing has to be awaited', () => {
    expect(whenKnown('a', 'b', join)).toBe('ab')
  })

  it.each([
    [Promise.resolve('a'), 'b'],
    ['a', Promise.resolve('b')],
    [Promise.resolve('a'), Promise.resolve('b')],
  ])('waits where one of them has to be awaited', async (one, two) => {
    const result = whenKnown(one, two, join)
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
      await expect(whenKnown(one, two, () => 'called')).rejects.toBe(failure)
    }
  })
})
