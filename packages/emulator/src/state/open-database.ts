/**
 * Keeps an emulator's records in a SQLite file. Needs `node:sqlite`, loaded only here.
 *
 * Each change of the emulator is one transaction in a write-ahead log: after a crash the file holds whole changes only.
 */
import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { EmulatorError } from '../emulator-error.ts'
import type { TableName, Tables } from './model.ts'
import type { Change, Persistence } from './create-store.ts'
import { toPrivateFile, UnsafeFile } from './to-private-file.ts'

/** Written into the file; another number is another layout. */
const LAYOUT = 2
const SCHEMA =
  'CREATE TABLE IF NOT EXISTS records (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (kind, id))'
const PUT =
  'INSERT INTO records (kind, id, json) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json'
const REMOVE = 'DELETE FROM records WHERE kind = ? AND id = ?'

/**
 * Opens or makes the file, for option `persistence`. One emulator per file, which only its owner may read; a symbolic link is not followed.
 *
 * @throws EmulatorError `ERR_EMULATOR_SQLITE_MISSING` where the runtime has no `node:sqlite`; `ERR_EMULATOR_DATABASE` when the file or its
 *   folder cannot be used: the message says which of the two and why.
 */
export async function openDatabase(file: string): Promise<Persistence> {
  const Database = await loadSqlite()
  const database = orThrow(file, () => {
    // As a path, whatever it looks like: SQLite reads `file:…` as a URL.
    const path = resolve(file)
    toPrivateFile(path)
    const opened = new Database(path)
    try {
      prepare(opened)
    } catch (error) {
      opened.close()
      throw error
    }
    return opened
  })
  return {
    load: () => orThrow(file, () => readAll(database)),
    commit: (changes) => orThrow(file, () => writeAll(database, changes)),
    close: () => {
      if (database.isOpen) database.close()
    },
  }
}

async function loadSqlite(): Promise<typeof DatabaseSync> {
  try {
    return (await import('node:sqlite')).DatabaseSync
  } catch (cause) {
    throw new EmulatorError(
      'ERR_EMULATOR_SQLITE_MISSING',
      'this runtime has no node:sqlite. Use Node 22.13 or later, or leave the database out.',
      { cause },
    )
  }
}

function prepare(database: DatabaseSync): void {
  // Held for as long as the emulator runs, so that a second one cannot write into the same file.
  database.exec('PRAGMA locking_mode = EXCLUSIVE')
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = NORMAL')
  const layout = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  const tables = database.prepare('SELECT count(*) AS number FROM sqlite_schema').get()?.['number']
  if (layout !== LAYOUT && (layout !== 0 || tables !== 0)) throw new ForeignLayout('not the layout of this emulator')
  database.exec('BEGIN IMMEDIATE')
  database.exec(SCHEMA)
  database.exec(`PRAGMA user_version = ${LAYOUT}`)
  database.exec('COMMIT')
}

function readAll(database: DatabaseSync): readonly Change[] {
  const rows = database.prepare('SELECT kind, id, json FROM records ORDER BY place').all()
  // The layout number says that an emulator of this version wrote the rows.
  return rows.map(({ kind, id, json }) => ({
    table: String(kind) as TableName,
    id: String(id),
    record: JSON.parse(String(json)) as Tables[TableName],
  }))
}

function writeAll(database: DatabaseSync, changes: readonly Change[]): void {
  const put = database.prepare(PUT)
  const remove = database.prepare(REMOVE)
  database.exec('BEGIN IMMEDIATE')
  try {
    for (const { table, id, record } of changes) {
      if (record === null) remove.run(table, id)
      else put.run(table, id, JSON.stringify(record))
    }
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

function orThrow<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw new EmulatorError('ERR_EMULATOR_DATABASE', `${file} cannot be used: ${explain(file, cause)}`, { cause })
  }
}

/** A database, but of other tables or of another version. */
class ForeignLayout extends Error {}

/** What is wrong and what to do, as the end of a sentence. @see https://sqlite.org/rescode.html */
function explain(file: string, cause: unknown): string {
  if (cause instanceof ForeignLayout)
    return 'it is a database of something else, or of another version of the emulator. Name another file.'
  if (cause instanceof UnsafeFile) return cause.message
  const [code, reason] = readSqliteError(cause)
  if (code === 5 || code === 6) return 'another emulator has it open. Stop that one, or name another file.'
  if (code === 26) return 'it is no database. Name another file; one that does not exist is made.'
  if (code === 11) return 'the database is damaged. Remove it, or name another file.'
  if (code === 13) return 'the disk is full. Make room, or name a file on another disk.'
  // Without a number it is the system's own, from making the file.
  if (code === null || code === 3 || code === 8 || code === 10 || code === 14) return explainPlace(file) ?? `${reason}.`
  return `${reason}.`
}

/** The low byte names the error, the rest says more about it. */
function readSqliteError(cause: unknown): readonly [code: number | null, reason: string] {
  if (!(cause instanceof Error)) return [null, 'it failed without a reason']
  return ['errcode' in cause && typeof cause.errcode === 'number' ? cause.errcode & 0xff : null, cause.message]
}

/** Why a file cannot be opened or written; null when nothing about its place says so. */
function explainPlace(file: string): string | null {
  const folder = dirname(resolve(file))
  const atFolder = findProblem(() => statSync(`${folder}/.`))
  if (atFolder === 'ENOENT') return `the folder ${folder} does not exist. Make it, or name another file.`
  if (atFolder === 'ENOTDIR') return `${folder} is no folder. Name another file.`
  if (atFolder === 'EACCES')
    return `this user may not enter the folder ${folder}. Change its rights, or name another file.`
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) return 'it is a folder. Name a file in it.'
  const rights = constants.R_OK | constants.W_OK
  const atFile = findProblem(() => accessSync(file, rights))
  if (atFile !== null && atFile !== 'ENOENT')
    return 'this user may not read and write it. Change the rights of it and its folder, or name another file.'
  return findProblem(() => accessSync(folder, rights)) === null
    ? null
    : `nothing may be written into the folder ${folder}. Change its rights, or name another file.`
}

/** The system's name of what goes wrong, or null. */
function findProblem(look: () => unknown): string | null {
  try {
    look()
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  }
}
