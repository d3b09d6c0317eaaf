import { describe, expect, it } from 'vitest'
import { runInChild } from './in-child.ts'
import { toMemory } from './memory.ts'
import type { Mark } from './memory-child.ts'

const toMarks = (...heaps: readonly number[]): readonly Mark[] =>
  heaps.map((heapMib, index) => ({ count: index + 1, heapMib, residentMib: heapMib + 100, cpuUs: 1 }))

describe('toMemory', () => {
  it('counts from the first mark, when what is bounded is full', () => {
    const memory = toMemory('x', toMarks(20, 25, 22), toMarks(20, 21))
    expect(memory).toMatchObject({ heapGrowthMib: 2, residentGrowthMib: 2, controlGrowthMib: 1, isFlat: true })
  })

  it('is not flat when more is left than may be', () => {
    expect(toMemory('x', toMarks(20, 41), toMarks(20, 20)).isFlat).toBe(false)
  })

  it('is not flat when nothing was measured', () => {
    expect(toMemory('x', [], []).isFlat).toBe(false)
  })
})

describe('heap after a collection', () => {
  // What is bounded is full at the first number. Of tokens two generations are kept, of which one may be just empty: 5,000 tokens of 2 kB. Else
  // fifty bytes that each of 30,000 leaves are seen; a tenant is far more.
  it.each([
    ['tokens', 15_000, 40_000, 12],
    ['kids of letters', 5_000, 35_000, 1.5],
    ['kids of kid_123', 5_000, 35_000, 1.5],
    ['kids of digits', 5_000, 35_000, 1.5],
    ['kids of long', 5_000, 35_000, 1.5],
    ['tenants', 1_500, 3_000, 1.5],
  ])('of %s is as large after %i as after %i, but for %d MiB', async (name, some, more, maxMib) => {
    const [first, last] = await runInChild<readonly Mark[]>('memory-child.ts', [name, 'ours', `${some}`, `${more}`])
    expect((last?.heapMib ?? Number.NaN) - (first?.heapMib ?? Number.NaN)).toBeLessThan(maxMib)
  })
})
