/** Packages as their users get them → a folder outside of the workspace that holds them, and their dependencies. Waits for npm. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../..', import.meta.url))
export const PACKAGES = ['core', 'fetch', 'hono', 'next', 'store', 'emulator'] as const

/** What the packages, and a consumer of all of them, import; each from a package of the workspace that has it. */
const DEPENDENCIES = {
  core: ['jose', '@noble/ciphers', '@noble/hashes', 'urlpattern-polyfill'],
  conformance: [
    'hono',
    'next',
    'react',
    '@types/node',
    '@types/react',
    'vitest',
    '@hono/node-server',
    '@playwright/test',
  ],
} as const

export interface Unpacked {
  readonly folder: string
  /** By name of the package: its files, relative to it. */
  readonly files: ReadonlyMap<string, readonly string[]>
  /** What an application can import. */
  readonly entries: readonly string[]
}

export function unpack(): Unpacked {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'postern-packed-')))
  const files = new Map<string, readonly string[]>()
  const entries: string[] = []
  for (const name of PACKAGES) {
    const from = join(packages, name)
    const listed = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: from,
      encoding: 'utf8',
    })
    files.set(name, readPaths(JSON.parse(listed.stdout)))
    for (const path of files.get(name) ?? [])
      cpSync(join(from, path), join(folder, 'node_modules/@postern', name, path))
    const manifest: { readonly exports: object } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
    const names = Object.keys(manifest.exports).filter((entry) => !entry.endsWith('.json'))
    entries.push(...names.map((entry) => `@postern/${name}${entry.slice(1)}`))
  }
  for (const [owner, names] of Object.entries(DEPENDENCIES)) {
    for (const name of names) link(join(packages, owner, 'node_modules', name), join(folder, 'node_modules', name))
  }
  return { folder, files, entries }
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(realpathSync(target), path, 'junction')
}

/** npm 10 answers with a list, npm 12 with an object by name. */
function readPaths(answer: unknown): readonly string[] {
  const [first]: unknown[] = Array.isArray(answer) ? answer : Object.values(Object(answer))
  const { files } = Object(first) as { readonly files: readonly { readonly path: string }[] }
  return files.map(({ path }) => path)
}
