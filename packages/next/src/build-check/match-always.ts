/**
 * Matchers and a path → whether the middleware sees every request for it. Pure.
 *
 * A matcher with `has` or `missing` counts for requests that fulfil it, and which those are a client says. So every mixture of what the
 * conditions ask for is tried: matchers that complete each other cover a path together.
 */
import type { Condition, Matcher } from './application.ts'

/** `sometimes`: whoever asks can choose. */
export type Sight = 'always' | 'sometimes' | 'never'

/** Conditions of one path that are tried in every mixture. With more of them a path counts as seen sometimes. */
const MAX_CONDITIONS = 10

/** @param paths The same path, as it may be spelled: one that is matched is enough. */
export function matchAlways(matchers: readonly Matcher[], paths: readonly string[]): Sight {
  const matching = matchers.filter(({ regexp }) => paths.some((path) => new RegExp(regexp).test(path)))
  if (matching.length === 0) return 'never'
  if (matching.some(({ has, missing }) => has.length + missing.length === 0)) return 'always'
  const conditions = new Map(matching.flatMap(toConditions).map((condition) => [toId(condition), condition]))
  if (conditions.size > MAX_CONDITIONS) return 'sometimes'
  const ids = [...conditions.keys()]
  for (let mixture = 0; mixture < 2 ** ids.length; mixture += 1) {
    const met = new Set(ids.filter((_id, index) => (mixture >> index) % 2 === 1))
    const isPossible = [...met].every((id) => isImplied(conditions.get(id), met, conditions))
    if (isPossible && !matching.some((matcher) => isMet(matcher, met))) return 'sometimes'
  }
  return 'always'
}

function toConditions({ has, missing }: Matcher): readonly Condition[] {
  return [...has, ...missing]
}

function toId({ type, key, value }: Condition): string {
  return JSON.stringify([type, key?.toLowerCase() ?? null, value])
}

function isMet({ has, missing }: Matcher, met: ReadonlySet<string>): boolean {
  return has.every((condition) => met.has(toId(condition))) && !missing.some((condition) => met.has(toId(condition)))
}

/** What has a certain value is there. */
function isImplied(
  condition: Condition | undefined,
  met: ReadonlySet<string>,
  conditions: ReadonlyMap<string, Condition>,
): boolean {
  if (condition === undefined || condition.value === null) return true
  const present = toId({ ...condition, value: null })
  return !conditions.has(present) || met.has(present)
}
