import { describe, expect, it } from 'vitest'
import { DEFAULT_SEED, readArguments } from './read-arguments.ts'

describe('readArguments', () => {
  it('takes all sizes where none is named', () => {
    expect(readArguments([])).toEqual({
      sizes: [1, 10, 100, 1_000, 10_000, 100_000],
      seed: DEFAULT_SEED,
      isWritten: false,
    })
  })

  it('takes the sizes and the seed that are named', () => {
    expect(readArguments(['--sizes', '1,100', '--seed', '7'])).toEqual({ sizes: [1, 100], seed: 7, isWritten: false })
  })

  it.each([
    [['--sizes', '5']],
    [['--sizes', '']],
    [['--seed', 'x']],
    [['--seed', '1.5']],
    [['--other']],
    [['--write', '--sizes', '1']],
    [['--write', '--seed', '7']],
  ])('refuses %j', (texts) => {
    expect(readArguments(texts)).toBeNull()
  })
})
