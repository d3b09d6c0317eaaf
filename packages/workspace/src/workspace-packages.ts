/**
 * Which packages does the workspace hold, and what did their test runs leave behind? A root folder → names, folders and files. Reads the
 * file system, changes nothing but the reports that it is told to delete.
 */
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** One package of the workspace. */
export interface WorkspacePackage {
  readonly name: string
  /** Absolute folder. */
  readonly folder: string
  /** Whether it has a `test` script, and so must leave a report. */
  readonly hasTests: boolean
}

/** Every package below `packages/` and `apps/`, and the examples of an app, sorted by folder. */
export const readPackages = (root: string): readonly WorkspacePackage[] =>
  globSync(['packages/*/package.json', 'apps/*/package.json', 'apps/*/examples/*/package.json'], { cwd: root })
    .toSorted()
    .map((file) => {
      const manifest: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'))
      const { name, scripts } = manifest as {
        readonly name?: string
        readonly scripts?: Readonly<Record<string, string>>
      }
      return {
        name: name ?? dirname(file),
        folder: join(root, dirname(file)),
        hasTests: scripts?.['test'] !== undefined,
      }
    })

/** Where the runners of a package write their report. */
export const toReportFile = ({ folder }: WorkspacePackage): string => join(folder, 'junit.xml')

/** Deletes the reports of earlier runs, so that none is counted for this one. */
export const deleteReports = (packages: readonly WorkspacePackage[]): void => {
  for (const pkg of packages) rmSync(toReportFile(pkg), { force: true })
}

/** The text of a package's report, or null when its runner left none. */
export const readReport = (pkg: WorkspacePackage): string | null => {
  const file = toReportFile(pkg)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

const SUITES = [
  'packages/*/{src,test}/**/*.test.ts',
  'apps/*/{src,test}/**/*.test.ts',
  'apps/*/*.test.ts',
  'apps/*/examples/*/test/**/*.test.ts',
]

/**
 * Test files that need a program of the machine, relative to the root: those that look for it, by themselves or through a file beside them.
 *
 * @param module What is imported to look for it.
 */
export const findSuites = (root: string, module: string): readonly string[] =>
  globSync(SUITES, { cwd: root, exclude: (path) => path === 'node_modules' || path.includes('/node_modules') })
    .filter((file) => looksFor(module, join(root, file)))
    .toSorted()

const looksFor = (module: string, file: string): boolean => {
  const text = readFileSync(file, 'utf8')
  if (text.includes(`'${module}'`)) return true
  const beside = [...text.matchAll(/ from '(\.\.?\/[^']+\.ts)'/g)].map(([, name]) => join(dirname(file), name ?? ''))
  return beside.some((other) => existsSync(other) && readFileSync(other, 'utf8').includes(`'${module}'`))
}
