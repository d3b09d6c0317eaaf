import { describe, expect, it } from 'vitest'
import { MAX_UNKNOWN_KIDS } from '../wire/limits.ts'
import { createKeyMemory, type KeyMemory } from './key-memory.ts'

const NOW_MS = 1_767_225_600_000
const create = (): KeyMemory => createKeyMemory({ staleIfErrorMs: 0, algorithms: [] })

describe('createKeyMemory', () => {
  it('keeps no more than 1,000 of a million key ids that nobody knows (L7)', () => {
    const kids = create()
    for (let at = 0; at < 1_000_000; at += 1) kids.noteKidMissing(`kid_${at}`, NOW_MS)
    const isKept = (at: number): boolean => !kids.isKidAskable(`kid_${at}`, NOW_MS)
    expect(Array.from({ length: 2_000 }, (_, at) => 998_000 + at).filter(isKept)).toHaveLength(MAX_UNKNOWN_KIDS)
    expect([0, 500_000, 998_999].filter(isKept)).toEqual([])
    expect([999_000, 999_999].filter(isKept)).toEqual([999_000, 999_999])
  })

  it('keeps no more for one that is missing again and again (L7)', () => {
    const kids = create()
    kids.noteKidMissing('first', NOW_MS)
    for (let at = 0; at < 10_000; at += 1) kids.noteKidMissing('again', NOW_MS)
    expect(kids.isKidAskable('first', NOW_MS)).toBe(false)
  })
})
