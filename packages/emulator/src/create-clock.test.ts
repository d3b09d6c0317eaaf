import { describe, expect, it } from 'vitest'
import { createClock } from './create-clock.ts'

describe('createClock', () => {
  it('stands still at a number, and moves when told to', () => {
    const clock = createClock(1000)
    clock.advance(500)
    expect([clock.nowMs(), clock.offsetMs()]).toEqual([1500, 500])
    clock.set(200)
    expect(clock.nowMs()).toBe(200)
    clock.reset()
    expect(clock.nowMs()).toBe(1000)
  })

  it('runs on after it was moved', () => {
    let real = 1000
    const clock = createClock(() => real)
    clock.set(5000)
    real += 10
    expect(clock.nowMs()).toBe(5010)
  })

  it.each([Number.NaN, Infinity, -1, 1e20])('does not go to %s', (ms) => {
    const clock = createClock(1000)
    expect(() => clock.set(ms)).toThrow('ERR_EMULATOR_OPTION_INVALID')
    expect(() => clock.advance(ms - 1000)).toThrow('ERR_EMULATOR_OPTION_INVALID')
    expect(() => createClock(ms)).toThrow('ERR_EMULATOR_OPTION_INVALID')
    expect(clock.nowMs()).toBe(1000)
  })

  it('stops, moves while it stands, and runs on from there', () => {
    let real = 1000
    const clock = createClock(() => real)
    clock.freeze()
    real += 100
    clock.advance(7)
    expect(clock.nowMs()).toBe(1007)
    clock.resume()
    real += 1
    expect(clock.nowMs()).toBe(1008)
  })
})
