import { describe, expect, it } from 'vitest'
import { parseTaskLine, toDuration } from './task-lines.ts'

describe('parseTaskLine', () => {
  it.each([
    ['@x/core:build: cache miss, executing 8242e4b54542b60d', 'runs'],
    ['@x/core:build: cache bypass, force executing 8242e4b54542b60d', 'runs'],
    ['@x/core:build: cache hit, replaying logs 8242e4b54542b60d', 'remembered'],
    ['@x/core:build: ✔ Build complete in 2986ms', null],
    ['@x/core:build:', null],
  ])('reads "%s"', (line, start) => {
    expect(parseTaskLine(line)).toMatchObject({ name: '@x/core', task: 'build', start })
  })
  it('takes colours out, and keeps the indentation', () => {
    const line = '\u001B[35m@x/core:test: \u001B[0m  \u001B[32m✓\u001B[39m src/a.test.ts'
    expect(parseTaskLine(line)).toEqual({ name: '@x/core', task: 'test', text: '  ✓ src/a.test.ts', start: null })
  })
  it.each(['', '• Running build in 4 packages', 'Tasks:    4 successful, 4 total', ' Time:    9.815s'])(
    'knows a line of turbo itself: "%s"',
    (line) => {
      expect(parseTaskLine(line)).toBeNull()
    },
  )
})

describe('toDuration', () => {
  it.each([
    [0, '0.0 s'],
    [4_940, '4.9 s'],
    [59_000, '59.0 s'],
    [60_000, '1 min 00 s'],
    [119_600, '2 min 00 s'],
    [3_605_000, '60 min 05 s'],
  ])('says %i ms as %s', (ms, text) => {
    expect(toDuration(ms)).toBe(text)
  })
})
