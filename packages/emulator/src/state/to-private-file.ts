/**
 * Path of a database → a file that exists and that its owner alone can read. It is made before anything is written into it.
 *
 * The file holds signing keys, secret keys and sessions. In a folder like `/tmp`, which others can write into, they could put a link in its
 * place that leads to a file of theirs. So links are not followed, whether or not they lead anywhere.
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
 * @throws UnsafeFile for a link, for something that is no file, and for a file of somebody else. Also throws what the system throws.
 */
export function toPrivateFile(file: string): void {
  for (const name of [file, ...BESIDE.map((ending) => file + ending)]) {
    const stats = lstatSync(name, { throwIfNoEntry: false })
    if (stats !== undefined) tighten(name, stats)
    // Exclusive: a file that somebody puts there in between is not opened.
    else if (name === file) closeSync(openSync(file, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600))
  }
}

function tighten(name: string, stats: Stats): void {
  if (stats.isSymbolicLink()) throw new UnsafeFile(`${name} is a symbolic link. Name the file itself.`)
  // The message about a folder is made elsewhere.
  if (stats.isDirectory()) return
  if (!stats.isFile()) throw new UnsafeFile(`${name} is no file. Name another one.`)
  // Windows has no such rights, and says that everybody has all of them.
  if ((stats.mode & OTHERS) === 0 || process.platform === 'win32') return
  try {
    // By name: to open and close the file would end the locks that another emulator of this process has on it.
    chmodSync(name, stats.mode & 0o700)
  } catch {
    throw new UnsafeFile(`${name} is somebody else's, who could read the keys in it. Remove it, or name another file.`)
  }
}
