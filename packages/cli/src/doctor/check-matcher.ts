/** A folder with a build of Next → which of its pages the middleware never sees, as `postern-next-check` finds it out. Waits for files. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Application, Coverage } from '@postern/next/check'
import { fault, good, warning, type Finding } from './finding.ts'
import { findPackage } from './check-packages.ts'

/** The entry `check` of the application's own package: what a matcher covers depends on its version of the rules. */
interface Check {
  readonly readApplication: (folder: string) => Promise<Application | null>
  readonly findUncovered: (application: Application) => Coverage
  readonly toCoverageReport: (coverage: Coverage) => readonly string[]
}

/** @returns Nothing where `@postern/next` is not installed. */
export async function checkMatcher(folder: string): Promise<readonly Finding[]> {
  const next = await findPackage('@postern/next', folder)
  if (next === null) return []
  // Found at run time, so its type cannot be known; it is the package's own entry.
  const check = (await import(pathToFileURL(join(next.folder, 'dist/check.js')).href)) as Check
  const application = await check.readApplication(join(folder, '.next'))
  if (application === null)
    return [
      warning('matcher', 'There is no build, so config.matcher was not looked at.', 'Run next build, then this again.'),
    ]
  const coverage = check.findUncovered(application)
  const isCovered =
    coverage.hasMiddleware && coverage.uncovered.length === 0 && coverage.aliases.every((alias) => alias.isCovered)
  if (isCovered)
    return [
      good('matcher', `The middleware sees every request for each of ${application.pages.length} pages and routes.`),
    ]
  return [
    fault('matcher', check.toCoverageReport(coverage).join('\n'), 'postern-next-check --json lists the same as data.'),
  ]
}
