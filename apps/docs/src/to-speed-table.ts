/**
 * Size and speed beside the vendor's packages, as the README of the root shows them. What was measured → Markdown. Pure.
 *
 * `pnpm --filter @postern/docs run generate` puts it between two comments of the README, `pnpm run format` aligns it, and a test holds it there.
 */
import { readResults, toNumber, toTable } from './to-figures-page.ts'
import type { Results } from '../../../packages/bench/src/results.ts'

/** What is shown: words for people, the scene of the bench, and the two figures that are compared. */
const ROWS: readonly (readonly [words: string, scene: string, theirs: string, ours: string])[] = [
  ['A decision, token seen before', 'Seen token', '@clerk/backend', '@postern/core'],
  ['A decision, new token', 'New token, 64 in flight', '@clerk/backend', '@postern/core'],
  ['A decision, nobody signed in', 'Signed out', '@clerk/backend', '@postern/core'],
  ['Next server, whole request', 'Next production server, seen token', '@clerk/nextjs', '@postern/next'],
  ['Hono over HTTP, whole request', 'Hono over HTTP, seen token', '@clerk/hono', '@postern/hono'],
  ['Cold start in workerd', 'Cold start in workerd, to the first decision', '@clerk/backend', '@postern/core'],
  ['Bundle, Next middleware', 'Bundle, brotli', '@clerk/nextjs middleware', '@postern/next middleware'],
  ['Bundle, Hono', 'Bundle, brotli', '@clerk/hono', '@postern/hono'],
]

const BEGIN = '<!-- Measured: printed by `pnpm --filter @postern/docs run generate`. -->'
const END = '<!-- Up to here. -->'

/** The table, by the first run of the bench, as `figures.md` shows it. */
export function toSpeedTable({ sideBySide }: Results): string {
  const [run] = sideBySide?.runs ?? []
  const rows = ROWS.map(([words, title, theirs, ours]) => {
    const scene = run?.scenes.find((each) => each.title === title)
    const read = (name: string): string => {
      const figure = scene?.figures.find((each) => each.name === name)
      return figure === undefined ? 'not measured' : `${toNumber(figure.median)} ${scene?.unit ?? ''}`
    }
    return [words, read(theirs), read(ours)]
  })
  return toTable(['What', 'Vendor', 'Postern'], rows)
}

/** A README with the table in its place. Throws where it has no place for it. */
export function withSpeedTable(readme: string, results: Results = readResults()): string {
  const [start, end] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`The README has no ${BEGIN} that ${END} follows.`)
  return `${readme.slice(0, start)}${BEGIN}\n\n${toSpeedTable(results)}\n\n${readme.slice(end)}`
}
