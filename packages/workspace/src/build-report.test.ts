import { describe, expect, it } from 'vitest'
import { createBuildReport } from './build-report.ts'

const printed = (lines: readonly (readonly [ms: number, line: string])[], status = 0) => {
  let nowMs = 5_000
  const report = createBuildReport(() => nowMs)
  const said: string[] = []
  for (const [ms, line] of lines) {
    nowMs = 5_000 + ms
    const one = report.onLine(line)
    if (one !== null) said.push(one.trim())
  }
  return { said, end: report.toEnd(status).map((line) => line.trim()) }
}

describe('createBuildReport', () => {
  it('says one line a package when it is built, with the time since the start (first-day 17)', () => {
    const { said, end } = printed([
      [100, '• Running build in 3 packages'],
      [200, '@x/core:build: cache hit, replaying logs aa'],
      [4_000, '@x/fetch:build: cache miss, executing bb'],
      [4_001, '@x/fetch:build: ✔ Build complete in 3s'],
      [65_000, '@x/next:build: cache bypass, force executing cc'],
    ])
    expect(said).toEqual(['4.0 s  @x/fetch', '1 min 05 s  @x/next'])
    expect(end).toEqual(['1 min 05 s  2 built, 1 as they were'])
  })
  it('shows all that turbo printed when something could not be built', () => {
    const line = '@x/core:build: error TS2322'
    expect(printed([[1, line]], 1).end).toEqual([line])
  })
})
