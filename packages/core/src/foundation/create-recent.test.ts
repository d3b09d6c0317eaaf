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

  it('counts nothing as used that is only read', () => {
    const recent = createRecent<number>()
    for (const [index, id] of ['a', 'b'].entries()) recent.keep(id, index, 2)
    expect(recent.read('a')).toBe(0)
    recent.keep('c', 2, 2)
    expect(['a', 'b', 'c'].map((id) => recent.read(id))).toEqual([null, 1, 2])
  })

  it('drops what is over, from the oldest to the first that is not', () => {
    const recent = createRecent<number>()
    for (const value of [1, 2, 9, 3]) recent.keep(String(value), value, 10)
    recent.keep('8', 8, 10, (value) => value < 5)
    expect(['1', '2', '9', '3', '8'].map((id) => recent.read(id))).toEqual([null, null, 9, 3, 8])
    expect(recent.size()).toBe(3)
  })

  it('forgets what is dropped, and keeps it anew as the latest', () => {
    const recent = createRecent<number>()
    recent.keep('a', 1, 2)
    recent.drop('a')
    expect(recent.find('a')).toBeNull()
    for (const [index, id] of ['a', 'b', 'a', 'c'].entries()) recent.keep(id, index, 2)
    expect(['a', 'b', 'c'].map((id) => recent.read(id))).toEqual([2, null, 3])
  })
})
