/** What git says about a folder. Waits for git; nothing here changes anything. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024
const execute = promisify(execFile)

/** How well git could undo a change of the folder. */
export type TreeState =
  | { readonly kind: 'clean' }
  | { readonly kind: 'dirty'; readonly paths: readonly string[] }
  /** There is no git, or the folder is in no tree of it. */
  | { readonly kind: 'none' }

export async function readTreeState(folder: string): Promise<TreeState> {
  const status = await ask(folder, ['status', '--porcelain', '-z', '--', '.'])
  if (status === null || (await isIgnored(folder))) return { kind: 'none' }
  const paths = split(status).map((line) => line.slice(3))
  return paths.length === 0 ? { kind: 'clean' } : { kind: 'dirty', paths }
}

/** Files below the folder that git keeps or would keep, with `/`; null: git cannot tell. */
export async function listKept(folder: string): Promise<readonly string[] | null> {
  const listed = await ask(folder, ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '.'])
  return listed === null || (await isIgnored(folder)) ? null : [...new Set(split(listed))]
}

/** Of a folder that it ignores git knows nothing, and says that nothing changed. */
const isIgnored = async (folder: string): Promise<boolean> => (await ask(folder, ['check-ignore', '-q', '.'])) !== null

const split = (output: string): readonly string[] => output.split('\0').filter((part) => part !== '')

async function ask(folder: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await execute('git', [...args], { cwd: folder, maxBuffer: MAX_OUTPUT_BYTES })
    return stdout
  } catch {
    return null
  }
}
