/**
 * `npm run check` runs this: has everything public in the published packages a docstring? Prints the counts, then what is missing as
 * `file:line name`. Ends with status 1 when anything is missing that is not on the list of those known to be.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findUndocumented } from './find-undocumented.ts'

const PACKAGES = ['core', 'fetch', 'hono', 'next', 'emulator']

/** Known to be missing, by package. The list only gets shorter, and goes with its last name. */
const KNOWN = JSON.parse(readFileSync(new URL('undocumented.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, readonly string[]>
>

const counts = PACKAGES.map((name) => {
  const folder = fileURLToPath(new URL(`../../${name}`, import.meta.url))
  return { name, ...findUndocumented(folder) }
})
for (const { name, total, missing } of counts) {
  process.stdout.write(`@postern/${name}: ${total - missing.length} of ${total} public names have a docstring\n`)
}
const fresh = counts.flatMap(({ name, missing }) =>
  missing
    .filter((place) => KNOWN[name]?.includes(place.name) !== true)
    .map(({ file, line, name: place }) => `packages/${name}/${file}:${line} ${place} has no docstring\n`),
)
process.stdout.write(fresh.join(''))
if (fresh.length > 0) process.exitCode = 1
