/**
 * Session room. `fea` or `pla` claim → the ids of the organization and of the person. Pure.
 *
 * The claim is a comma list of `<scope>:<id>`; the scopes are `o`, `u`, and `ou` or `uo` for both. Unknown scopes are left out.
 *
 * @see protocol.md 12; rulings.md D15
 */

/** Ids by whom they belong to, in the order of the claim. */
export interface ScopedList {
  readonly organization: readonly string[]
  readonly user: readonly string[]
}

/**
 * Reads a list of features or plans.
 *
 * @param claim The claim as it stands in the token.
 * @returns The ids; null when the claim is no non-empty string or an element has no colon. Null grants nothing.
 */
export function parseScopedList(claim: unknown): ScopedList | null {
  if (typeof claim !== 'string' || claim === '') return null
  const organization: string[] = []
  const user: string[] = []
  for (const item of claim.split(',')) {
    const element = item.trim()
    const colonAt = element.indexOf(':')
    if (colonAt === -1) return null
    const scope = element.slice(0, colonAt)
    const id = element.slice(colonAt + 1)
    if (scope === 'o' || scope === 'ou' || scope === 'uo') organization.push(id)
    if (scope === 'u' || scope === 'ou' || scope === 'uo') user.push(id)
  }
  return { organization, user }
}
