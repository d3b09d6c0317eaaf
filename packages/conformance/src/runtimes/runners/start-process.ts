/** Runtimes that are programs: Node, Deno and Bun, each in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { SITES_VARIABLE } from '../app/create-handler.ts'
import { findProgram } from './find-program.ts'
import type { StartRuntime } from './runtime.ts'

const script = (name: string): string => fileURLToPath(new URL(`../app/${name}`, import.meta.url))

export const startNode: StartRuntime = startProgram(() => [
  findProgram('node'),
  '--max-http-header-size=65536',
  script('serve-node.ts'),
])
/** Programs are told to read larger headers than by default, so that a token of any size reaches the handler. */
/** Without type checks: they would make Deno look for packages, and rewrite the manifest of the workspace. */
export const startDeno: StartRuntime = startProgram(() => [
  findProgram('deno'),
  'run',
  '--allow-all',
  '--no-check',
  '--no-lock',
  '--node-modules-dir=manual',
  script('serve-deno.ts'),
])
export const startBun: StartRuntime = startProgram(() => [
  findProgram('bun'),
  '--max-http-header-size=65536',
  script('serve-bun.ts'),
])

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
