/** Which of the installed versions answers what a URL asks for. */

/** The version that is served. */
export interface ChosenVersion {
  readonly version: string
  /** Whether it is what was asked for, and not just what there is. */
  readonly isWanted: boolean
}

interface Version {
  readonly text: string
  readonly numbers: readonly number[]
  /** What stands after the dash; empty for a release. */
  readonly prerelease: string
}

const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+.*)?$/
const RANGE = /^([\^~]?)[=v]*(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.?[x*])*(?:-([\w.-]+))?(?:\+.*)?$/
/** How many numbers an installed version must share with a range: `^6.1.0` its major, `~6.1.0` its minor too. */
const SHARED_NUMBERS: Readonly<Record<string, number>> = { '^': 1, '~': 2 }

/**
 * The best installed version that the URL asks for, else the best there is: an application runs with a version that is near, and not
 * at all without one.
 *
 * @param spec A version, a part of one, a range with `^` or `~`, or a tag; null for any.
 * @returns null when nothing is installed.
 */
export function chooseVersion(installed: readonly string[], spec: string | null): ChosenVersion | null {
  const best = installed.map(parseVersion).toSorted(compareForChoice)
  const wanted = best.find((version) => fits(version, spec ?? 'latest'))
  if (wanted !== undefined) return { version: wanted.text, isWanted: true }
  const [first] = best
  return first === undefined ? null : { version: first.text, isWanted: false }
}

function parseVersion(text: string): Version {
  const [, major, minor, patch, prerelease = ''] = VERSION.exec(text) ?? []
  return { text, numbers: [major, minor, patch].map((part) => Number(part ?? 0)), prerelease }
}

/** Releases first, later ones before earlier ones. */
function compareForChoice(a: Version, b: Version): number {
  if ((a.prerelease === '') !== (b.prerelease === '')) return a.prerelease === '' ? -1 : 1
  return compareNumbers(b.numbers, a.numbers) || b.prerelease.localeCompare(a.prerelease, 'en', { numeric: true })
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (const [index, number] of a.entries()) {
    const difference = number - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function fits({ text, numbers, prerelease }: Version, spec: string): boolean {
  if (spec === 'latest' || spec === text) return true
  const [range, operator = '', ...parts] = RANGE.exec(spec) ?? []
  // A tag names versions before a release, such as `canary`.
  if (range === undefined) return prerelease.split('.')[0] === spec
  if (parts[3] !== undefined) return false
  const given = parts.slice(0, 3).flatMap((part) => (part === undefined ? [] : [Number(part)]))
  const shared = given.slice(0, SHARED_NUMBERS[operator] ?? given.length)
  return shared.every((number, index) => numbers[index] === number) && compareNumbers(given, numbers) <= 0
}
