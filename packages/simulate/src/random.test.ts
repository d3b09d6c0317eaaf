import { describe, expect, it } from 'vitest'
import { createPicker, createRandom, drawAt, toExponential, toLognormal } from './random.ts'

const COUNT = 100_000
const draw = (next: () => number): readonly number[] => Array.from({ length: COUNT }, next)
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

describe('createRandom', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const [one, same, other] = [createRandom(1), createRandom(1), createRandom(2)]
    expect(one()).toBe(same())
    expect(one()).not.toBe(other())
  })

  it('fills the interval evenly', () => {
    expect(mean(draw(createRandom(1)))).toBeCloseTo(0.5, 2)
  })
})

describe('drawAt', () => {
  it('depends on each part and on their order', () => {
    const all = [drawAt(1, 2, 3), drawAt(1, 3, 2), drawAt(2, 2, 3), drawAt(1, 2, 4), drawAt(1, 2)]
    expect(new Set(all).size).toBe(all.length)
    expect(drawAt(1, 2, 3)).toBe(all[0])
  })
})

describe('toExponential', () => {
  it('has the mean that was asked for', () => {
    const random = createRandom(3)
    expect(mean(draw(() => toExponential(random(), 40)))).toBeCloseTo(40, -0.5)
  })
})

describe('toLognormal', () => {
  it('has half of its numbers below the median, and a long tail', () => {
    const random = createRandom(4)
    const numbers = draw(() => toLognormal(random(), random(), 30, 1))
    expect(numbers.filter((one) => one < 30).length / COUNT).toBeCloseTo(0.5, 2)
    expect(mean(numbers) / 30).toBeCloseTo(Math.exp(0.5), 1)
  })
})

describe('createPicker', () => {
  it('draws each as often as its weight says', () => {
    const random = createRandom(5)
    const pick = createPicker([1, 2, 7, 0])
    const drawn = draw(() => pick(random()))
    const parts = [0, 1, 2, 3].map((index) => drawn.filter((one) => one === index).length / COUNT)
    expect(parts.map((part) => Math.round(part * 100) / 100)).toEqual([0.1, 0.2, 0.7, 0])
  })
})
