/** Runs the command of `exec` until it ends, and hands on what the terminal sends. */
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { SpawnCall } from './to-spawn.ts'

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** As shells say that a command cannot be found, and that it cannot be run. */
const NOT_FOUND = 127
const NOT_RUNNABLE = 126
/** A signal's number is added to it. */
const SIGNALLED = 128

/** How a command ended. */
export interface CommandEnd {
  /** Its own exit code; 128 and the number of the signal that ended it; 127 or 126 when it could not be started. */
  readonly code: number
  /** Why it could not be started; null when it ran. */
  readonly problem: string | null
}

/** Starts a command with this process's terminal. Resolves when it has ended. */
export function runCommand({ file, args, env, isVerbatim }: SpawnCall): Promise<CommandEnd> {
  const child = spawn(file, args, { stdio: 'inherit', env, windowsVerbatimArguments: isVerbatim })
  const letGo = forwardSignals(child)
  return new Promise((resolve) => {
    const end = (code: number, problem: string | null): void => {
      letGo()
      resolve({ code, problem })
    }
    child.once('error', (error: NodeJS.ErrnoException) =>
      end(
        error.code === 'ENOENT' ? NOT_FOUND : NOT_RUNNABLE,
        `${file} cannot be started (${error.code ?? error.name}).`,
      ),
    )
    child.once('exit', (code, signal) =>
      end(code ?? SIGNALLED + (signal === null ? 0 : constants.signals[signal]), null),
    )
  })
}

/** @returns Stops it. */
function forwardSignals(child: ChildProcess): () => void {
  let wasInterrupted = false
  const forward = (signal: NodeJS.Signals): void => {
    // Ctrl-C reaches every program of a terminal by itself. Sent once more, it would mean impatience.
    const isSentAlready = signal === 'SIGINT' && process.stdin.isTTY && !wasInterrupted
    wasInterrupted ||= signal === 'SIGINT'
    if (!isSentAlready) child.kill(signal)
  }
  // Whatever ends this process must end the command too.
  const end = (): boolean => child.kill()
  for (const signal of FORWARDED) process.on(signal, forward)
  process.once('exit', end)
  return () => {
    for (const signal of FORWARDED) process.off(signal, forward)
    process.off('exit', end)
  }
}
