/** Bench. A server in a Node process of its own, whose CPU time is known. */
import { fork } from 'node:child_process'
import { once } from 'node:events'

const START_TIMEOUT_MS = 60_000

export interface Server {
  /** What it wrote until it was ready. */
  readonly output: string
  /** CPU time it took so far, of all its threads, in microseconds. */
  readCpuUs(): Promise<number>
  stop(): Promise<void>
}

/** How it is run. */
export interface Start {
  readonly script: string
  readonly args: readonly string[]
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  /** What it writes once it can be asked. */
  readonly ready: RegExp
}

/** Waits until it can be asked. */
export async function startServer({ script, args, folder, env, ready }: Start): Promise<Server> {
  const child = fork(script, args, {
    cwd: folder,
    env,
    execArgv: ['--import', new URL('probe.ts', import.meta.url).href],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  const ended = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  const isReady = new Promise<boolean>((resolve) => {
    const limit = setTimeout(() => resolve(false), START_TIMEOUT_MS)
    const settle = (answer: boolean): void => {
      clearTimeout(limit)
      resolve(answer)
    }
    void ended.then(() => settle(false))
    for (const stream of [child.stdout, child.stderr]) {
      // Read to the end: a server whose pipe is full stands still.
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (ready.test(output)) settle(true)
      })
    }
  })
  if (!(await isReady)) {
    await stop()
    throw new Error(`A server did not start:\n${output}`)
  }
  const readCpuUs = async (): Promise<number> => {
    child.send('cpu')
    const [{ cpuUs }] = (await once(child, 'message')) as [{ readonly cpuUs: number }]
    return cpuUs
  }
  return { output, readCpuUs, stop }
}
