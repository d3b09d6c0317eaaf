/**
 * Path of a database → the same file, there and nobody else's to read. Made before anything is written into it.
 *
 * It holds signing keys, secret keys and sessions. In a folder that others can write into, `/tmp` for one, a link at its place would lead these
 * into a file of their choice, so links are not followed, whether or not there is something at their end.
 */
import { chmodSync, closeSync, constants, lstatSync, openSync, type Stats } from 'node:fs'

/** Why a file is not used, as the end of a sentence. */
export class UnsafeFile extends Error {}

/** What SQLite writes beside a database, with the rights of the database. */
const BESIDE = ['-wal', '-shm', '-journal']
/** Rights of everybody but the owner. */
const OTHERS = 0o077

/**
 * Makes the file if there is none, and takes away the rights of others.
 *
 * @throws UnsafeFile for a link, for what is no file, and for a file of somebody else; and what the system throws.
 */
export function toPrivateFile(file: string): void {
  for (const name of [file, ...BESIDE.map((ending) => file + ending)]) {
    const stats = lstatSync(name, { throwIfNoEntry: false })
    if (stats !== undefined) tighten(name, stats)
    // Exclusive: what somebody puts there in between is not opened.
    else if (name === file) closeSync(openSync(file, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600))
  }
}

function tighten(name: string, stats: Stats): void {
  if (stats.isSymbolicLink()) throw new UnsafeFile(`${name} is a symbolic link. Name the file itself.`)
  // A folder has its own sentence.
  if (stats.isDirectory()) return
  if (!stats.isFile()) throw new UnsafeFile(`${name} is no file. Name another one.`)
  // Windows has no such rights, and says that everybody has all of them.
  if ((stats.mode & OTHERS) === 0 || process.platform === 'win32') return
  try {
    // By its name, not opened: closing it would end the locks that another emulator of this process has on it.
    chmodSync(name, stats.mode & 0o700)
  } catch {
    throw new UnsafeFile(`${name} is somebody else's, who could read the keys in it. Remove it, or name another file.`)
  }
}
