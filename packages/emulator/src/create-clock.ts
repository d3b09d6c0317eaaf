/** The emulator's time. Everything it signs, expires or shows reads this clock and no other. */
import { EmulatorError } from './emulator-error.ts'

/** The last moment of the year 9999. Many programs cannot read a later date. */
export const MAX_CLOCK_MS = 253_402_300_799_999

/** Where time comes from: a moment at which it stands still, in milliseconds since the Unix epoch, or a function that is asked each time. */
export type ClockSource = number | (() => number)

/** A clock that a test or a person can move. It fits wherever a port `{ nowMs() }` is wanted. */
export interface EmulatorClock {
  /** Milliseconds since the Unix epoch, with every move applied. */
  nowMs(): number
  /** Moves time by this many milliseconds; a negative number moves it back. @throws EmulatorError as `set` does. */
  advance(ms: number): void
  /**
   * Sets the time, in milliseconds since the Unix epoch. A running clock runs on from there.
   *
   * @throws EmulatorError `ERR_EMULATOR_OPTION_INVALID` for a moment before 1970 or after 9999; time stays as it was.
   */
  set(ms: number): void
  /** Stops time at the present moment. */
  freeze(): void
  /** Lets time run again, from the moment at which it stands. */
  resume(): void
  /** Whether time stands still because `freeze` stopped it. */
  isFrozen(): boolean
  /** How far the clock is ahead of its source, in milliseconds. */
  offsetMs(): number
  /** Back to the source, as at the start. */
  reset(): void
}

/** @param source Default `Date.now`. */
export function createClock(source: ClockSource = Date.now): EmulatorClock {
  if (typeof source === 'number') checkMoment(source)
  const read = typeof source === 'number' ? () => source : source
  let offset = 0
  let frozenAt: number | null = null
  const nowMs = (): number => (frozenAt === null ? read() + offset : frozenAt)
  const set = (ms: number): void => {
    checkMoment(ms)
    if (frozenAt === null) offset = ms - read()
    else frozenAt = ms
  }
  return {
    nowMs,
    set,
    advance: (ms) => set(nowMs() + ms),
    freeze: () => {
      frozenAt = nowMs()
    },
    resume: () => {
      const at = nowMs()
      frozenAt = null
      offset = at - read()
    },
    isFrozen: () => frozenAt !== null,
    offsetMs: () => nowMs() - read(),
    reset: () => {
      frozenAt = null
      offset = 0
    },
  }
}

function checkMoment(ms: number): void {
  if (Number.isFinite(ms) && ms >= 0 && ms <= MAX_CLOCK_MS) return
  throw new EmulatorError(
    'ERR_EMULATOR_OPTION_INVALID',
    `the clock takes a moment from 0 to ${MAX_CLOCK_MS}, in milliseconds since the Unix epoch.`,
  )
}

/** The same clock, which tells somebody when it was moved by hand. */
export function watchClock(clock: EmulatorClock, onMove: () => void): EmulatorClock {
  const tell = (move: () => void): void => {
    move()
    onMove()
  }
  return {
    ...clock,
    advance: (ms) => tell(() => clock.advance(ms)),
    set: (ms) => tell(() => clock.set(ms)),
    reset: () => tell(() => clock.reset()),
  }
}

/** Whole seconds since the Unix epoch. */
export function toSec(ms: number): number {
  return Math.floor(ms / 1000)
}
