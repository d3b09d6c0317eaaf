/** Real processes, sockets and files: many sign in at once, and the emulator is killed in the middle. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const CLI = join(import.meta.dirname, '../src/cli.ts')
const WORKER = join(import.meta.dirname, 'sign-in-worker.ts')
const WORKERS = 8
const SIGN_INS = 500
/** The emulator dies after this many. */
const KILL_AFTER = 200

interface SignedIn {
  readonly name: string
  readonly clientId: string
  readonly devBrowser: string
  readonly sessions: readonly { readonly id: string; readonly userId: string }[]
}

let folder = ''
const running: ChildProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-parallel-'))
})
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

const start = (args: readonly string[]) => {
  const child = spawn(process.execPath, ['--no-warnings', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  running.push(child)
  return child
}

/** @returns The emulator once it answers, and its address. */
const startEmulator = async (port: number): Promise<{ child: ChildProcess; url: string }> => {
  const files = ['--db', join(folder, 'state.db'), '--seed', join(folder, 'seed.json')]
  const child = start([CLI, '--port', String(port), ...files])
  let text = ''
  for await (const chunk of child.stdout) {
    text += String(chunk)
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0]
    if (url !== undefined) return { child, url }
  }
  throw new Error('The emulator ended.')
}

const kill = async (child: ChildProcess) => {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

const countOf = (worker: number) => Math.floor(SIGN_INS / WORKERS) + (worker < SIGN_INS % WORKERS ? 1 : 0)
const workers = Array.from({ length: WORKERS }, (_, worker) => worker)
const users = workers.flatMap((worker) =>
  Array.from({ length: countOf(worker) }, (_, index) => ({
    id: `user_p${worker}-${index}`,
    email: `p${worker}-${index}+clerk_test@example.com`,
    password: 'a-long-password',
  })),
)

describe('500 sign-ins of 8 processes, with a kill in the middle', () => {
  it('mix no browsers up and lose no session that was confirmed', async () => {
    await writeFile(join(folder, 'seed.json'), JSON.stringify({ users }))
    const first = await startEmulator(0)
    const { port } = new URL(first.url)
    const all: SignedIn[] = []
    let revival: Promise<{ child: ChildProcess; url: string }> | null = null
    const revive = async () => {
      await kill(first.child)
      return startEmulator(Number(port))
    }
    await Promise.all(
      workers.map(async (worker) => {
        const child = start([WORKER, first.url, String(worker), String(countOf(worker))])
        const ended = once(child, 'exit')
        for await (const line of createInterface({ input: child.stdout })) {
          all.push(JSON.parse(line) as SignedIn)
          if (all.length === KILL_AFTER) revival = revive()
        }
        expect((await ended)[0]).toBe(0)
      }),
    )
    // Nobody's browser shows anybody else, and no browser is that of two.
    for (const { name, sessions } of all) expect(sessions.map(({ userId }) => userId)).toEqual([`user_${name}`])
    expect(new Set(all.map(({ clientId }) => clientId)).size).toBe(SIGN_INS)
    // Everything that was confirmed is there after one more kill.
    const second = await (revival ?? startEmulator(Number(port)))
    await kill(second.child)
    const third = await startEmulator(Number(port))
    const state = (await (await fetch(`${third.url}/__emu/state`)).json()) as {
      sessions: { id: string; userId: string; clientId: string; status: string }[]
    }
    const known = new Map(state.sessions.map((session) => [session.id, session]))
    const lost = all.flatMap(({ sessions, clientId }) =>
      sessions.filter(({ id, userId }) => {
        const session = known.get(id)
        return session?.userId !== userId || session.clientId !== clientId || session.status !== 'active'
      }),
    )
    expect(lost).toEqual([])
  }, 300_000)
})
