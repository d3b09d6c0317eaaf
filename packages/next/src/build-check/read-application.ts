/** The folder of a build → the application. Waits for its files. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Application } from './application.ts'
import { toApplication } from './to-application.ts'

/**
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
