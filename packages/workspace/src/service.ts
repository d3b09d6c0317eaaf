/**
 * One server of the demo, in a process of its own. A command → a running service that can be waited for and stopped. Waits.
 *
 * Commands are Node with a script, never a package manager: a signal to a wrapper leaves what it started running.
 */
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a server may take from its start to its first answer. Generous: a busy machine compiles slowly. */
export const READY_TIMEOUT_MS = 90_000
/** How long a server may take to stop by itself, before it is killed. */
export const STOP_TIMEOUT_MS = 5_000
const POLL_MS = 150
/** Lines of output that are kept, for the message when the service fails. */
const KEPT_LINES = 40

/** What to run. */
export interface ServiceCommand {
  /** Shown in messages. */
  readonly name: string
  /** Absolute path of the script that Node runs. */
  readonly script: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Added to our own environment; a value of undefined removes a variable. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Answers with any status once the service is up. */
  readonly readyUrl: URL
}

/** A started service. */
export interface Service {
  readonly name: string
  /** Resolves once the service answers. Rejects, with its last output, when it ends or stays silent. */
  readonly ready: Promise<void>
  /** Resolves when the process has ended, whatever the reason, to the last lines of its output. */
  readonly ended: Promise<string>
  /** Asks the process to end, kills it when it does not, and resolves when it is gone. */
  readonly stop: () => Promise<void>
}

/** Starts a service. */
export const startService = ({ name, script, args, cwd, env, readyUrl }: ServiceCommand): Service => {
  const lines: string[] = []
  // A group of its own: Ctrl-C in the terminal reaches only us, and we end each service in order.
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      lines.push(...text.split('\n').filter((line) => line.trim() !== ''))
      lines.splice(0, lines.length - KEPT_LINES)
    })
  }
  let isEnded = false
  const ended = new Promise<string>((resolve) => {
    const end = (note: string): void => {
      isEnded = true
      resolve([...lines, note].join('\n'))
    }
    child.once('error', (error) => end(error.message))
    child.once('close', (code, signal) => end(`(ended with ${signal ?? `status ${code}`})`))
  })
  const signalAll = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined) return
    try {
      // The whole group, for the kill only: a polite request goes to the process that knows how to end its helpers.
      if (signal === 'SIGKILL' && process.platform !== 'win32') process.kill(-child.pid, signal)
      else child.kill(signal)
    } catch {
      // Already gone.
    }
  }
  return {
    name,
    ready: untilReady({ name, readyUrl, ended, isEnded: () => isEnded }),
    ended,
    stop: async () => {
      if (!isEnded) {
        signalAll('SIGTERM')
        await Promise.race([ended, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })])
      }
      // Helpers that outlived their parent are still in the group.
      signalAll('SIGKILL')
      await ended
    },
  }
}

interface Waiting {
  readonly name: string
  readonly readyUrl: URL
  readonly ended: Promise<string>
  readonly isEnded: () => boolean
}

const untilReady = async ({ name, readyUrl, ended, isEnded }: Waiting): Promise<void> => {
  const deadlineMs = performance.now() + READY_TIMEOUT_MS
  while (!(await answers(readyUrl))) {
    if (isEnded()) throw new Error(`${name} ended while it started:\n${await ended}`)
    if (performance.now() > deadlineMs)
      throw new Error(`${name} gave no answer at ${readyUrl.origin} within ${READY_TIMEOUT_MS / 1000} s.`)
    await sleep(POLL_MS)
  }
}

const answers = async (url: URL): Promise<boolean> => {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) })
    await response.body?.cancel()
    return true
  } catch {
    return false
  }
}
