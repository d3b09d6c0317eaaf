/**
 * Routing room. A program → a test whose cost does not depend on how many patterns went into it. No wait; keeps a bounded cache.
 *
 * All patterns are followed at once. What they have in common, above all their literal beginnings, is walked once, character by character,
 * as in a radix tree; each set of steps that paths really reach is worked out once and kept.
 *
 * Source: rulings.md 2 (cost), performance.md ("matcher"); the lazily built automaton is that of RE2.
 */
import { MIN_KEPT_STATES } from '../wire/limits.ts'
import type { Step } from './path-program.ts'
import { toFoldedChar } from './to-canonical-path.ts'

/** Asks a regular expression about a whole path. */
export type PathTest = (path: string) => boolean

/** A set of steps that a path can reach, with what follows from it. */
interface State {
  /** Indices of its `take` steps. Empty: no character may follow. */
  readonly takes: readonly number[]
  /** Numbers of the tests to ask when the path comes by. */
  readonly checks: readonly number[]
  /** A path that ends here matches. */
  readonly isAccepting: boolean
  /** Every path that comes by here matches. */
  readonly isSettled: boolean
  /** The state behind a character of each class; filled when first needed. */
  readonly next: (State | undefined)[]
}

/** Code units below it have their class in an array. */
const ASCII_END = 128

/**
 * Creates a test for many patterns.
 *
 * @param steps The program of all linear patterns, and of the literal beginnings of the others (`addCheck`).
 * @param starts Where each pattern starts.
 * @param tests What the `check` steps ask, given the second argument of the test, not the text.
 * @param isFolded The program is made of folded characters, and the text is folded outside ASCII (`toFoldedPath`).
 * @returns A test of a text: true if one pattern matches all of it.
 */
export function createPathAutomaton(
  steps: readonly Step[],
  starts: readonly number[],
  tests: readonly PathTest[],
  isFolded: boolean,
): (text: string, path: string) => boolean {
  const classes = toCharClasses(steps, isFolded)
  // One for each step, and some besides. A path that needs more starts the collection again: slower, never larger.
  const maxStates = MIN_KEPT_STATES + steps.length
  let states = new Map<string, State>()
  let start: State | null = null

  const intern = (from: readonly number[]): State => {
    const made = toState(steps, from, classes.members.length)
    const key = `${made.takes.join()}|${made.checks.join()}|${made.isAccepting}`
    const kept = states.get(key)
    if (kept !== undefined) return kept
    if (states.size >= maxStates) {
      states = new Map()
      // The old states hang on the old start; without it they go.
      start = null
    }
    states.set(key, made)
    return made
  }
  const advance = (state: State, charClass: number): State => {
    const member = classes.members[charClass] ?? ''
    const reached = state.takes.flatMap((index) => toTarget(steps[index], member))
    const next = intern(reached)
    state.next[charClass] = next
    return next
  }

  return (text, path) => {
    let state = (start ??= intern(starts))
    for (let at = 0; ; at++) {
      if (state.isSettled) return true
      if (state.checks.length > 0 && state.checks.some((check) => tests[check]?.(path) === true)) return true
      if (at === text.length) return state.isAccepting
      if (state.takes.length === 0) return false
      const charClass = classes.toClass(text, at)
      state = state.next[charClass] ?? advance(state, charClass)
    }
  }
}

/** Which characters the program tells apart. */
interface CharClasses {
  /** One member of each class; class 0 holds all characters that no step names, and has the member ''. */
  readonly members: readonly string[]
  /** The class of a character of a text. */
  readonly toClass: (text: string, at: number) => number
}

function toCharClasses(steps: readonly Step[], isFolded: boolean): CharClasses {
  const toChar = (char: string): string => (isFolded ? toFoldedChar(char) : char)
  const named = new Set(steps.flatMap((step) => (step.kind === 'take' ? step.chars.split('') : [])))
  const members = ['', ...named]
  const byChar = new Map(members.map((member, index) => [member, index]))
  const ascii = new Uint16Array(ASCII_END)
  for (let code = 0; code < ASCII_END; code++) ascii[code] = byChar.get(toChar(String.fromCharCode(code))) ?? 0
  return {
    members,
    toClass: (text, at) => ascii[text.charCodeAt(at)] ?? byChar.get(toChar(text.charAt(at))) ?? 0,
  }
}

/** Where a step leads on a character; nowhere, if it does not take it. */
function toTarget(step: Step | undefined, member: string): readonly number[] {
  if (step?.kind !== 'take') return []
  const isNamed = member !== '' && step.chars.includes(member)
  return isNamed === step.isExcluding ? [] : [step.next]
}

/** Follows everything that takes no character. */
function toState(steps: readonly Step[], from: readonly number[], classCount: number): State {
  const reached = toClosure(steps, from)
  const takes: number[] = []
  const checks: number[] = []
  let isAccepting = false
  for (const index of reached) {
    const step = steps[index]
    if (step?.kind === 'take') takes.push(index)
    if (step?.kind === 'check') checks.push(step.test)
    if (step?.kind === 'accept') isAccepting = true
  }
  takes.sort((a, b) => a - b)
  const isSettled = takes.some((index) => isForever(steps, index))
  return { takes, checks, isAccepting, isSettled, next: Array.from({ length: classCount }) }
}

/** Whether a step takes whatever comes, comes back to itself, and may stop at any time: the `(.*)` at the end of a pattern. */
function isForever(steps: readonly Step[], index: number): boolean {
  const step = steps[index]
  if (step?.kind !== 'take' || !step.isExcluding || step.chars !== '') return false
  const reached = toClosure(steps, [step.next])
  return reached.has(index) && Array.from(reached).some((at) => steps[at]?.kind === 'accept')
}

function toClosure(steps: readonly Step[], from: readonly number[]): ReadonlySet<number> {
  const reached = new Set<number>()
  const open = [...from]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (reached.has(index)) continue
    reached.add(index)
    const step = steps[index]
    if (step?.kind === 'fork') open.push(step.first, step.second)
    if (step?.kind === 'mark') open.push(step.next)
  }
  return reached
}
