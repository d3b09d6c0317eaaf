/**
 * `npm run emulator`, once everything is built: packs the emulator, installs it into a clean folder and runs `npx @postern/emulator` there,
 * as somebody does who has never seen this repository. Arguments are the command's. Everything is gone when it stops.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installPacked } from './install-packed.ts'

const PARENT_CHECK_MS = 500
const isWindows = process.platform === 'win32'

/** Runs the command of the package that the folder holds, until it ends. */
const startCommand = (cwd: string, args: readonly string[]): ChildProcess =>
  // A group of its own: npx starts a shell, and the shell starts Node; a signal to the first reaches nobody else.
  spawn('npx', ['--no-install', '@postern/emulator', ...args], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: !isWindows,
    shell: isWindows,
  })

const folder = await mkdtemp(join(tmpdir(), 'postern-emulator-'))
let command: ChildProcess | null = null
const stop = (): void => {
  if (command?.pid === undefined) {
    rmSync(folder, { recursive: true, force: true })
    process.exit(130)
  }
  if (command.exitCode !== null) return
  if (isWindows) command.kill()
  else process.kill(-command.pid, 'SIGTERM')
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop)
// Whoever started us may end without passing a signal on; nobody could stop us then.
const parent = process.ppid
setInterval(() => process.ppid !== parent && stop(), PARENT_CHECK_MS).unref()

try {
  await installPacked(['core', 'emulator'], folder)
  command = startCommand(folder, process.argv.slice(2))
  const [code] = (await once(command, 'close')) as [number | null]
  process.exitCode = code ?? 0
} catch (error) {
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
