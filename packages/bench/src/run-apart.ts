/** Bench. One part in a process of its own, so that nothing that another one compiled, remembers or set is in it. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Findings } from './findings.ts'
import type { Part } from './read-arguments.ts'

/** @param against Folder of another checkout, or null. Waits. @throws Error when it ends without figures. */
export async function runApart(part: Part, against: string | null): Promise<Findings> {
  const argv = ['--apart', '--only', part, ...(against === null ? [] : ['--against', against])]
  const child = fork(fileURLToPath(new URL('run.ts', import.meta.url)), argv)
  const stop = (): boolean => child.kill()
  process.once('exit', stop)
  const heard = once(child, 'message') as Promise<[Findings]>
  const ended = once(child, 'exit')
  const first = await Promise.race([heard, ended.then(() => null)])
  process.off('exit', stop)
  if (first === null) throw new Error(`${part} ended without figures. Its own message stands above.`)
  await ended
  return first[0]
}
