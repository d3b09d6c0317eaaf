/**
 * Decision room. A refusal → the same, with what was wanted and what is held in a header. For development instances only. Pure.
 */
import { REFUSAL_HEADER } from '../wire/headers.ts'
import type { Deny, Redirect } from './decision.ts'

/** @param told Plain text, without anything that opens a door. */
export function toTold<D extends Redirect | Deny>(
  decision: D,
  told: { readonly wants: string; readonly has: string },
): D {
  const header = [REFUSAL_HEADER, `wants ${told.wants}, has ${told.has}`] as const
  return { ...decision, responseHeaders: [...decision.responseHeaders, header] }
}
