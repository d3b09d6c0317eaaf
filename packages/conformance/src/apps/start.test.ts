/**
 * Each example by its one command, as its manifest has it: without keys, on a free port, for somebody who was never here. Nothing of it is
 * left when it was stopped.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findProgram, type Program } from '../runtimes/runners/find-program.ts'
import { listGroup } from './list-group.ts'

/** How long a busy machine may take to end what it was told to end. */
const PATIENCE_MS = 60_000
const apps = ['node', 'deno', 'bun', 'hono-worker'] as const
const toFolder = (app: string): string => fileURLToPath(new URL(`../../../../apps/${app}`, import.meta.url))
/** Whoever has put keys there wants them to be used. */
const hasKeys = (app: string): boolean => existsSync(join(toFolder(app), '.dev.vars'))

let home: string
let started: ChildProcess | null
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'start-'))
  started = null
})
afterEach(() => {
  // What a test that failed has left.
  for (const id of listGroup(started?.pid ?? -1)) process.kill(id, 'SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

interface Started {
  readonly child: ChildProcess
  readonly group: number
  /** Origins, as the output names them. */
  readonly app: string
  readonly provider: string
}

async function start(app: string): Promise<Started> {
  const manifest = JSON.parse(readFileSync(join(toFolder(app), 'package.json'), 'utf8')) as {
    scripts: { start: string }
  }
  const [program = '', ...args] = manifest.scripts.start.split(' ')
  // The commands name runtimes only; of another one there would be no program.
  const path = findProgram(program as Program)
  const child = spawn(path, args, {
    cwd: toFolder(app),
    env: {
      PATH: `${dirname(path)}:${process.env['PATH']}`,
      HOME: home,
      NODE_ENV: 'development',
      PORT: '0',
      DENO_NO_UPDATE_CHECK: '1',
      WRANGLER_SEND_METRICS: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that its members can be counted.
    detached: true,
  })
  started = child
  const origins = await readOrigins(child)
  return { child, group: child.pid ?? 0, ...origins }
}

async function readOrigins(child: ChildProcess): Promise<Pick<Started, 'app' | 'provider'>> {
  let output = ''
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += String(chunk)
        const provider = /People to sign in as: (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1]
        const app = /(?:Listening|Ready) on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1]
        if (provider !== undefined && app !== undefined) resolve({ app, provider })
      })
    }
    child.once('error', reject)
    child.once('close', () => reject(new Error(`It ended before it listened.\n${output}`)))
  })
}

const isListening = (origin: string): Promise<boolean> =>
  fetch(origin).then(
    async (response) => (await response.body?.cancel(), true),
    () => false,
  )

describe.each(apps)('the example for %s', (app) => {
  it.skipIf(hasKeys(app))(
    'starts without keys, answers, and leaves nothing behind',
    async () => {
      const { child, group, app: origin, provider } = await start(app)
      const front = await fetch(origin)
      expect([front.status, await front.json()]).toMatchObject([200, { userId: null, status: 'signed-out' }])

      const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
      const dashboard = await fetch(`${origin}/dashboard`, { headers: page, redirect: 'manual' })
      expect([dashboard.status, new URL(dashboard.headers.get('location') ?? '').origin]).toEqual([307, provider])
      expect((await fetch(`${origin}/dashboard`)).status).toBe(404)

      expect(listGroup(group)).toContain(group)
      const ended = once(child, 'exit', { signal: AbortSignal.timeout(PATIENCE_MS) })
      child.kill('SIGTERM')
      await ended
      await expect.poll(() => listGroup(group), { timeout: PATIENCE_MS }).toEqual([])
      expect([await isListening(origin), await isListening(provider)]).toEqual([false, false])
    },
    180_000,
  )
})
