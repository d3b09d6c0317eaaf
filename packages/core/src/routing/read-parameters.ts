/**
 * Routing room. Program and path → what stands in the pattern's parameters. Pure.
 *
 * Follows all threads of a program at once, the preferred ones first, and keeps for each where its parameters began and ended. So it finds
 * what a backtracking expression would have found, in time linear in the path. Whether the text matches at all is asked first, of the
 * automaton, which is many times cheaper: of several patterns, the one that matches is followed.
 *
 * Source: rulings.md 2, D16; the method is Pike's.
 */
import { createPathAutomaton } from './create-path-automaton.ts'
import type { Step } from './path-program.ts'
import { toFoldedChar } from './to-folded-char.ts'

/** A position that was noted, and those before it. Threads share what they have in common. */
interface Mark {
  readonly slot: number
  readonly position: number
  readonly before: Mark | null
}

/** A way through the program: the step it stands at, which takes a character or accepts. */
interface Thread {
  readonly step: Step
  readonly marks: Mark | null
}

/** By slot, where the text of a parameter begins and ends; a slot that is not there took no part. Null when the text does not match. */
export type ParameterMarks = (text: string) => ReadonlyMap<number, number> | null

/**
 * Creates a reader of whole texts.
 *
 * @param steps A program of folded characters, without `check` steps.
 * @param start Its first step.
 */
export function createParameterReader(steps: readonly Step[], start: number): ParameterMarks {
  const match = createPathAutomaton(steps, [start], [], true)
  return (text) => (match(text, text) ? readMarks(steps, start, text) : null)
}

function readMarks(steps: readonly Step[], start: number, text: string): ReadonlyMap<number, number> | null {
  const reached = new Int32Array(steps.length).fill(-1)
  let threads = follow(steps, reached, [], { at: start, marks: null }, 0)
  for (let position = 0; position < text.length; position++) {
    const char = toFoldedChar(text.charAt(position))
    const moved: Thread[] = []
    for (const { step, marks } of threads) {
      if (step.kind !== 'take' || step.chars.includes(char) === step.isExcluding) continue
      follow(steps, reached, moved, { at: step.next, marks }, position + 1)
    }
    threads = moved
  }
  const found = threads.find(({ step }) => step.kind === 'accept')
  return found === undefined ? null : toPositions(found.marks)
}

/** Follows everything that takes no character, in order of preference; of two threads at one step the later is dropped. */
function follow(
  steps: readonly Step[],
  reached: Int32Array,
  kept: Thread[],
  from: { readonly at: number; readonly marks: Mark | null },
  position: number,
): Thread[] {
  const open = [from]
  for (let thread = open.pop(); thread !== undefined; thread = open.pop()) {
    const { at, marks } = thread
    const step = steps[at]
    if (step === undefined || reached[at] === position) continue
    reached[at] = position
    if (step.kind === 'fork') open.push({ at: step.second, marks }, { at: step.first, marks })
    else if (step.kind === 'mark') open.push({ at: step.next, marks: { slot: step.slot, position, before: marks } })
    else kept.push({ step, marks })
  }
  return kept
}

/** The last position of each slot. */
function toPositions(last: Mark | null): ReadonlyMap<number, number> {
  const positions = new Map<number, number>()
  for (let mark = last; mark !== null; mark = mark.before) {
    if (!positions.has(mark.slot)) positions.set(mark.slot, mark.position)
  }
  return positions
}
