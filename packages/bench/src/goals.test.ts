import { describe, expect, it } from 'vitest'
import { BOUNDS, GOAL_NAMES, isHeld, isWithin, toGoal } from './goals.ts'

describe('toGoal', () => {
  it('holds a figure against its own gate and target', () => {
    expect(toGoal('new token ÷ raw verify', 1.9, 1.8)).toEqual({
      name: 'new token ÷ raw verify',
      value: 1.9,
      best: 1.8,
      gate: 2,
      target: 1.7,
      isAtMost: true,
    })
  })
})

describe('isHeld', () => {
  it.each([
    ['new token ÷ raw verify', 2, true],
    ['new token ÷ raw verify', 2.01, false],
    ['new token: peer ÷ ours', 11, true],
    ['new token: peer ÷ ours', 10.9, false],
    ['new token: peer ÷ ours', Number.NaN, false],
    ['new token ÷ raw verify', Number.NaN, false],
  ] as const)('of %s is, at %s, %s', (name, value, held) => {
    expect(isHeld(toGoal(name, value))).toBe(held)
  })
})

describe('BOUNDS', () => {
  it.each(GOAL_NAMES)('asks no less of the target than of the gate: %s', (name) => {
    const { gate, target } = BOUNDS[name]
    expect(isWithin(BOUNDS[name], target, gate)).toBe(true)
  })
})
