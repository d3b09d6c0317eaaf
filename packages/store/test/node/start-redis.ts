/** A real Redis or Valkey on a port of its own, in a folder of its own. Waits for the server. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findAnyPort } from '@postern/workspace/find-free-port'

export interface RedisServer {
  readonly port: number
  readonly url: string
  /** As a power cut does. */
  readonly kill: () => Promise<void>
  /** Kills it and removes what it left. */
  readonly stop: () => Promise<void>
}

/** @param port Default: any free one. */
export async function startRedis(program: string, port?: number): Promise<RedisServer> {
  const listensAt = port ?? (await findAnyPort())
  const folder = mkdtempSync(join(tmpdir(), 'postern-redis-'))
  const options = { port: listensAt, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' }
  const args = Object.entries({ ...options, 'enable-debug-command': 'local' })
  const child = spawn(
    program,
    args.flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  await new Promise<void>((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += String(chunk)
      if (/ready to accept connections/i.test(output)) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`Redis ended before it listened.\n${output}`)))
  })
  return {
    port: listensAt,
    url: `redis://127.0.0.1:${listensAt}`,
    kill,
    stop: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
