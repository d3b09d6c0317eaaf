/**
 * Hand-over entry. What came out of a seal that opened, told apart from everything that only looks like it. Pure.
 *
 * Whoever has such a value is believed without a signature, so it cannot be made by hand: neither in a type nor when the code runs. It is
 * known by itself and not by its shape. A copy of it is a stranger, and it cannot be changed.
 *
 * @see rulings.md 3
 */
import { EVERYBODY, keptBy } from '../foundation/process-memory.ts'
import type { HandoverContents } from './handover-contents.ts'

declare const opened: unique symbol

/** What a seal said. */
export interface HandoverInside {
  /** What the middleware handed over. */
  readonly contents: HandoverContents
  /** The token that the middleware accepted, or null. */
  readonly token: string | null
  /** The publishable key of the instance that it was sealed for. */
  readonly publishableKey: string
  /** False when the seal is older than 60 s: then nothing in here is believed by itself. */
  readonly isFresh: boolean
}

/** What came out of a seal. Only `openHandover` makes it. It is frozen, together with everything that a person is made of. */
export interface OpenedHandover extends HandoverInside {
  readonly [opened]: true
}

const createOpenings = (): WeakSet<object> => new WeakSet()

/** Marks what came out of a seal. For `openHandover` alone; no entry exports it. */
export function toOpenedHandover(inside: HandoverInside): OpenedHandover {
  freeze(inside.contents.machineAuth)
  Object.freeze(inside.contents)
  keptBy(EVERYBODY, createOpenings).add(Object.freeze(inside))
  // The brand: this is the one place that gives it.
  return inside as OpenedHandover
}

/** Whether a value is one that `openHandover` returned: the same object, not one that is equal to it. */
export function isOpenedHandover(value: unknown): value is OpenedHandover {
  return typeof value === 'object' && value !== null && keptBy(EVERYBODY, createOpenings).has(value)
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  Object.values(value).forEach(freeze)
  Object.freeze(value)
}
