/**
 * `npm run check` runs this: has everything public in the published packages a docstring? Prints the counts, then what is missing as
 * `file:line name`. Ends with status 1 when anything is.
 */
import { fileURLToPath } from 'node:url'
import { findUndocumented } from './find-undocumented.ts'

const PACKAGES = ['core', 'fetch', 'hono', 'next', 'store', 'emulator', 'eslint-plugin']

const counts = PACKAGES.map((name) => {
  const folder = fileURLToPath(new URL(`../../${name}`, import.meta.url))
  return { name, ...findUndocumented(folder) }
})
const lines = counts.flatMap(({ name, total, missing }) => [
  `@postern/${name}: ${total - missing.length} of ${total} public names have a docstring`,
  ...missing.map(({ file, line, name: place }) => `  packages/${name}/${file}:${line} ${place} has none`),
])
process.stdout.write(lines.join('\n') + '\n')
if (counts.some(({ missing }) => missing.length > 0)) process.exitCode = 1
