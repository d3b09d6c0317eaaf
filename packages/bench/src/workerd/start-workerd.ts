/** Bench. The bare runtime of Workers with one script in it, in a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const START_TIMEOUT_MS = 30_000

/** A configuration on disk, ready to be served as often as wanted. */
export interface Script {
  start(): Promise<Workerd>
  /** Done when the process ends, at the latest. */
  remove(): void
}

export interface Workerd {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

const CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(
    name = "main",
    worker = (modules = [(name = "worker.js", esModule = embed "worker.js")], compatibilityDate = "2026-11-01"),
  )],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`

/** @param source An ES module whose default export has `fetch`. */
export async function writeScript(source: string): Promise<Script> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-bench-'))
  await writeFile(join(folder, 'worker.js'), source)
  await writeFile(join(folder, 'config.capnp'), CONFIGURATION)
  const remove = (): void => {
    process.off('exit', remove)
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', remove)
  return { start: () => startWorkerd(folder), remove }
}

/** Waits until it listens. */
async function startWorkerd(folder: string): Promise<Workerd> {
  const child = spawn(findWorkerd(), ['serve', join(folder, 'config.capnp'), '--control-fd=3'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const ended = once(child, 'exit')
  // One that the bench leaves behind would go on for ever.
  const kill = (): boolean => child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async (): Promise<void> => {
    process.off('exit', kill)
    kill()
    await ended
  }
  const control = child.stdio[3]
  const heard = control ? once(control, 'data', { signal: AbortSignal.timeout(START_TIMEOUT_MS) }) : ended
  const first = await Promise.race([heard, ended]).catch(() => [])
  const port = /"port":(\d+)/.exec(String(first[0]))?.[1]
  if (port === undefined || child.pid === undefined) {
    await stop()
    throw new Error('workerd does not start. Its own message stands above.')
  }
  return { port: Number(port), pid: child.pid, stop }
}

/** The binary that `wrangler` brings; the bench has none of its own. */
function findWorkerd(): string {
  return (requireBesideWorkerd()('workerd') as { readonly default: string }).default
}

/** Its version: the day up to which it knows the platform. */
export function findWorkerdVersion(): string {
  return (requireBesideWorkerd()('workerd/package.json') as { readonly version: string }).version
}

function requireBesideWorkerd(): NodeJS.Require {
  let require = createRequire(new URL('../../../conformance/package.json', import.meta.url))
  for (const name of ['wrangler', 'miniflare']) require = createRequire(require.resolve(name))
  return require
}

/**
 * CPU time that a process took so far, of all its threads, in microseconds.
 *
 * @returns Null where the system does not say: only Linux has these files.
 */
export async function readCpuUs(pid: number): Promise<number | null> {
  const folder = `/proc/${pid}/task`
  try {
    const lines = (await readdir(folder)).map((thread) => readFile(join(folder, thread, 'schedstat'), 'utf8'))
    const nanoseconds = (await Promise.all(lines)).map((line) => Number(line.split(' ')[0]))
    return nanoseconds.reduce((sum, one) => sum + one, 0) / 1_000
  } catch {
    return null
  }
}
