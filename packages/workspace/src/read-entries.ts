/** A package's folder → the sources of what its package.json exports. Reads files. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** `./dist/wire.d.ts` → `src/wire.ts`, or `src/entry/wire.ts` where a package keeps its entries in a room; for every entry with types. */
export const readEntries = (folder: string): readonly string[] => {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly types: string }>>
  }
  return Object.values(exports).flatMap((entry) => {
    if (typeof entry === 'string') return []
    const file = basename(entry.types, '.d.ts') + '.ts'
    const inRoom = join(folder, 'src/entry', file)
    return [existsSync(inRoom) ? inRoom : join(folder, 'src', file)]
  })
}
