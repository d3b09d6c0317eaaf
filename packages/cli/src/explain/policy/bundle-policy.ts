/**
 * A file of an application → one module that can be asked in this process. Waits for the bundler.
 *
 * Whatever the file imports is taken in, except of Next and React, which are loaded as they are. Core is the application's own, and only
 * its door to the world is another: `createTenants` and `createAuth` take the ports of whoever asks, and tell what they decide.
 */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown, type Plugin } from 'rolldown'
import { CliError } from '../../frame/cli-error.ts'
import { PORTS_KEY } from './ports-key.ts'

const ENTRY = '\0postern-entry'
const CORE = '\0postern-core'

/** Taken in by nobody: they find their own parts by their place. */
const IN_PLACE = /[\\/]node_modules[\\/](?:next|react|react-dom)[\\/].*\.[cm]?js$/

/** What was bundled. */
export interface BundledPolicy {
  /** An ES module. Exports `policy`, all exports of the file, and `NextRequest`, null in an application without Next. */
  readonly code: string
  /** Whether the file asks Postern at all. */
  readonly isOurs: boolean
}

/** @throws CliError `ERR_CLI_POLICY` for what cannot be bundled: it names the file that is missing, or what no parser reads. */
export async function bundlePolicy(file: string): Promise<BundledPolicy> {
  const folder = dirname(file)
  let isOurs = false
  const plugin = createPlugin(file, () => {
    isOurs = true
  })
  try {
    const tsconfig = findUp(folder, 'tsconfig.json')
    const bundle = await rolldown({
      input: ENTRY,
      cwd: folder,
      platform: 'node',
      plugins: [plugin],
      logLevel: 'silent',
      ...(tsconfig !== null && { tsconfig }),
    })
    const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
    await bundle.close()
    return { code: output[0].code, isOurs }
  } catch (error) {
    const first = error instanceof Error ? (error.message.split('\n').find((line) => line.trim() !== '') ?? '') : ''
    throw new CliError({
      code: 'ERR_CLI_POLICY',
      cause: `The policy cannot be bundled. ${first}`,
      cure: 'Run npm install where the file is, and see that the application itself builds.',
    })
  }
}

function createPlugin(file: string, onCore: () => void): Plugin {
  return {
    name: 'postern-explain',
    async resolveId(id, importer) {
      if (id === ENTRY) return id
      if (id === '@postern/core' && importer !== CORE) {
        onCore()
        // The real one is found from where the adapter stands.
        const real = await this.resolve(id, importer, { skipSelf: true })
        return real === null ? null : `${CORE}?${real.id}`
      }
      if (id.startsWith('node:')) return { id, external: true }
      const found = await this.resolve(id, importer, { skipSelf: true })
      if (found === null || !IN_PLACE.test(found.id)) return found
      return { id: pathToFileURL(found.id).href, external: true }
    },
    load(id) {
      if (id === ENTRY) return toEntry(file)
      return id.startsWith(CORE) ? toCore(id.slice(CORE.length + 1)) : null
    },
  }
}

function toEntry(file: string): string {
  const hasNext = findUp(dirname(file), join('node_modules', 'next', 'package.json')) !== null
  const path = JSON.stringify(file)
  const next = hasNext ? `export { NextRequest } from 'next/server.js'` : 'export const NextRequest = null'
  return `import * as policy from ${path}\nexport { policy }\n${next}\n`
}

/** Local names go before those of a star. */
function toCore(path: string): string {
  const real = JSON.stringify(path)
  return `import * as core from ${real}
export * from ${real}
const ask = (ports) => ({ ...ports, ...globalThis[Symbol.for('${PORTS_KEY}')] })
export const createTenants = (ports) => {
  const tenants = core.createTenants(ask(ports))
  return { ...tenants, find: (options) => tenants.find({ ...options, debug: 'json' }) }
}
export const createAuth = (options, ports) => core.createAuth(typeof options === 'function' ? options : { ...options, debug: 'json' }, ask(ports))
`
}

function findUp(folder: string, name: string): string | null {
  const path = join(folder, name)
  if (existsSync(path)) return path
  return dirname(folder) === folder ? null : findUp(dirname(folder), name)
}
