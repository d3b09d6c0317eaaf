/**
 * `npm test`, once everything is installed: runs the tests of every package through turbo, says how far that is, and sums the reports up: the
 * slowest files, and one closing line.
 *
 * In: arguments for turbo, for example `--force` (ignore cached results of tests) or `--filter=@postern/core`. Out: exit status 0 only when every
 * test of every runner passed.
 */
import { fileURLToPath } from 'node:url'
import { parseJunit } from './junit.ts'
import { createProgress } from './progress.ts'
import { runTurbo } from './run-turbo.ts'
import { findCaddy, isCaddyRequired } from './find-caddy.ts'
import { findChromium, isBrowserRequired } from './find-chromium.ts'
import { findNginx, isNginxRequired } from './find-nginx.ts'
import { findRedis, isRedisRequired } from './find-redis.ts'
import { deleteReports, findSuites, readReport, readTestTasks } from './workspace-packages.ts'
import { toSummary } from './summary.ts'
import { toTurboRuns } from './to-turbo-runs.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const LOOK_EVERY_MS = 1_000
const turboArgs = process.argv.slice(2)
const tasks = readTestTasks(root)

const chromium = findChromium()
const redis = findRedis()
const nginx = findNginx()
const caddy = findCaddy()
/** Handed on, so that every suite uses the programs that are reported here. */
const env = {
  ...process.env,
  ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }),
  ...(redis === null ? {} : { REDIS_PATH: redis }),
  ...(nginx === null ? {} : { NGINX_PATH: nginx }),
  ...(caddy === null ? {} : { CADDY_PATH: caddy }),
}

const progress = createProgress(() => performance.now(), tasks.length)
const reported = new Set<string>()
/** Runners write their report when they end, whole. Turbo says of no task that it ended. */
const sayReports = (): void => {
  for (const task of tasks) {
    const xml = reported.has(task.label) ? null : readReport(task)
    if (xml === null || !xml.trimEnd().endsWith('</testsuites>')) continue
    reported.add(task.label)
    console.log(progress.onReport(task.label, parseJunit(xml)))
  }
}

deleteReports(tasks)
const watch = setInterval(() => {
  sayReports()
  const life = progress.onTick()
  if (life !== null) console.log(life)
}, LOOK_EVERY_MS)
let status = 0
for (const argv of toTurboRuns(turboArgs, [...new Set(tasks.map(({ task }) => task))])) {
  if (status !== 0) break
  status = await runTurbo(argv, env, (line) => {
    progress.onLine(line)
    console.log(line)
  })
}
clearInterval(watch)
sayReports()
const { lines, status: exitStatus } = toSummary({
  status,
  reports: tasks.map((task) => ({ name: task.label, xml: readReport(task) })),
  isComplete: !turboArgs.some((arg) => /^(?:--filter|-F|--affected)/.test(arg)),
  programs: [
    {
      label: 'Chromium',
      variable: 'CHROMIUM_PATH',
      requirement: 'POSTERN_REQUIRE_BROWSER',
      suites: findSuites(root, '@postern/workspace/find-chromium'),
      isThere: chromium !== null,
      isRequired: isBrowserRequired(),
    },
    {
      label: 'Redis or Valkey',
      variable: 'REDIS_PATH',
      requirement: 'POSTERN_REQUIRE_REDIS',
      suites: findSuites(root, '@postern/workspace/find-redis'),
      isThere: redis !== null,
      isRequired: isRedisRequired(),
    },
    {
      label: 'nginx',
      variable: 'NGINX_PATH',
      requirement: 'POSTERN_REQUIRE_NGINX',
      suites: findSuites(root, '@postern/workspace/find-nginx'),
      isThere: nginx !== null,
      isRequired: isNginxRequired(),
    },
    {
      label: 'Caddy',
      variable: 'CADDY_PATH',
      requirement: 'POSTERN_REQUIRE_CADDY',
      suites: findSuites(root, '@postern/workspace/find-caddy'),
      isThere: caddy !== null,
      isRequired: isCaddyRequired(),
    },
  ],
})
console.log(`\n${lines.join('\n')}`)
process.exitCode = exitStatus
