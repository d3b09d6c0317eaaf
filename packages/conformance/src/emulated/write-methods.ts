/** Probes every method and keeps what was found, for the page. `pnpm --filter @postern/conformance run emulated` runs it. */
import { writeFileSync } from 'node:fs'
import { probeMethods } from './probe-methods.ts'

writeFileSync(
  new URL('../../results/backend-methods.json', import.meta.url),
  `${JSON.stringify(await probeMethods(), null, 2)}\n`,
)
