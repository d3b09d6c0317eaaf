/**
 * Which packages of the workspace have tests, and what did their runs leave behind? A root folder → names, folders and files. Reads the
 * file system, changes nothing but the reports that it is told to delete.
 */
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { TEST_TASK, toTaskLabel } from './task-lines.ts'

/** One script of a package that runs tests: `test`, and `test:next` beside it where a part of them is a task of its own. */
export interface TestTask {
  /** As `toTaskLabel` says it. */
  readonly label: string
  /** Name of the script. */
  readonly task: string
  /** Absolute folder of the package. */
  readonly folder: string
}

/** Every test script below `packages/` and `apps/`, and of the examples of an app, sorted by folder. Each leaves a report. */
export const readTestTasks = (root: string): readonly TestTask[] =>
  globSync(['packages/*/package.json', 'apps/*/package.json', 'apps/*/examples/*/package.json'], { cwd: root })
    .toSorted()
    .flatMap((file) => {
      const manifest: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'))
      const { name = dirname(file), scripts = {} } = manifest as {
        readonly name?: string
        readonly scripts?: Readonly<Record<string, string>>
      }
      const folder = join(root, dirname(file))
      const tasks = Object.keys(scripts).filter((task) => TEST_TASK.test(task))
      return tasks.map((task) => ({ label: toTaskLabel(name, task), task, folder }))
    })

/** Where a task writes its report: `junit.xml`, and `junit-next.xml` for `test:next`. */
export const toReportFile = ({ task, folder }: TestTask): string =>
  join(folder, `${task.replace('test', 'junit').replace(':', '-')}.xml`)

/** Deletes the reports of earlier runs, so that none is counted for this one. */
export const deleteReports = (tasks: readonly TestTask[]): void => {
  for (const task of tasks) rmSync(toReportFile(task), { force: true })
}

/** The text of a task's report, or null when its runner left none. */
export const readReport = (task: TestTask): string | null => {
  const file = toReportFile(task)
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
