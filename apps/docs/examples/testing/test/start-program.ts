/** A program of this machine in a folder of its own, until it answers on a port. Waits for it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RunningProgram {
  /** What it has printed. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

export interface ProgramStart {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** It is ready when somebody listens here. */
  readonly port: number
}

const TRIES = 600
const PAUSE_MS = 100

/** @throws Error With its output, if it ends or nobody listens within a minute. */
export async function startProgram({ file, args, cwd, env, port }: ProgramStart): Promise<RunningProgram> {
  const child = spawn(file, args, { cwd, env: { NODE_ENV: 'production', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)))
  const ended = once(child, 'close')
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  const stop = async (): Promise<void> => {
    if (!hasEnded()) child.kill('SIGTERM')
    await ended
  }
  for (let tries = 0; tries < TRIES && !hasEnded(); tries += 1) {
    if (await isListening(port)) return { output: () => text, stop }
    await sleep(PAUSE_MS)
  }
  await stop()
  throw new Error(`${file} does not listen on ${port}.\n${text}`)
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
