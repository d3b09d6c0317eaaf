/**
 * A project outside of this workspace, as `create-next-app` makes it, with the packed packages installed and the code of the README copied
 * into it. Waits for pnpm.
 */
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packInto, runPnpm } from '@postern/workspace/install-packed'
import { PAGES } from './pages.ts'
import { readSnippets } from './read-snippets.ts'
import { TEMPLATE } from './template.ts'

export interface GeneratedProject {
  readonly folder: string
  readonly remove: () => Promise<void>
}

const own = new URL('../../../', import.meta.url)

export async function createProject(): Promise<GeneratedProject> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'my-app-')))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const readme = await readFile(new URL('../next/README.md', own), 'utf8')
    // The README's configuration is for applications with a root catch-all, which this is not.
    await writeFiles(folder, { ...readSnippets(readme), ...TEMPLATE, ...PAGES })
    await install(folder)
  } catch (error) {
    await remove()
    throw error
  }
  return { folder, remove }
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, dirname(path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

async function install(folder: string): Promise<void> {
  const tarballs = await packInto(['core', 'next'], folder)
  const [next, react, reactDom, typescript, nodeTypes, reactTypes] = await Promise.all(
    ['next', 'react', 'react-dom', 'typescript', '@types/node', '@types/react'].map(readVersion),
  )
  const manifest = {
    name: 'my-app',
    version: '0.1.0',
    private: true,
    scripts: { dev: 'next dev', build: 'next build', start: 'next start' },
    dependencies: { ...tarballs, next, react, 'react-dom': reactDom },
    devDependencies: { typescript, '@types/node': nodeTypes, '@types/react': reactTypes },
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  // The adapter asks for a core of its version, which no registry has yet.
  await writeFile(join(folder, 'pnpm-workspace.yaml'), JSON.stringify({ overrides: tarballs }))
  await runPnpm(['install', '--prefer-offline', '--ignore-scripts'], folder)
}

/** What the workspace has, so that it lies in pnpm's store already. */
async function readVersion(name: string): Promise<string> {
  const text = await readFile(fileURLToPath(new URL(`node_modules/${name}/package.json`, own)), 'utf8')
  const manifest: unknown = JSON.parse(text)
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null
  if (typeof version !== 'string') throw new Error(`${name} has no version.`)
  return version
}
