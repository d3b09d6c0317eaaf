/**
 * What `npm run demo`, `npm run emulator`, `npm test`, `npm run check`, `npm run bench` and `npm run simulate` start. Needs Node >= 20.11 and npm,
 * and no dependency of its own.
 *
 * In: one command name and its arguments. Installs with the package manager that the root package.json pins, then runs the root script
 * `ws:<command>` with the Node that the workspace brings along. Out: the exit status of the first step that failed, else 0.
 *
 * What npm and pnpm print is passed on and never read, so warnings about somebody's npm settings cannot confuse it.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { forgetInstallation, isInstalled, noteInstallation } from './installed.mjs'

const COMMANDS = ['demo', 'emulator', 'test', 'check', 'bench', 'simulate']
/** Lowest Node that can run this file and the published packages. */
const OLDEST_NODE = [20, 11]

const root = fileURLToPath(new URL('../../..', import.meta.url))
const [command = 'test', ...rest] = process.argv.slice(2)

/** Nothing here phones home, and nothing asks a question that a script cannot answer. */
const env = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  DO_NOT_TRACK: '1',
  NPM_CONFIG_UPDATE_NOTIFIER: 'false',
}

const say = (text) => process.stderr.write(`\n▸ ${text}\n`)

const fail = (text, status = 1) => {
  process.stderr.write(`\n✗ ${text}\n`)
  process.exit(status)
}

/** Signals that a person or a supervisor sent; the child gets them too, and we wait for it to clean up. */
let interrupted = false
let child = null
const interrupt = (signal) => {
  interrupted = true
  child?.kill(signal)
}
process.on('SIGTERM', interrupt)
process.on('SIGHUP', interrupt)
process.on('SIGINT', () => {
  // A terminal sends Ctrl-C to the whole process group: a second copy would cut the clean-up of the child short.
  if (process.stdin.isTTY) interrupted = true
  else interrupt('SIGINT')
})
// npm hands a signal to a shell that dies of it without telling us; we notice by our parent.
const parent = process.ppid
setInterval(() => process.ppid !== parent && interrupt('SIGTERM'), 500).unref()

/** Runs a program to its end with our terminal; resolves to its exit status. */
const run = (file, args, options = {}) =>
  new Promise((resolve) => {
    child = spawn(file, args, { cwd: root, env, stdio: 'inherit', ...options })
    child.on('error', (error) => fail(`${basename(file)} could not be started: ${error.message}`))
    child.on('exit', (code, signal) => resolve(signal === null ? code : 130))
  })

/** Starts the pinned pnpm through npm: nothing has to be installed beforehand. */
const pnpm = (pinned, args) => {
  const argv = ['exec', '--yes', '--', pinned, ...args]
  // Set by `npm run`; npm's own JavaScript file avoids a search on the PATH.
  const npmCli = process.env.npm_execpath
  if (npmCli && basename(npmCli) === 'npm-cli.js') return run(process.execPath, [npmCli, ...argv])
  return run('npm', argv, { shell: process.platform === 'win32' })
}

/** The Node of the workspace, or null before the installation. */
const workspaceNode = () => {
  const file = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(file) ? file : null
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(`Node ${process.versions.node} is too old. Install Node ${OLDEST_NODE.join('.')} or later, then run this again.`)
}
if (!COMMANDS.includes(command)) fail(`Unknown command "${command}". Known: ${COMMANDS.join(', ')}.`)

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Where a person waits for the first page. Everything else asks pnpm each time: there, seconds do not matter. */
const IMPATIENT = ['demo', 'emulator']

if (!IMPATIENT.includes(command) || env.CI || !isInstalled(root)) {
  say(`Installing with ${packageManager} (the first time takes about a minute)`)
  const asked = forgetInstallation(root)
  const installed = await pnpm(packageManager, ['install', '--frozen-lockfile', '--reporter=append-only'])
  if (interrupted) process.exit(130)
  if (installed !== 0) {
    fail(
      `The installation ended with status ${installed}. Its message stands above; most often the npm registry is out of reach.`,
      installed,
    )
  }
  noteInstallation(root, asked)
}

// Tests run silently: pnpm would add a line of its own after the closing line. The demo and the emulator run without pnpm around
// them, so that Ctrl-C reaches them directly and they can stop what they started.
const steps = {
  demo: [
    ['Building what the demo shows', () => pnpm(packageManager, ['run', '--silent', 'ws:build:demo'])],
    ['Starting the demo', () => run(workspaceNode() ?? process.execPath, ['packages/workspace/src/demo.ts', ...rest])],
  ],
  emulator: [
    ['Building', () => pnpm(packageManager, ['run', 'ws:build', '--filter=@postern/emulator...'])],
    [
      'Packing the emulator, and running it from a clean folder',
      () => run(workspaceNode() ?? process.execPath, ['packages/workspace/src/packed-emulator.ts', ...rest]),
    ],
  ],
  test: [['Building and testing every package', () => pnpm(packageManager, ['run', '--silent', 'ws:test', ...rest])]],
  check: [['Checking', () => pnpm(packageManager, ['run', 'ws:check', ...rest])]],
  bench: [['Building and measuring', () => pnpm(packageManager, ['run', 'ws:bench', ...rest])]],
  simulate: [['Building and simulating', () => pnpm(packageManager, ['run', 'ws:simulate', ...rest])]],
}[command]

for (const [title, step] of steps) {
  if (interrupted) process.exit(130)
  say(title)
  const status = await step()
  if (status !== 0) process.exit(status)
}
