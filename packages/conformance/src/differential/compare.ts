/** Answers of two sides → whether they are the same, and what to show of a difference. Does not wait. */

/** Deep equality of plain data, whatever the order of members. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one, sortMembers) === JSON.stringify(other, sortMembers)
}

/** What differs, member by member: `path: the vendor's | ours`. Empty where nothing does. */
export function showDifference(expected: unknown, ours: unknown, path = ''): readonly string[] {
  if (isSame(expected, ours)) return []
  if (isMembers(expected) && isMembers(ours)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(ours)])]
    return names.flatMap((name) => showDifference(expected[name], ours[name], path === '' ? name : `${path}.${name}`))
  }
  if (Array.isArray(expected) && Array.isArray(ours)) {
    const only = (one: readonly unknown[], other: readonly unknown[]) =>
      one.filter((value) => !other.some((item) => isSame(item, value)))
    return [`${path}: only theirs ${toShown(only(expected, ours))} | only ours ${toShown(only(ours, expected))}`]
  }
  return [`${path}: ${toShown(expected)} | ${toShown(ours)}`]
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sortMembers(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Without tokens, which would drown the rest. */
function toShown(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').replaceAll(/ey[\w-]{8,}\.[\w.-]+/g, '<token>')
}
