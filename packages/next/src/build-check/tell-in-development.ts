/**
 * Tells a developer once, soon after the first request, what `config.matcher` does not show. Waits only for its turn.
 *
 * Everything that it needs of Node is asked for at run time, since bundlers complain of what an edge runtime has not, even where it is never run.
 */
import { toPorts } from '@postern/core'
import type { Build } from '../middleware/read-build.ts'
import { findUncovered } from './find-uncovered.ts'
import { readDevelopment, type Files } from './read-development.ts'
import { toCoverageReport } from './to-coverage-report.ts'

/** The answer goes first. */
const DELAY_MS = 500
/** The middleware and the pages are bundles of their own in one process. */
const TOLD: unique symbol = Symbol.for('@postern/next: matcher')

interface Host {
  [TOLD]?: boolean
  readonly process?: {
    readonly cwd?: () => string
    readonly getBuiltinModule?: (name: string) => unknown
  }
}

/** Never throws. Says nothing where nothing can be read, or all is covered. */
export function tellInDevelopment(build: Build, host: Host = globalThis, delayMs: number = DELAY_MS): void {
  if (host[TOLD] === true) return
  host[TOLD] = true
  setTimeout(() => {
    try {
      const lines = readLines(build, host)
      if (lines.length > 0) toPorts({}).log({ level: 'warn', event: 'matcher-gaps', message: lines.join('\n') })
    } catch {
      // What cannot be read is told by the check of a build.
    }
  }, delayMs)
}

function readLines(build: Build, { process }: Host): readonly string[] {
  const root = process?.cwd?.()
  const files = root === undefined ? null : readFiles(root, process?.getBuiltinModule)
  const application = root === undefined || files === null ? null : readDevelopment(root, build, files)
  return application === null ? [] : toCoverageReport(findUncovered(application))
}

interface FileSystem {
  readFileSync(path: string, encoding: 'utf8'): string
  readdirSync(path: string, options: { recursive: true; encoding: 'utf8' }): string[]
}
interface Modules {
  createRequire(path: string): (name: string) => unknown
}
interface Expressions {
  readonly parse: (source: string) => unknown[]
  readonly tokensToRegexp: (tokens: unknown[]) => RegExp
}

function readFiles(root: string, load: ((name: string) => unknown) | undefined): Files | null {
  // Their shapes are those of Node and of the library that Next carries.
  const fs = load?.('node:fs') as FileSystem | undefined
  const modules = load?.('node:module') as Modules | undefined
  if (fs === undefined || modules === undefined) return null
  const find = modules.createRequire(`${root}/package.json`)
  const { parse, tokensToRegexp } = find('next/dist/compiled/path-to-regexp') as Expressions
  return {
    read: (path) => attempt(() => fs.readFileSync(path, 'utf8'), null),
    list: (path) =>
      attempt(() => fs.readdirSync(path, { recursive: true, encoding: 'utf8' }), []).map((name) =>
        name.replaceAll('\\', '/'),
      ),
    compile: (source) => tokensToRegexp(parse(source)).source,
  }
}

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work()
  } catch {
    return otherwise
  }
}
