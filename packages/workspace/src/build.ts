/** Builds packages and prints one line for each, with the time since the start. In: arguments of `turbo run build`. Out: its exit status. */
import { createBuildReport } from './build-report.ts'
import { runTurbo } from './run-turbo.ts'

const report = createBuildReport(() => performance.now())
const argv = ['run', 'build', '--concurrency=2', '--log-order=grouped', '--output-logs=full', ...process.argv.slice(2)]
const status = await runTurbo(argv, process.env, (line) => {
  const said = report.onLine(line)
  if (said !== null) console.log(said)
})
for (const line of report.toEnd(status)) console.log(line)
process.exitCode = status
