/** A folder → what a migration would change in it, and what it has to say. Waits for the disk; writes nothing. */
import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { createReport, type Finding } from './finding.ts'
import { editManifest, readDependencies } from './edit-manifest.ts'
import { listFiles } from './list-files.ts'
import { isSource } from './parse-source.ts'
import { rewriteFile, type Change, type Packages } from './rewrite-file.ts'
import { vendorModules } from './vendor-modules.ts'

/** One file before and after. */
export interface FilePlan {
  /** From the folder, with `/`. */
  readonly path: string
  readonly before: string
  readonly after: string
  /** Empty for a package.json. */
  readonly changes: readonly Change[]
}

/** What becomes of a list of dependencies. */
export interface ManifestPlan {
  readonly path: string
  readonly added: Readonly<Record<string, string>>
  readonly removed: readonly string[]
}

export interface MigrationPlan {
  readonly files: readonly FilePlan[]
  readonly manifests: readonly ManifestPlan[]
  readonly findings: readonly Finding[]
  /** How many files were looked at. */
  readonly read: number
}

/** Files of other languages that import modules as well. They are named, and never changed. */
const UNREAD = /\.(?:vue|svelte|astro|mdx)$/
const OURS = ['@postern/next', '@postern/hono', '@postern/fetch']

interface Source {
  readonly path: string
  readonly text: string
}

/** @param range What a package.json says of our packages, as in `^1.2.0`. */
export async function createPlan(folder: string, range: string): Promise<MigrationPlan> {
  const paths = await listFiles(folder)
  const isManifest = (path: string): boolean => posix.basename(path) === 'package.json'
  const wanted = paths.filter((path) => isSource(path) || UNREAD.test(path) || isManifest(path))
  const sources = await Promise.all(
    wanted.map(async (path): Promise<Source> => ({ path, text: await readFile(join(folder, path), 'utf8') })),
  )
  const manifests = sources.filter(({ path }) => isManifest(path))
  const files: FilePlan[] = []
  const findings: Finding[] = []
  for (const source of sources.filter(({ path }) => !isManifest(path))) {
    const planned = planFile(source, choosePackages(findOwner(manifests, source.path)))
    findings.push(...planned.findings)
    files.push({ path: source.path, before: source.text, after: planned.text, changes: planned.changes })
  }
  const edited = manifests.map((manifest) => planManifest(manifest, { manifests, files, range }))
  return {
    files: [...files.filter(isChanged), ...edited.map(({ file }) => file).filter(isChanged)],
    manifests: edited.map(({ plan }) => plan).filter(({ added, removed }) => hasAny(Object.keys(added), removed)),
    findings,
    read: sources.length,
  }
}

const isChanged = ({ before, after }: FilePlan): boolean => before !== after
const hasAny = (...lists: readonly (readonly string[])[]): boolean => lists.some((list) => list.length > 0)

function planFile({ path, text }: Source, packages: Packages): ReturnType<typeof rewriteFile> {
  if (!UNREAD.test(path)) return rewriteFile(path, text, packages)
  const { report, findings } = createReport(path, text)
  const name = Object.entries(vendorModules).find(([key, { main }]) => main !== null && text.includes(key))?.[0]
  if (name !== undefined) report('unparsed-file', { start: text.indexOf(name) }, name)
  return { text, changes: [], findings }
}

/** What answers for names that every adapter has: that of the application's framework. */
function choosePackages(manifest: Source | null): Packages {
  const names = manifest === null ? [] : readDependencies(manifest.text)
  const isHono = names.some((name) => ['hono', '@hono/clerk-auth', '@clerk/hono'].includes(name))
  const adapter = names.includes('next') ? '@postern/next' : isHono ? '@postern/hono' : '@postern/fetch'
  return { next: '@postern/next', hono: '@postern/hono', adapter }
}

/** The package.json that a file belongs to: the nearest above it. */
function findOwner(manifests: readonly Source[], path: string): Source | null {
  const above = manifests.filter((one) => isBelow(path, posix.dirname(one.path)))
  return above.toSorted((one, other) => other.path.length - one.path.length)[0] ?? null
}

const isBelow = (path: string, folder: string): boolean => folder === '.' || path.startsWith(`${folder}/`)

interface ManifestTerms {
  readonly manifests: readonly Source[]
  readonly files: readonly FilePlan[]
  readonly range: string
}

function planManifest(
  manifest: Source,
  { manifests, files, range }: ManifestTerms,
): { readonly file: FilePlan; readonly plan: ManifestPlan } {
  const own = files.filter(({ path }) => findOwner(manifests, path) === manifest)
  const moves = own.flatMap(({ changes }) => changes)
  const used = OURS.filter((name) => moves.some(({ to }) => to === name))
  // Only what this run moved names out of, and what no file names in any form.
  const left = new Set(moves.map(({ from }) => from.split('/').slice(0, 2).join('/')))
  const remove = [...left].filter((name) => !own.some(({ after }) => isNamed(after, name)))
  const add = Object.fromEntries(used.map((name) => [name, range]))
  const { text, added, removed } = editManifest(manifest.text, { add, remove })
  const { path } = manifest
  return { file: { path, before: manifest.text, after: text, changes: [] }, plan: { path, added, removed } }
}

const isNamed = (text: string, name: string): boolean => text.includes(name)
