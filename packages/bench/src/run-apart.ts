/** Bench. One whole run in a process of its own, so that nothing that an earlier one compiled or remembers is in the next. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Findings } from './findings.ts'

/** @param argv What the run is asked. Waits. @throws Error when it ends without figures. */
export async function runApart(argv: readonly string[]): Promise<Findings> {
  const child = fork(fileURLToPath(new URL('run.ts', import.meta.url)), [...argv, '--apart'])
  const stop = (): boolean => child.kill()
  process.once('exit', stop)
  const heard = once(child, 'message') as Promise<[Findings]>
  const ended = once(child, 'exit')
  const first = await Promise.race([heard, ended.then(() => null)])
  process.off('exit', stop)
  if (first === null) throw new Error('A run ended without figures. Its own message stands above.')
  await ended
  return first[0]
}
