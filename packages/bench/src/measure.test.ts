import { describe, expect, it } from 'vitest'
import { measure, toContestant } from './measure.ts'

const plan = { rounds: 2, batch: 3, inFlight: 2 }

describe('measure', () => {
  it('hands all contestants the same inputs, and each input once', async () => {
    const given = new Map<string, number[]>([
      ['a', []],
      ['b', []],
    ])
    const contestants = [...given].map(([name, list]) => {
      return toContestant(
        name,
        (index) => index,
        (index: number) => list.push(index),
      )
    })
    await measure(contestants, plan)
    const [a = [], b] = [...given.values()]
    expect(b).toEqual(a)
    expect(a).toEqual(Array.from({ length: a.length }, (_, index) => index))
  })

  it('lets another contestant begin each round', async () => {
    const turns: string[] = []
    const toOne = (name: string) =>
      toContestant(
        name,
        (index) => index,
        (index: number) => index % plan.batch === 0 && turns.push(name),
      )
    await measure([toOne('a'), toOne('b')], plan)
    expect(turns.slice(0, 6).join('')).toBe('abbaab')
  })

  it('ends when an answer is wrong', async () => {
    const liar = toContestant(
      'liar',
      () => 0,
      () => 'yes',
      { isRight: (answer) => answer === 'no' },
    )
    await expect(measure([liar], plan)).rejects.toThrow('liar gives a wrong answer.')
  })

  it('gives the median and the best of each', async () => {
    const [figure] = await measure([toContestant('a', Number, Number)], plan)
    expect(figure?.name).toBe('a')
    expect(figure?.bestUs).toBeLessThanOrEqual(figure?.cpuUs ?? -1)
  })
})
