/** Entry `@postern/next/check`: what of a build no middleware sees. For Node; nothing of it belongs into an application. */
export type { Application, Condition, Matcher, Page, Rewrite } from './build-check/application.ts'
export { findUncovered } from './build-check/find-uncovered.ts'
export type { Alias, Coverage, Shadow, Uncovered } from './build-check/find-uncovered.ts'
export { readApplication, runCheck } from './build-check/run-check.ts'
export type { Output } from './build-check/run-check.ts'
export { toCoverageReport } from './build-check/to-coverage-report.ts'
