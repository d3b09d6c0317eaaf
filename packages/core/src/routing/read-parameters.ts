/**
 * Routing room. Program and path → what stands in the pattern's parameters. Pure.
 *
 * Follows all threads of a program at once, the preferred ones first, and keeps for each where its parameters began and ended. So it finds
 * what a backtracking expression would have found, in time linear in the path.
 *
 * Source: decisions.md 2, D16; the method is Pike's.
 */
import type { Step } from './path-program.ts'
import { toFoldedChar } from './to-folded-char.ts'

/** A way through the program: the step it stands at, and the positions it has noted, by slot. */
interface Thread {
  readonly at: number
  readonly marks: readonly number[]
}

/**
 * Matches a whole text and reads its parameters.
 *
 * @param steps A program without `check` steps.
 * @param start Its first step.
 * @returns By token index, where the parameter's text begins and ends, -1 for one that did not take part; null when the text does not match.
 */
export function readParameterMarks(steps: readonly Step[], start: number, text: string): readonly number[] | null {
  let threads = follow(steps, [{ at: start, marks: [] }], 0)
  for (let position = 0; position < text.length && threads.length > 0; position++) {
    const char = toFoldedChar(text.charAt(position))
    const moved = threads.flatMap((thread) => toMoved(steps, thread, char))
    threads = follow(steps, moved, position + 1)
  }
  return threads.find((thread) => steps[thread.at]?.kind === 'accept')?.marks ?? null
}

function toMoved(steps: readonly Step[], thread: Thread, char: string): readonly Thread[] {
  const step = steps[thread.at]
  if (step?.kind !== 'take' || step.chars.includes(char) === step.isExcluding) return []
  return [{ at: step.next, marks: thread.marks }]
}

/** Follows everything that takes no character, in order of preference; of two threads at one step the later is dropped. */
function follow(steps: readonly Step[], from: readonly Thread[], position: number): readonly Thread[] {
  const seen = new Set<number>()
  const kept: Thread[] = []
  const open = from.toReversed()
  for (let thread = open.pop(); thread !== undefined; thread = open.pop()) {
    if (seen.has(thread.at)) continue
    seen.add(thread.at)
    const step = steps[thread.at]
    if (step?.kind === 'fork')
      open.push({ at: step.second, marks: thread.marks }, { at: step.first, marks: thread.marks })
    else if (step?.kind === 'mark') open.push({ at: step.next, marks: setMark(thread.marks, step.slot, position) })
    else if (step !== undefined) kept.push(thread)
  }
  return kept
}

function setMark(marks: readonly number[], slot: number, position: number): readonly number[] {
  const copy = [...marks]
  while (copy.length <= slot) copy.push(-1)
  copy[slot] = position
  return copy
}
