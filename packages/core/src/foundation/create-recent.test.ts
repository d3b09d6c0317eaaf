import { describe, expect, it } from 'vitest'
import { createRecent } from './create-recent.ts'

describe('createRecent', () => {
  it('drops the least recently used, and counts a value that is found as used', () => {
    const recent = createRecent<number>()
    for (const [index, id] of ['a', 'b', 'c'].entries()) recent.keep(id, index, 3)
    expect(recent.find('a')).toBe(0)
    recent.keep('d', 3, 3)
    expect(['a', 'b', 'c', 'd'].map((id) => recent.find(id))).toEqual([0, null, 2, 3])
  })

  it('replaces a value under its name', () => {
    const recent = createRecent<number>()
    recent.keep('a', 1, 2)
    recent.keep('a', 2, 2)
    expect(recent.find('a')).toBe(2)
  })

  it('knows an empty text from none', () => {
    const recent = createRecent<string>()
    expect(recent.find('a')).toBeNull()
    recent.keep('a', '', 2)
    expect(recent.find('a')).toBe('')
  })
})
