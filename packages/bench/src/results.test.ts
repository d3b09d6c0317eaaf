import { describe, expect, it } from 'vitest'
import type { Card } from './card.ts'
import { BOUNDS, GOAL_NAMES, type GoalName } from './goals.ts'
import type { Curve } from './growth/curve.ts'
import { readResults, toText, type Results } from './results.ts'

const CARD: Card = {
  cpu: 'x',
  cores: 2,
  memoryGib: 4,
  system: 'Linux',
  node: '24',
  workerd: '1',
  packages: {},
  load: 0,
}
const CURVE: Curve = {
  name: 'x',
  unit: 'µs CPU',
  grows: 'y',
  points: [],
  shape: 'flat',
  exponent: 0,
  tailExponent: 0,
  perUnit: 0,
  isFine: true,
  mayBe: 'flat',
}

describe('toText', () => {
  it('keeps four digits of a figure', () => {
    const commit = 'abcdef1'
    const curve = { ...CURVE, exponent: 0.123456 }
    const growth = { date: '2026-01-31', commit, card: CARD, curves: [curve] }
    const kept = JSON.parse(toText({ schema: 1, sideBySide: null, growth, memory: null })) as Results
    expect(kept.growth?.curves[0]?.exponent).toBe(0.1235)
  })
})

describe('results/latest.json', () => {
  const { sideBySide, growth, memory } = readResults()

  const goals = (sideBySide?.runs ?? []).flatMap((run) => run.goals)
  it('holds figures against the gates of today, or they are measured again', () => {
    for (const { name, gate, target } of goals) {
      expect(GOAL_NAMES).toContain(name)
      expect(BOUNDS[name as GoalName], name).toMatchObject({ gate, target })
    }
  })

  it.each([sideBySide, growth, memory].filter((section) => section !== null))(
    'says when, of which commit and on what it was measured',
    ({ date, commit, card }) => {
      expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      expect(commit).toMatch(/^[0-9a-f]{7,}\+?$/)
      expect(card.cores).toBeGreaterThan(0)
    },
  )

  it('names no folder and no host', () => {
    expect(toText(readResults())).not.toMatch(/\/(?:home|root|tmp|work|Users)\b|localhost/)
  })
})
