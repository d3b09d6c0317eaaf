/** Verification room. The mark of claims whose signature was checked. Made in this room only; `session/` accepts nothing else. */
declare const verified: unique symbol
export type Verified<C> = C & { readonly [verified]: true }
