/**
 * Keeps an emulator's records in a SQLite file. Needs `node:sqlite`, loaded only here.
 *
 * Each change of the emulator is one transaction in a write-ahead log: after a crash the file holds whole changes only.
 */
import type { DatabaseSync } from 'node:sqlite'
import { EmulatorError } from '../errors.ts'
import type { TableName, Tables } from './model.ts'
import type { Change, Persistence } from './store.ts'

/** Written into the file; another number is another layout. */
const LAYOUT = 1
const SCHEMA =
  'CREATE TABLE IF NOT EXISTS records (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, UNIQUE (kind, id))'
const PUT =
  'INSERT INTO records (kind, id, json) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET json = excluded.json'
const REMOVE = 'DELETE FROM records WHERE kind = ? AND id = ?'

/**
 * Opens or makes the file, for option `persistence`. One emulator per file.
 *
 * @throws EmulatorError `ERR_EMULATOR_SQLITE_MISSING` where the runtime has no `node:sqlite`; `ERR_EMULATOR_DATABASE` when the file is no
 *   database of an emulator, or another emulator has it open.
 */
export async function openDatabase(file: string): Promise<Persistence> {
  const Database = await loadSqlite()
  const database = orThrow(file, () => {
    const opened = new Database(file)
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
  if (layout !== LAYOUT && (layout !== 0 || tables !== 0)) throw new TypeError('not the layout of this emulator')
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
    const text = `${file} cannot be used: it is no database of this emulator, it is damaged, or another emulator has it open.`
    throw new EmulatorError('ERR_EMULATOR_DATABASE', text, { cause })
  }
}
