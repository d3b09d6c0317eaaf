/** A folder → which of our packages it finds, and whether any of them is there twice. Waits for files. */
import { readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fault, good, warning, type Finding } from './finding.ts'

/** A package as a module of a folder finds it. */
export interface Package {
  readonly name: string
  readonly version: string
  /** Without links. */
  readonly folder: string
}

const ADAPTERS = ['@postern/next', '@postern/hono', '@postern/fetch', '@postern/store']
const CORE = '@postern/core'

/**
 * Looks for it as an import does, from folder to folder upwards. Node's own resolver would ask `NODE_PATH` too, which pnpm sets for commands.
 *
 * @returns Null where the folder does not find it.
 */
export async function findPackage(name: string, folder: string): Promise<Package | null> {
  try {
    const manifest = await realpath(join(folder, 'node_modules', name, 'package.json'))
    const { version }: { version: string } = JSON.parse(await readFile(manifest, 'utf8'))
    return { name, version, folder: dirname(manifest) }
  } catch {
    return dirname(folder) === folder ? null : findPackage(name, dirname(folder))
  }
}

/** What each adapter finds as its core must be one and the same. */
export async function checkPackages(folder: string): Promise<readonly Finding[]> {
  const found = (await Promise.all(ADAPTERS.map((name) => findPackage(name, folder)))).filter((one) => one !== null)
  if (found.length === 0)
    return [
      warning(
        'packages',
        'No package of Postern is installed where this folder looks for it.',
        'Run this in the folder of the application, after npm install.',
      ),
    ]
  const list = found.map(({ name, version }) => `${name} ${version}`).join(', ')
  const askers = [folder, ...found.map((one) => one.folder)]
  const cores = (await Promise.all(askers.map((asker) => findPackage(CORE, asker)))).filter((one) => one !== null)
  const versions = new Map(cores.map((core) => [core.folder, core.version]))
  if (versions.size <= 1) return [good('packages', `${list}, and ${CORE} once.`)]
  const all = [...versions.values()].join(' and ')
  return [
    fault(
      'packages',
      `${list}, and ${CORE} ${versions.size} times: ${all}. What one of them seals the other does not open.`,
      'Bring all packages of Postern to one version, then run npm dedupe.',
    ),
  ]
}
