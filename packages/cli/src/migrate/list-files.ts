/** A folder → the paths of its files that are the application's own, with `/`, sorted. Waits for the disk. */
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { listKept } from './git.ts'

/** What tools make, by name of the folder. */
const MADE = new Set(['node_modules', 'dist', 'build', 'out', 'coverage'])

/** Hidden folders and what is made are left out, also where git keeps them. Links are not followed. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const paths = (await listKept(folder)) ?? (await walk(folder, ''))
  const own = paths.filter((path) => !path.split('/').slice(0, -1).some(isLeftOut))
  const files = await Promise.all(own.map(async (path) => ((await isFile(join(folder, path))) ? [path] : [])))
  return files.flat().sort()
}

const isLeftOut = (part: string): boolean => MADE.has(part) || part.startsWith('.')

const isFile = async (path: string): Promise<boolean> => (await lstat(path).catch(() => null))?.isFile() === true

async function walk(root: string, below: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true })
  const paths = await Promise.all(
    entries.map(async (entry): Promise<readonly string[]> => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (!entry.isDirectory()) return [path]
      return isLeftOut(entry.name) ? [] : walk(root, path)
    }),
  )
  return paths.flat()
}
