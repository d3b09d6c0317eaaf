import { describe, expect, it } from 'vitest'
import { toBest, toMedian } from './statistics.ts'

describe('toMedian', () => {
  it('is the middle one, whatever the order, of numbers and not of their texts', () => {
    expect(toMedian([10, 9, 100])).toBe(10)
  })

  it('is no number where there is none', () => {
    expect(toMedian([])).toBeNaN()
  })
})

describe('toBest', () => {
  it('is the least', () => {
    expect(toBest([10, 9, 100])).toBe(9)
  })

  it('is no number where there is none, and not infinite', () => {
    expect(toBest([])).toBeNaN()
  })
})
