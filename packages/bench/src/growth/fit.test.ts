import { describe, expect, it } from 'vitest'
import { fit, type Point } from './fit.ts'

const SIZES = [1, 10, 100, 1_000, 10_000]
const toPoints = (cost: (size: number, index: number) => number): readonly Point[] =>
  SIZES.map((size, index) => ({ size, best: cost(size, index), median: 1e9 }))

describe('fit', () => {
  it.each([
    ['flat', 'a cost that is always the same', () => 5],
    ['flat', 'a cost that is the same but for noise', (_size: number, index: number) => 5 + (index % 2) * 0.4],
    ['flat', 'a cost that falls', (size: number) => 5 - Math.log10(size)],
    ['less than linear', 'a root', (size: number) => 5 * Math.sqrt(size)],
    ['linear', 'a straight line', (size: number) => 3 * size],
    ['linear', 'a straight line above a cost that is always there', (size: number) => 50 + 3 * size],
    ['linear', 'what sorting costs', (size: number) => size * (10 + Math.log2(size))],
    ['worse than linear', 'a square', (size: number) => size ** 2],
    ['worse than linear', 'a square above a cost that is always there', (size: number) => 1_000 + size ** 2],
    ['worse than linear', 'what is no number', () => Number.NaN],
  ])('says %s of %s', (shape, _what, cost) => {
    expect(fit(toPoints(cost)).shape).toBe(shape)
  })

  it('gives the exponent', () => {
    expect(fit(toPoints((size) => 7 * size ** 1.5)).exponent).toBeCloseTo(1.5, 9)
  })

  it('gives what one more costs', () => {
    expect(fit(toPoints((size) => 50 + 3 * size)).perUnit).toBeCloseTo(3, 9)
  })
})
