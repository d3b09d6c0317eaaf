import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../src')
/** What may need more than Web APIs: what binds ports, reads files, and keeps databases and their files. */
const NODE_FILES = new Set([
  'cli.ts',
  'run-cli.ts',
  'listen.ts',
  join('command', 'exec.ts'),
  join('command', 'read-arguments.ts'),
  join('command', 'run-command.ts'),
  join('command', 'to-spawn.ts'),
  join('scripts', 'open-scripts.ts'),
  join('state', 'open-database.ts'),
  join('state', 'to-private-file.ts'),
])
/** Each is loaded by whoever wants it, never by the emulator itself. */
const LAZY = ['./listen.ts', '@hono/node-server', 'node:sqlite']

const files = (await readdir(SRC, { recursive: true })).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
)
const sources = await Promise.all(files.map(async (name) => [name, await readFile(join(SRC, name), 'utf8')] as const))

describe.each(sources)('%s', (name, text) => {
  const imports = [...text.matchAll(/^(?:import|export)(?! type)[^'"]*? from '([^']+)'|^import '([^']+)'/gm)].map(
    ([, from, bare]) => from ?? bare ?? '',
  )

  it('imports of core its wire names only', () => {
    expect(imports.filter((from) => from.startsWith('@postern/')).every((from) => from === '@postern/core/wire')).toBe(
      true,
    )
  })

  it('needs no more than Web APIs, unless it is one of those', () => {
    if (NODE_FILES.has(name)) return
    expect(imports.filter((from) => from.startsWith('node:'))).toEqual([])
    expect(text).not.toMatch(/\bprocess\.[a-z]|\bBuffer\b|\b__dirname\b/)
  })

  it('loads what binds ports and opens files only when asked to', () => {
    expect(imports.filter((from) => LAZY.includes(from))).toEqual([])
  })

  it('reads the clock of the emulator, not that of the machine', () => {
    if (name === 'create-clock.ts') return
    expect(text).not.toMatch(/Date\.now\(|new Date\(\)/)
  })

  it('is at most 200 lines long, unless it says why', () => {
    const lines = text.split('\n').length - 1
    expect(lines <= 200 || text.slice(0, 500).includes('Longer than 200 lines')).toBe(true)
  })
})
