/** The emulator's command in a process of its own, which can be killed. Waits until it says where it listens. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SCRIPT = join(dirname(fileURLToPath(import.meta.resolve('@postern/emulator'))), 'cli.js')

export interface RunningCommand {
  readonly child: ChildProcess
  /** Origin of the emulator. */
  readonly url: string
  /** Ends it without a warning. Waits until it is gone. */
  readonly kill: () => Promise<void>
}

/** @param args Besides `--port 0`. */
export async function startCommand(args: readonly string[]): Promise<RunningCommand> {
  const child = spawn(process.execPath, [SCRIPT, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += String(chunk)
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0]
      if (found !== undefined && output.includes('Ctrl-C')) resolve(found)
    })
    child.once('exit', () => reject(new Error(`the command ended: ${output}`)))
  })
  const kill = async (): Promise<void> => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  return { child, url, kill }
}
