/** What was decided, in the same shape for a session alone and for a policy. Types, and what is read of the log. */
import type { AuthEvent } from '@postern/core'
import type { Wanted } from './offline-fetch.ts'

/** What was decided. Holds no credential. */
export interface Verdict {
  /** `not-run`: the matcher of the policy never shows it this request. `other`: a response of the policy's own. */
  readonly kind: 'pass' | 'redirect' | 'deny' | 'not-run' | 'other'
  /** Null where the request goes on to the application. */
  readonly status: number | null
  /** Origin and path, without its parameters; null where nobody is sent anywhere. */
  readonly location: string | null
  /** Why nobody is signed in, or why it was refused; null where nothing is to be said. */
  readonly reason: string | null
  /** The id of the person, `a machine` or `nobody`. */
  readonly who: string
  /** Why nobody was found. Null when somebody was. */
  readonly whoReason: string | null
  /** Name of the row that won. */
  readonly rule: string | null
  /** What the policy asks for and this visitor has not. */
  readonly wants: string | null
  /** What the visitor has instead. */
  readonly has: string | null
  /** Names of all rows that decided, in order. */
  readonly trace: readonly string[]
  /** What else the log was told. */
  readonly notes: readonly { readonly event: string; readonly message: string }[]
  /** What the provider would have been asked. */
  readonly wanted: readonly Wanted[]
}

/** What an answer looks like from outside. */
export type Outcome = Pick<Verdict, 'kind' | 'status' | 'location'>

/** The row by which nearly every refusal ends. It names no rule of anybody. */
const SETTLED = 'refusal-stands'

/** The last decision that the log was told of, in words of a verdict. @param outcome What the answer itself shows. */
export function toVerdict(outcome: Outcome, events: readonly AuthEvent[], wanted: readonly Wanted[]): Verdict {
  const details = events.findLast(({ event }) => event === 'decision' || event === 'second-decision')?.details ?? {}
  const toText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
  const trace = Array.isArray(details['trace']) ? details['trace'].map(String) : []
  const isSignedIn = details['status'] === 'signed-in'
  return {
    ...outcome,
    reason: toText(details['reason']),
    who: toText(details['userId']) ?? (isSignedIn ? 'a machine' : 'nobody'),
    whoReason: isSignedIn ? null : toText(details['statusReason']),
    rule: trace.findLast((row) => row !== SETTLED) ?? null,
    wants: toText(details['wants']),
    has: toText(details['has']),
    trace,
    notes: events.filter(({ level }) => level !== 'debug').map(({ event, message }) => ({ event, message })),
    wanted,
  }
}

/** An address without what may be a credential. */
export function toPlace(location: string, base: string): string | null {
  if (!URL.canParse(location, base)) return null
  const { origin, pathname } = new URL(location, base)
  return origin + pathname
}
