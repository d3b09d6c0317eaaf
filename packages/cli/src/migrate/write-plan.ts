/** A plan → the files written, all or none. Waits for the disk, and for git where it is asked. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CliError } from '../frame/cli-error.ts'
import { readTreeState, type TreeState } from './git.ts'
import type { FilePlan, MigrationPlan } from './plan.ts'
import { toUndo } from './to-patch.ts'

/** Where the way back is kept when git cannot know it. */
const UNDO_FILE = 'postern-migrate-undo'
const MAX_SHOWN_PATHS = 3

export interface WriteTerms {
  readonly folder: string
  /** Write although git could not undo it. */
  readonly force: boolean
}

/**
 * Writes every file of the plan.
 *
 * @returns The command that undoes it, to be run in the folder.
 * @throws CliError `ERR_CLI_MIGRATE_DIRTY`, `ERR_CLI_MIGRATE_NO_GIT`: nothing was written. `ERR_CLI_MIGRATE_CHANGED`,
 *   `ERR_CLI_MIGRATE_WRITE`: what was written is as it was.
 */
export async function writePlan({ files }: MigrationPlan, { folder, force }: WriteTerms): Promise<string | null> {
  const state = await readTreeState(folder)
  if (files.length === 0) return null
  if (state.kind === 'clean') {
    await writeFiles(files, folder)
    return `git restore -- ${files.map(({ path }) => quote(path)).join(' ')}`
  }
  if (!force) throw createRefusal(state)
  const undo = await keepUndo(files, folder)
  await writeFiles(files, folder)
  return `git apply ${undo}`
}

function createRefusal(state: Exclude<TreeState, { kind: 'clean' }>): CliError {
  if (state.kind === 'none')
    return new CliError({
      code: 'ERR_CLI_MIGRATE_NO_GIT',
      cause: 'The folder is in no tree of git, so nothing could undo the change.',
      cure: 'Commit the application with git first, or use --force, which writes a patch that undoes it.',
    })
  const shown = state.paths.slice(0, MAX_SHOWN_PATHS).join(', ')
  const more = state.paths.length > MAX_SHOWN_PATHS ? ` and ${state.paths.length - MAX_SHOWN_PATHS} more` : ''
  return new CliError({
    code: 'ERR_CLI_MIGRATE_DIRTY',
    cause: `git knows of changes that are not committed: ${shown}${more}.`,
    cure: 'Commit or stash them, so that git can undo the migration alone. Or use --force, which writes a patch that undoes it.',
  })
}

/** Under a name that is free: an older way back is never lost. */
async function keepUndo(files: readonly FilePlan[], folder: string): Promise<string> {
  for (let at = 1; ; at += 1) {
    const name = `${UNDO_FILE}${at === 1 ? '' : `-${at}`}.patch`
    try {
      await writeFile(join(folder, name), toUndo(files), { flag: 'wx' })
      return name
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw toWriteError(name)
    }
  }
}

async function writeFiles(files: readonly FilePlan[], folder: string): Promise<void> {
  for (const { path, before } of files) {
    if ((await readFile(join(folder, path), 'utf8').catch(() => null)) === before) continue
    throw new CliError({
      code: 'ERR_CLI_MIGRATE_CHANGED',
      cause: `${path} changed while the command ran. Nothing was written.`,
      cure: 'Run the command again.',
    })
  }
  const written: FilePlan[] = []
  for (const file of files) {
    written.push(file)
    try {
      await writeFile(join(folder, file.path), file.after)
    } catch {
      await Promise.all(written.map(({ path, before }) => writeFile(join(folder, path), before).catch(() => null)))
      throw toWriteError(file.path)
    }
  }
}

function toWriteError(path: string): CliError {
  return new CliError({
    code: 'ERR_CLI_MIGRATE_WRITE',
    cause: `${path} cannot be written. The other files are as they were.`,
    cure: 'See whether the disk is full and whether the file may be written.',
  })
}

/** For a shell: names of routes hold brackets. */
const quote = (path: string): string =>
  /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
