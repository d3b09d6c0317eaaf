/** Claims room. The mark of what was verified. Types only. */
declare const verified: unique symbol

/**
 * Claims or facts whose signature was checked, or that came out of a seal of ours.
 *
 * Made in `verification/` only; `session/` accepts nothing else of a session.
 */
export type Verified<C> = C & { readonly [verified]: true }
