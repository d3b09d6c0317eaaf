/**
 * Must anything be installed? The files of a checkout → yes, or no. Reads and writes the file system. Plain JavaScript without a dependency: it
 * runs before anything is installed.
 *
 * The mark of the last good installation is a hash of all that an installation follows from (lockfile, settings, every manifest) and of what
 * pnpm says that it did. After a `git pull` that changes any of them, after another installation, or without a `node_modules` folder that was
 * there, the mark does not fit, and pnpm decides.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const toMarkFile = (root) => join(root, 'node_modules/.postern-installed')

/** What the lockfile and the settings say. */
const ASKED = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc']
/** What pnpm noted of its own work. */
const DONE = ['node_modules/.modules.yaml', 'node_modules/.pnpm/lock.yaml']

const readText = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** Folders of the workspace's packages, relative to the root. Patterns end in one `/*` at most. */
const listPackages = (root) => {
  const [, list = ''] =
    /^packages:\n((?:[ \t]+.*\n|\n)*)/m.exec(`${readText(join(root, 'pnpm-workspace.yaml'))}\n`) ?? []
  return [...list.matchAll(/^\s+- '?([^'\s#]+)'?/gm)]
    .flatMap(([, pattern]) => {
      if (!pattern.endsWith('/*')) return [pattern]
      const parent = pattern.slice(0, -'/*'.length)
      const entries = existsSync(join(root, parent)) ? readdirSync(join(root, parent)) : []
      return entries.map((name) => `${parent}/${name}`)
    })
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .toSorted((a, b) => (a < b ? -1 : 1))
}

/** What an installation has to follow. */
const toAsked = (root) => {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  for (const file of ASKED) hash.update(`\n${file}\n`).update(readText(join(root, file)))
  for (const folder of listPackages(root))
    hash.update(`\n${folder}\n`).update(readText(join(root, folder, 'package.json')))
  return hash.digest('hex')
}

const toMark = (root) => {
  const hash = createHash('sha256').update(toAsked(root))
  for (const file of DONE) hash.update(`\n${file}\n`).update(readText(join(root, file)))
  for (const folder of listPackages(root))
    hash.update(`\n${folder} ${existsSync(join(root, folder, 'node_modules'))}\n`)
  return hash.digest('hex')
}

/** Whether the last installation that was noted is still what this checkout needs. */
export const isInstalled = (root) => readText(toMarkFile(root)) === toMark(root)

/** To be called before an installation: one that is cut short leaves no mark. Returns what it has to follow. */
export const forgetInstallation = (root) => {
  rmSync(toMarkFile(root), { force: true })
  return toAsked(root)
}

/** To be called after an installation that ended well, with what it had to follow. If that has changed meanwhile, it is not noted. */
export const noteInstallation = (root, asked = toAsked(root)) => {
  if (existsSync(join(root, 'node_modules')) && asked === toAsked(root)) writeFileSync(toMarkFile(root), toMark(root))
}
