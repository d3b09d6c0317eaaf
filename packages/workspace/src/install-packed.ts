/**
 * Packages of the workspace as their users get them: packed, and installed into a clean folder. Waits for pnpm and npm.
 *
 * Their own dependencies come from the registry, or from npm's cache. Where neither has them, the workspace's copies take their place.
 */
import { spawn } from 'node:child_process'
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** What is in npm's cache is good enough, and a registry that is out of reach is noticed soon. */
const IMPATIENT = ['--prefer-offline', '--fetch-retries=0', '--fetch-timeout=10000'] as const

interface Manifest {
  readonly name: string
  readonly packageManager?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/**
 * Packs these packages and installs them into a folder, which is made.
 *
 * @param names Folders below `packages/`; every workspace package that one of them needs must be among them. All of them are built.
 * @throws Error With the output of the step that failed.
 */
export const installPacked = async (names: readonly string[], folder: string): Promise<void> => {
  const manifests = await Promise.all(names.map((name) => readManifest(join(root, 'packages', name))))
  const tarballs = await packInto(names, folder)
  try {
    await install(folder, tarballs, {})
  } catch (error) {
    console.error('The registry is out of reach; the dependencies are taken from the workspace.')
    await install(folder, tarballs, await findCopies(names, manifests)).catch(() => {
      throw error
    })
  }
}

/**
 * Packs these packages into a folder, which is made.
 *
 * @param names As above. @returns What a manifest in that folder says of each, by its name.
 */
export const packInto = async (names: readonly string[], folder: string): Promise<Readonly<Record<string, string>>> => {
  await mkdir(folder, { recursive: true })
  const tarballs: Record<string, string> = {}
  for (const name of names) {
    const out = `${name}.tgz`
    await runPnpm(['pack', '--out', join(folder, out)], join(root, 'packages', name))
    tarballs[(await readManifest(join(root, 'packages', name))).name] = `file:./${out}`
  }
  return tarballs
}

/** With the pnpm that runs us, if one does; else with the pinned one, which npm finds. Only pnpm knows what `workspace:` and `catalog:` mean. Rejects with its output. */
export const runPnpm = async (args: readonly string[], cwd: string): Promise<void> => {
  const { packageManager = 'pnpm' } = await readManifest(root)
  if (process.env['npm_config_user_agent']?.startsWith('pnpm/') === true) return run('pnpm', args, cwd)
  return run('npm', ['exec', '--yes', ...IMPATIENT, '--', packageManager, ...args], cwd)
}

/** @param copies Where each dependency that is no package of ours lies; empty for the registry's. */
const install = async (
  folder: string,
  tarballs: Readonly<Record<string, string>>,
  copies: Readonly<Record<string, string>>,
): Promise<void> => {
  const dependencies = { ...tarballs, ...copies }
  // Whatever asks for one of these gets the one of this folder.
  const overrides = Object.fromEntries(Object.keys(dependencies).map((name) => [name, `$${name}`]))
  const manifest = { name: 'clean-folder', private: true, type: 'module', dependencies, overrides }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', '--loglevel=error']
  await run('npm', ['install', ...IMPATIENT, ...quiet], folder)
}

const findCopies = async (
  names: readonly string[],
  manifests: readonly Manifest[],
): Promise<Readonly<Record<string, string>>> => {
  const ours = new Set(manifests.map(({ name }) => name))
  const wanted = manifests.flatMap(({ dependencies = {} }, at) =>
    Object.keys(dependencies)
      .filter((name) => !ours.has(name))
      .map((name) => [name, join(root, 'packages', names[at] ?? '', 'node_modules', name)] as const),
  )
  return Object.fromEntries(
    await Promise.all(wanted.map(async ([name, path]) => [name, `file:${await realpath(path)}`])),
  )
}

const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest

/** Runs a program to its end. Rejects with its output when it fails. */
const run = (file: string, args: readonly string[], cwd: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const isWindows = process.platform === 'win32'
    const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], shell: isWindows })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${file} ${args.join(' ')} ended with status ${code}.\n${output}`)),
    )
  })
