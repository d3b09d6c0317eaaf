/** Reads browser bundles out of installed packages. Needs a file system, so it is loaded by whoever hands scripts to an emulator. */
import { readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { isObject } from '../state/shape.ts'
import type { ScriptPackage, ScriptSource } from './script-source.ts'

const SCOPE = '@clerk'
/** Where package managers keep packages that an application did not name itself, each below a folder of its own. */
const STORES = ['.pnpm', '.bun', '.deno']

/** A copy of a package. */
interface Copy {
  readonly version: string
  readonly folder: string
}

/**
 * Finds the vendor's browser bundles in the packages that are installed for a folder, for option `scripts`.
 *
 * It looks into `node_modules` of the folder and of those above, into what the vendor's other packages there brought along, and into the
 * stores of pnpm, Bun and Deno. Packages in archives, as Yarn's Plug'n'Play keeps them, are not found. Nothing is fetched, and nothing
 * outside of a package's `dist` is read.
 *
 * @param folder Where the application is installed. A relative one begins at the working directory. Default: the working directory.
 */
export function openScripts(folder = '.'): ScriptSource {
  const start = resolve(folder)
  return {
    versions: async (name) => [...new Set((await findCopies(start, name)).map(({ version }) => version))],
    read: async (name, version, file) => {
      const copy = (await findCopies(start, name)).find((one) => one.version === version)
      return copy === undefined ? null : readBundle(join(copy.folder, 'dist'), file)
    },
  }
}

async function findCopies(start: string, name: ScriptPackage): Promise<readonly Copy[]> {
  const modules = toAncestors(start).map((folder) => join(folder, 'node_modules'))
  const places = await Promise.all(modules.map((folder) => listPlaces(folder)))
  const copies = await Promise.all([...new Set(places.flat())].map((place) => readCopy(join(place, SCOPE, name))))
  return copies.filter((copy) => copy !== null)
}

/** The folder itself and all above it. */
function toAncestors(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...toAncestors(above)]
}

/** Folders that hold packages: `node_modules` itself, the neighbours and dependencies of the vendor's packages in it, and stores. */
async function listPlaces(modules: string): Promise<readonly string[]> {
  const scoped = await Promise.all(
    (await list(join(modules, SCOPE))).map(async (name) => {
      const folder = await follow(join(modules, SCOPE, name))
      return folder === null ? [] : [dirname(dirname(folder)), join(folder, 'node_modules')]
    }),
  )
  const stored = await Promise.all(
    STORES.map(async (store) => {
      const entries = (await list(join(modules, store))).filter((entry) => entry.startsWith(SCOPE))
      return entries.map((entry) => join(modules, store, entry, 'node_modules'))
    }),
  )
  return [modules, ...scoped.flat(), ...stored.flat()]
}

/** Names in a folder; none where there is no such folder, or this user may not look. */
async function list(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => [])
}

async function follow(path: string): Promise<string | null> {
  return realpath(path).catch(() => null)
}

/** Reads the manifest from the folder itself: not every package lets itself be asked for it. */
async function readCopy(folder: string): Promise<Copy | null> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return isObject(manifest) && typeof manifest['version'] === 'string'
      ? { version: manifest['version'], folder }
      : null
  } catch {
    return null
  }
}

/** @returns null for what is no file, and for a link that leads out of the folder. */
async function readBundle(dist: string, file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const [root, path] = await Promise.all([follow(dist), follow(join(dist, file))])
  if (root === null || path === null || !path.startsWith(root + sep)) return null
  return readFile(path).catch(() => null)
}
