/**
 * A version of Next → whether its own middleware bypasses are mended. Pure.
 *
 * Mended in 15.5.18 and in 16.2.6. A prerelease counts as the last release that surely came before it: 15.6.0 and 16.3.0 had canaries
 * that are older than the mend, so they count as 15.5.0 and 16.2.0. What is no version is not mended.
 *
 * @see apps/docs/decisions/029
 */
const VERSION = /^(\d+)\.(\d+)\.(\d+)(-)?/

/** First mended release of a major version: minor, patch. Later major versions were mended from the start. */
const MENDED: Readonly<Record<number, readonly [minor: number, patch: number]>> = { 15: [5, 18], 16: [2, 6] }

export function isFixedVersion(version: string): boolean {
  const [major = 0, ofMinor = 0, ofPatch = 0] = (VERSION.exec(version)?.slice(1, 4) ?? []).map(Number)
  const isEarly = VERSION.exec(version)?.[4] !== undefined
  // The release before: of the same minor version, or the first of the minor version before. Below the first of a major one nothing is known.
  const [minor, patch] = !isEarly ? [ofMinor, ofPatch] : ofPatch > 0 ? [ofMinor, ofPatch - 1] : [ofMinor - 1, 0]
  const [firstMinor, firstPatch] = MENDED[major] ?? [major > 16 ? -1 : Infinity, 0]
  return minor > firstMinor || (minor === firstMinor && patch >= firstPatch)
}
