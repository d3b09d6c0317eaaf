/** A file → a server of its own process, as the pages say to start it. Waits until it says that it listens. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findAnyPort } from '@postern/workspace/find-free-port'
import { unstable_startWorker as startWorker } from 'wrangler'

export interface Server {
  /** On `localhost`, as a person types it. */
  readonly origin: string
  /** What it printed. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

export type Variables = Readonly<Record<string, string>>

const folder = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)
const PLACES = { deno: ['deno', 'deno.exe'], bun: ['bin/bun.exe', 'bin/bun'] } as const

/** The program itself, not the script that starts it: signals must reach it. */
function findProgram(name: 'node' | 'deno' | 'bun'): string {
  if (name === 'node') return process.execPath
  const at = dirname(require.resolve(`${name}/package.json`))
  const found = PLACES[name].map((place) => join(at, place)).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`The package ${name} holds no program for this machine. Install again.`)
  return found
}

/** @param args For a port. */
export async function start(
  program: 'node' | 'deno' | 'bun',
  args: (port: string) => readonly string[],
  variables: Variables,
): Promise<Server> {
  const port = String(await findAnyPort())
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(findProgram(program), args(port), {
    cwd: folder,
    env: { PATH, HOME, DENO_NO_UPDATE_CHECK: '1', PORT: port, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += String(chunk)
        if (output.includes(`:${port}`)) resolve()
      })
    child.once('exit', () => reject(new Error(`${program} ended before it listened.\n${output}`)))
  })
  return {
    origin: `http://localhost:${port}`,
    output: () => output,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The same in workerd. @param file Relative to this package. */
export async function startOnWorkerd(
  file: string,
  variables: Variables,
  compatibilityFlags: string[] = [],
): Promise<Server> {
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'
  process.env['WRANGLER_SEND_METRICS'] = 'false'
  const worker = await startWorker({
    name: 'postern-docs',
    entrypoint: join(folder, file),
    compatibilityDate: '2026-01-01',
    compatibilityFlags,
    bindings: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, { type: 'plain_text', value }]),
    ),
    dev: { server: { hostname: 'localhost', port: 0 }, inspector: false, logLevel: 'error', watch: false },
  })
  await worker.ready
  return { origin: (await worker.url).origin, output: () => '', stop: () => worker.dispose() }
}
