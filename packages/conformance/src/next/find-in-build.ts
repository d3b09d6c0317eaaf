/** Which files of a build hold a text. Waits for them. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** @param folder Of the application. @returns Paths below what the build wrote for servers and edge. */
export async function findInBuild(folder: string, text: string): Promise<readonly string[]> {
  const root = join(folder, '.next/server')
  const paths = (await readdir(root, { recursive: true })).filter((path) => path.endsWith('.js'))
  const found: string[] = []
  for (const path of paths) if ((await readFile(join(root, path), 'utf8')).includes(text)) found.push(path)
  return found
}
