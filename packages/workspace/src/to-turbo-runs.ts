/**
 * How turbo is asked for the tests: arguments of `npm test` → arguments of turbo, one run after the other. Pure.
 *
 * `--force` is about results of tests. Builds of files that have not changed are what they were, so they are put in place from turbo's cache.
 */

/** Of which each goes on only if the one before it ended well. @param tests Names of the scripts that run tests. */
export function toTurboRuns(args: readonly string[], tests: readonly string[]): readonly (readonly string[])[] {
  const run = (tasks: readonly string[], ...more: readonly string[]): readonly string[] => [
    'run',
    ...tasks,
    '--continue',
    '--concurrency=2',
    '--output-logs=new-only',
    ...more,
  ]
  if (!args.includes('--force')) return [run(tests, ...args)]
  return [run(['build'], ...args.filter((arg) => arg !== '--force')), run(tests, '--only', ...args)]
}
