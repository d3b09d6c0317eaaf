/** Arguments of a command → its exit code: which pages of a build the middleware never sees. Waits for files. */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { toApplication, type Application } from './application.ts'
import { findUncovered, type Coverage } from './find-uncovered.ts'
import { toCoverageReport } from './to-coverage-report.ts'

const USAGE = `Usage: postern-next-check [folder] [--json]

Reads what "next build" wrote, and lists what config.matcher never shows to the middleware.

  folder   Of the application. Default: this one. What distDir names will do, too.
  --json   Prints the findings as JSON.

Exit code: 0 when everything is covered, 1 when something is not, 2 when nothing could be checked.`

/** Where the command writes: one text, with its last line break. */
export interface Output {
  /** For what was found. */
  readonly out: (text: string) => void
  /** For why nothing could be checked. */
  readonly err: (text: string) => void
}

/** @param args Without the command. @returns 0, 1 or 2. */
export async function runCheck(args: readonly string[], { out, err }: Output): Promise<number> {
  const options = parse(args)
  if (options === null || options.folders.length > 1) {
    err(`${USAGE}\n`)
    return 2
  }
  if (options.isHelp) {
    out(`${USAGE}\n`)
    return 0
  }
  const folder = resolve(options.folders[0] ?? '.')
  try {
    const application = (await readApplication(join(folder, '.next'))) ?? (await readApplication(folder))
    if (application === null) throw new Error(`No build in ${folder}. Run "next build" first.`)
    const coverage = findUncovered(application)
    out(options.isJson ? `${JSON.stringify(coverage, null, 2)}\n` : toText(coverage, application.pages.length))
    return isCovered(coverage) ? 0 : 1
  } catch (error) {
    err(`${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

function toText(coverage: Coverage, count: number): string {
  const lines = toCoverageReport(coverage)
  const all = isCovered(coverage) ? [`The middleware sees every request for each of ${count} pages and routes.`] : []
  return `${[...all, ...lines].join('\n')}\n`
}

function isCovered({ hasMiddleware, uncovered, aliases }: Coverage): boolean {
  return hasMiddleware && uncovered.length === 0 && aliases.every((alias) => alias.isCovered)
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    return { folders: positionals, isJson: values.json ?? false, isHelp: values.help ?? false }
  } catch {
    return null
  }
}

/**
 * The folder of a build → the application. Waits for its files.
 *
 * @param folder What `next build` wrote: `.next`, or what `distDir` names.
 * @returns Null where no finished build of Next is.
 */
export async function readApplication(folder: string): Promise<Application | null> {
  const [routes, buildId] = await Promise.all([readJson(folder, 'routes-manifest.json'), readText(folder, 'BUILD_ID')])
  if (routes === undefined || buildId === null) return null
  const [edge, functions, app, pages] = await Promise.all([
    readJson(folder, 'server/middleware-manifest.json'),
    readJson(folder, 'server/functions-config-manifest.json'),
    readJson(folder, 'app-path-routes-manifest.json'),
    readJson(folder, 'server/pages-manifest.json'),
  ])
  return toApplication({ edge, functions, app, pages, routes, buildId: buildId.trim() })
}

async function readJson(folder: string, name: string): Promise<unknown> {
  const text = await readText(folder, name)
  return text === null ? undefined : JSON.parse(text)
}

async function readText(folder: string, name: string): Promise<string | null> {
  try {
    return await readFile(join(folder, name), 'utf8')
  } catch {
    return null
  }
}
