/** A program of Node in a process of its own, with a clean environment. */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

const START_TIMEOUT_MS = 60_000

export interface Program {
  readonly child: ChildProcess
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>
  /** What it wrote so far. */
  readonly output: () => string
}

export type Environment = Readonly<Record<string, string>>

/** @param script The file that Node runs. @param env Added to a clean environment. */
export function runProgram(script: string, args: readonly string[], folder: string, env: Environment): Program {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: { PATH, HOME, NODE_ENV: 'production', CI: '1', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => lines.push(text))
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, ended, output: () => lines.join('') }
}

/** Runs a program to its end. @throws With its output, when it fails. */
export async function finishProgram(
  script: string,
  args: readonly string[],
  folder: string,
  env: Environment,
): Promise<void> {
  const program = runProgram(script, args, folder, env)
  if ((await program.ended) !== 0) throw new Error(`${args.join(' ')} failed in ${folder}:\n${program.output()}`)
}

export interface RunningServer {
  readonly output: () => string
  stop(): Promise<void>
}

/** Starts a server, and waits until it writes that it is ready. */
export async function startServer(
  script: string,
  args: readonly string[],
  folder: string,
  env: Environment,
  sign: string,
): Promise<RunningServer> {
  const { child, ended, output } = runProgram(script, args, folder, env)
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  const deadlineMs = performance.now() + START_TIMEOUT_MS
  while (!output().includes(sign)) {
    if (child.exitCode !== null || performance.now() > deadlineMs) {
      await stop()
      throw new Error(`${args.join(' ')} did not start in ${folder}:\n${output()}`)
    }
    await sleep(50)
  }
  return { output, stop }
}

/** The variables of lines for an `.env` file. Comments are left out. */
export function toEnvironment(lines: readonly string[]): Environment {
  const pairs = lines
    .filter((line) => !line.startsWith('#'))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const)
  return Object.fromEntries(pairs)
}
