import { describe, expect, it } from 'vitest'
import { EVERYBODY, keptBy } from './process-memory.ts'

const createList = (): number[] => []
const createOther = (): number[] => []

describe('keptBy', () => {
  it('gives a holder the same thing again, another holder or another kind another (in-use 24)', () => {
    const holder = {}
    const list = keptBy(holder, createList)
    expect(keptBy(holder, createList)).toBe(list)
    expect(keptBy(holder, createOther)).not.toBe(list)
    expect(keptBy({}, createList)).not.toBe(list)
    expect(keptBy(EVERYBODY, createList)).not.toBe(list)
  })
})
