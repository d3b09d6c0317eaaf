import { describe, expect, it } from 'vitest'
import { createProgress, SILENCE_MS } from './progress.ts'

const PASSED = { passed: 12, failed: 0, skipped: 0 }

const begin = () => {
  let nowMs = 1_000
  const progress = createProgress(() => nowMs, 3)
  return { ...progress, pass: (ms: number) => (nowMs += ms) }
}

describe('createProgress', () => {
  it('says what a package came to, how long it took, and how many there are', () => {
    const { onLine, onReport, pass } = begin()
    pass(5_000)
    onLine('@x/core:test: cache miss, executing aa')
    pass(63_000)
    expect(onReport('@x/core', PASSED)).toBe('▸ @x/core: 12 passed, 0 failed in 1 min 03 s (1 of 3 reports)')
    expect(onReport('@x/next', { passed: 1, failed: 2, skipped: 3 })).toBe(
      '▸ @x/next: 1 passed, 2 failed, 3 skipped in 0.0 s (2 of 3 reports)',
    )
  })
  it('gives a sign of life after a while of silence, and not before', () => {
    const { onLine, onTick, pass } = begin()
    onLine('@x/core:test: cache miss, executing aa')
    onLine('@x/core:test:  ✓ src/a.test.ts (2 tests) 30ms')
    onLine('@x/core:test:  ❯ |edge| src/b.test.ts (1 test | 1 failed) 30ms')
    onLine('@x/core:test:    ✓ says something of a.test.ts 400ms')
    pass(SILENCE_MS - 1)
    expect(onTick()).toBeNull()
    pass(1)
    expect(onTick()).toBe('▸ 20.0 s, 0 of 3 reports; @x/core runs for 20.0 s, 2 files so far')
    expect(onTick()).toBeNull()
  })
  it('speaks of tasks that still run, and of no others', () => {
    const { onLine, onReport, onTick, pass } = begin()
    onLine('@x/core:test: cache miss, executing aa')
    onLine('@x/next:test: cache miss, executing bb')
    onLine('@x/next:build: cache miss, executing cc')
    onReport('@x/core', PASSED)
    pass(SILENCE_MS)
    expect(onTick()).toBe('▸ 20.0 s, 1 of 3 reports; @x/next runs for 20.0 s')
    onReport('@x/next', PASSED)
    pass(SILENCE_MS)
    expect(onTick()).toBe('▸ 40.0 s, 2 of 3 reports; building')
  })
})
