/** A folder and the variables of the process → what an application there is started with, and where each value comes from. Waits for files. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** One variable. */
export interface Variable {
  /** Never printed. */
  readonly value: string
  /** `process`, or the name of the file. */
  readonly source: string
  /** Where it stands too, without effect, in the order of files. */
  readonly hiddenIn: readonly { readonly source: string; readonly isSame: boolean }[]
}

/** Variables by name. */
export type Environment = ReadonlyMap<string, Variable>

/** How the application is started. */
export type Mode = 'development' | 'production' | 'test'

/** What Next, Vite and others read, the strongest first, and what wrangler reads where there is nothing else. */
const toFiles = (mode: Mode): readonly string[] => [
  `.env.${mode}.local`,
  // Left out in tests by all of them: a test has to be the same on every machine.
  ...(mode === 'test' ? [] : ['.env.local']),
  `.env.${mode}`,
  '.env',
  '.dev.vars',
]

/**
 * Reads them as frameworks do. A variable of the process goes before every file, also an empty one.
 *
 * @param mode Default `development`.
 */
export async function readEnvironment(
  folder: string,
  process: Readonly<Record<string, string | undefined>>,
  mode: Mode = 'development',
): Promise<Environment> {
  const files = await Promise.all(
    toFiles(mode).map(async (source) => ({ source, variables: parseEnv(await readText(join(folder, source))) })),
  )
  const found = new Map<string, Variable>()
  for (const { source, variables } of [{ source: 'process', variables: process }, ...files]) {
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) continue
      const first = found.get(name)
      if (first === undefined) found.set(name, { value, source, hiddenIn: [] })
      else found.set(name, { ...first, hiddenIn: [...first.hiddenIn, { source, isSame: value === first.value }] })
    }
  }
  return found
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}
