import { describe, expect, it } from 'vitest'
import { showText, toMark, toShortText } from './show-text.ts'

describe('toShortText', () => {
  it.each([
    ['Ada', 'Ada'],
    ['\u202Egnp.exe', '⟨U+202E⟩gnp.exe'],
    ['a\u0000b\nc', 'a⟨U+0000⟩b⟨U+000A⟩c'],
    ['\u2066x\u2069', '⟨U+2066⟩x⟨U+2069⟩'],
    ['שלום', 'שלום'],
  ])('writes out what is hidden in %j', (text, shown) => {
    expect(toShortText(text)).toBe(shown)
  })

  it('cuts between characters, and not within one', () => {
    expect(toShortText('🧑'.repeat(10), 3)).toBe('🧑🧑🧑…')
    expect(toShortText('🧑'.repeat(3), 3)).toBe('🧑🧑🧑')
  })

  it('looks at no more of a long text than it shows', () => {
    expect(toShortText('a'.repeat(10_000), 5)).toBe('aaaaa…')
  })
})

describe('showText', () => {
  it('is escaped, and keeps its direction to itself', () => {
    expect(showText('<b>"x"').html).toBe('<bdi>&lt;b&gt;&quot;x&quot;</bdi>')
  })
})

describe('toMark', () => {
  it.each([
    ['acme', 'AC'],
    ['🧑🏽', '🧑🏽'],
    ['\u202E\u0000', ''],
    ['', ''],
  ])('takes two characters of %j', (text, mark) => {
    expect(toMark(text)).toBe(mark)
  })
})
