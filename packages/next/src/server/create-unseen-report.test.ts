import { expect, it } from 'vitest'
import { createUnseenReport } from './create-unseen-report.ts'

it('tells of few places, in short lines, and of nothing below the first segment (in-use 7)', () => {
  const lines: string[] = []
  const report = createUnseenReport(({ message }) => void lines.push(message))
  report('getAuth()', '/invite/canary')
  report('getAuth()', '/invite/other')
  for (let at = 0; at < 100; at += 1) report('getAuth()', `/${at}${'x'.repeat(10_000)}canary`)
  expect(lines).toHaveLength(16)
  expect(lines[0]).toContain('below /invite ')
  expect(lines.every((line) => line.length < 500 && !line.includes('canary'))).toBe(true)
})
