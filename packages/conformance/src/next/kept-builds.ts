/**
 * What `next build` made before, on this machine, of the very same inputs → in place again, or not there. Waits for the disk.
 *
 * A build takes twenty seconds of a processor, and most changes leave most builds as they are. Kept outside of the checkout, so that a fresh
 * clone in the same folder has them too. A machine that has none builds; nothing else depends on it.
 */
import { cp, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'

/** About half a gigabyte. */
const MAX_KEPT = 40
/** What only another build would read. */
const LEFT_OUT = ['cache', 'dev', 'trace', 'built-from']

/** Links to packages stay as the build wrote them: relative. */
const WHOLE = { recursive: true, verbatimSymlinks: true }

/** Where builds are kept. */
export const KEPT_BUILDS: string = join(homedir(), '.cache/postern/next-builds')

/** @param key Of all that the build is made from, the folder included: builds name it. @returns Whether `.next` is there now. */
export async function restoreBuild(folder: string, key: string, kept: string = KEPT_BUILDS): Promise<boolean> {
  const from = join(kept, key)
  if ((await stat(from).catch(() => null)) === null) return false
  try {
    await rm(join(folder, '.next'), { recursive: true, force: true })
    // The oldest are the first to go, so not this one while it is copied.
    await utimes(from, new Date(), new Date())
    await cp(from, join(folder, '.next'), WHOLE)
    return true
  } catch {
    // Another process took it away meanwhile. A half build is none.
    await rm(join(folder, '.next'), { recursive: true, force: true })
    return false
  }
}

/** To be called when a build ended well. A build is there whole or not at all, also when two processes keep the same one. */
export async function keepBuild(folder: string, key: string, kept: string = KEPT_BUILDS): Promise<void> {
  const half = join(kept, `half-${process.pid}-${key}`)
  const leftOut = LEFT_OUT.map((part) => join(folder, '.next', part))
  try {
    await mkdir(kept, { recursive: true })
    await cp(join(folder, '.next'), half, { ...WHOLE, filter: (from) => !leftOut.includes(from) })
    await rename(half, join(kept, key))
    await dropOldest(kept)
  } catch (error) {
    // A full disk or a home that cannot be written to: the build itself is in place.
    await rm(half, { recursive: true, force: true }).catch(() => null)
    console.warn(`The build of ${basename(folder)} was not kept: ${String(error)}`)
  }
}

async function dropOldest(kept: string): Promise<void> {
  const names = await readdir(kept)
  const dated = await Promise.all(
    names.map(async (name) => ({ name, ms: (await stat(join(kept, name)).catch(() => null))?.mtimeMs ?? 0 })),
  )
  const old = dated.toSorted((a, b) => b.ms - a.ms).slice(MAX_KEPT)
  for (const { name } of old) {
    // At once out of the way, so that nobody copies what is left of it.
    const gone = join(kept, `half-${process.pid}-gone`)
    await rename(join(kept, name), gone)
    await rm(gone, { recursive: true, force: true })
  }
}
