/** One user of a folder at a time, among all processes of this machine: suites that build the same application run side by side. Waits for its turn. */
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 100

/** Runs while nobody else does so for the same folder. @param locks Where it is written down who has which folder. */
export async function withFolder<T>(folder: string, use: () => Promise<T>, locks: string = tmpdir()): Promise<T> {
  const file = join(locks, `postern-folder-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
  while (!(await take(file))) await sleep(LOOK_EVERY_MS)
  try {
    return await use()
  } finally {
    await rm(file, { force: true })
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (toCode(error) !== 'EEXIST') throw error
    // A run that was ended left it.
    const owner = Number(await readFile(file, 'utf8').catch(() => ''))
    if (owner > 0 && !isAlive(owner)) await rm(file, { force: true })
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It may not be asked by us.
    return toCode(error) === 'EPERM'
  }
}

function toCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
