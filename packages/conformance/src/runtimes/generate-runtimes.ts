/** Writes the page of results. Run it after a change of the table, with the packages built: `node src/runtimes/generate-runtimes.ts`. */
import { writeFileSync } from 'node:fs'
import { chapters } from './cases/table.ts'
import { findDifferences } from './find-differences.ts'
import { runSuite } from './run-suite.ts'
import { toPage } from './to-page.ts'

const suite = await runSuite()
const differences = findDifferences(suite)
if (differences.length > 0) {
  console.error(JSON.stringify(differences, null, 2))
  throw new Error(`${differences.length} answers are not as expected, or not the same everywhere. Nothing was written.`)
}
writeFileSync(new URL('../../../../apps/docs/runtimes.md', import.meta.url), toPage(suite, chapters))
