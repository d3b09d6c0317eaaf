/** Bench. A script in a Node process of its own, which sends what it found and ends. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/**
 * The young generation has its full size from the start. Else V8 would make it larger while it is looked at, which says nothing of us.
 */
const FLAGS = ['--min-semi-space-size=16', '--max-semi-space-size=16']

/** Waits. @param script Beside this file. @throws Error when it ends without an answer. */
export async function runInChild<T>(script: string, argv: readonly string[]): Promise<T> {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), argv, { execArgv: FLAGS })
  const stop = (): boolean => child.kill()
  process.once('exit', stop)
  const ended = once(child, 'exit')
  const heard = once(child, 'message') as Promise<[T]>
  const first = await Promise.race([heard, ended.then(() => null)])
  process.off('exit', stop)
  if (first === null) throw new Error(`${script} ended without an answer. Its own message stands above.`)
  await ended
  return first[0]
}
