import { describe, expect, it } from 'vitest'
import { toTurboRuns } from './to-turbo-runs.ts'

const TESTS = ['test', 'test:next']
const HOW = ['--continue', '--concurrency=2', '--output-logs=new-only']

describe('toTurboRuns', () => {
  it('is one run, in which turbo starts a test as soon as its builds are there', () => {
    expect(toTurboRuns(['--filter=@postern/core'], TESTS)).toEqual([
      ['run', ...TESTS, ...HOW, '--filter=@postern/core'],
    ])
  })

  it('forces tests and no build of what has not changed', () => {
    expect(toTurboRuns(['--force', '--filter=@postern/core'], TESTS)).toEqual([
      ['run', 'build', ...HOW, '--filter=@postern/core'],
      ['run', ...TESTS, ...HOW, '--only', '--force', '--filter=@postern/core'],
    ])
  })
})
