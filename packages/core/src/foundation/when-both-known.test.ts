import { describe, expect, it } from 'vitest'
import { whenBothKnown } from './when-both-known.ts'

const join = (one: string, two: string): string => one + two

describe('whenBothKnown', () => {
  it('gives the result itself where nothing has to be awaited', () => {
    expect(whenBothKnown('a', 'b', join)).toBe('ab')
  })

  it.each([
    [Promise.resolve('a'), 'b'],
    ['a', Promise.resolve('b')],
    [Promise.resolve('a'), Promise.resolve('b')],
  ])('waits where one of them has to be awaited', async (one, two) => {
    const result = whenBothKnown(one, two, join)
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
      await expect(whenBothKnown(one, two, () => 'called')).rejects.toBe(failure)
    }
  })
})
