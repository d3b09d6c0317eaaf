/** Runtimes that are programs: Node, Deno and Bun, each in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SITES_VARIABLE } from '../app/create-handler.ts'
import type { StartRuntime } from './runtime.ts'

const require = createRequire(import.meta.url)
const script = (name: string): string => fileURLToPath(new URL(`../app/${name}`, import.meta.url))

export const startNode: StartRuntime = startProgram(() => [
  process.execPath,
  '--max-http-header-size=65536',
  script('serve-node.ts'),
])
/** Programs are told to read larger headers than by default, so that a token of any size reaches the handler. */
/** Without type checks: they would make Deno look for packages, and rewrite the manifest of the workspace. */
export const startDeno: StartRuntime = startProgram(() => [
  findBinary('deno', ['deno', 'deno.exe']),
  'run',
  '--allow-all',
  '--no-check',
  '--no-lock',
  '--node-modules-dir=manual',
  script('serve-deno.ts'),
])
export const startBun: StartRuntime = startProgram(() => [
  findBinary('bun', ['bin/bun.exe', 'bin/bun']),
  '--max-http-header-size=65536',
  script('serve-bun.ts'),
])

/** The program itself, not the script that starts it: signals must reach it. */
function findBinary(name: string, candidates: readonly string[]): string {
  const folder = dirname(require.resolve(`${name}/package.json`))
  const found = candidates.map((candidate) => join(folder, candidate)).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`The package ${name} holds no program for this machine. Install again.`)
  return found
}

function startProgram(command: () => readonly [string, ...string[]]): StartRuntime {
  return async (sites, environment) => {
    const [program, ...args] = command()
    const { PATH, HOME } = process.env
    const child = spawn(program, args, {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env: {
        PATH,
        HOME,
        NODE_ENV: 'production',
        DENO_NO_UPDATE_CHECK: '1',
        ...environment,
        [SITES_VARIABLE]: JSON.stringify(sites),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return { port: await readPort(child, program), stop: () => stop(child) }
  }
}

async function readPort(child: ChildProcess, program: string): Promise<number> {
  let output = ''
  const found = new Promise<number>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      output += String(chunk)
      const port = /^port=(\d+)$/m.exec(output)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
  })
  child.stderr?.on('data', (chunk) => {
    output += String(chunk)
  })
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${program} ended before it listened.\n${output}`)
  })
  return Promise.race([found, ended])
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
