/** What a build is made from → one text, so that the same is not built twice. Waits for the files. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders and files that a build writes, or that are hashed elsewhere. */
const LEFT_OUT = new Set(['.next', 'node_modules', 'dist', 'next-env.d.ts', 'tsconfig.tsbuildinfo', 'tsconfig.json'])

/** @param folders Each is read whole, except for what builds write below it. @param facts Whatever else matters. */
export async function hashInputs(folders: readonly string[], facts: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(facts.join('\n'))
  for (const folder of folders) {
    for (const file of await listFiles(folder)) hash.update(`\n${file}\n`).update(await readFile(join(folder, file)))
  }
  return hash.digest('hex')
}

async function listFiles(folder: string, below = ''): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(below, entry.name)
    if (LEFT_OUT.has(entry.name)) continue
    if (entry.isDirectory()) found.push(...(await listFiles(folder, path)))
    else found.push(path)
  }
  return found
}
