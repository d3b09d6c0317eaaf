/**
 * `npm test`, once everything is installed: runs the tests of every package through turbo, then sums their reports up in one closing line.
 *
 * In: arguments for turbo, for example `--force` (ignore cached results) or `--filter=@postern/core`. Out: exit status 0 only when every
 * test of every runner passed.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findChromium, isBrowserRequired } from './find-chromium.ts'
import { findNginx, isNginxRequired } from './find-nginx.ts'
import { findRedis, isRedisRequired } from './find-redis.ts'
import { deleteReports, findSuites, readPackages, readReport } from './workspace-packages.ts'
import { toSummary } from './summary.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const turboArgs = process.argv.slice(2)
const packages = readPackages(root).filter(({ hasTests }) => hasTests)

const chromium = findChromium()
const redis = findRedis()
const nginx = findNginx()
/** Handed on, so that every suite uses the programs that are reported here. */
const env = {
  ...process.env,
  ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }),
  ...(redis === null ? {} : { REDIS_PATH: redis }),
  ...(nginx === null ? {} : { NGINX_PATH: nginx }),
}

const runTurbo = (): Promise<number> =>
  new Promise((resolve) => {
    const argv = ['run', 'test', '--continue', '--concurrency=2', '--output-logs=new-only', ...turboArgs]
    const turbo = spawn('turbo', argv, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' })
    turbo.on('error', (error) => {
      console.error(`turbo could not be started: ${error.message}. Start this through \`npm test\`.`)
      resolve(1)
    })
    turbo.on('exit', (code) => resolve(code ?? 130))
  })

deleteReports(packages)
const status = await runTurbo()
const { lines, status: exitStatus } = toSummary({
  status,
  reports: packages.map((pkg) => ({ name: pkg.name, xml: readReport(pkg) })),
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
  ],
})
console.log(`\n${lines.join('\n')}`)
process.exitCode = exitStatus
