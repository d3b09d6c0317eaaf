import { execFileSync, spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import { EmulatorError } from '../emulator-error.ts'
import { openDatabase } from './open-database.ts'
import { createStore } from './create-store.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

describe('openDatabase', () => {
  /** What the error says about a file. */
  const complaint = async (file: string): Promise<string> => {
    const opened = await openDatabase(file).catch((error: unknown) => error)
    if (!(opened instanceof EmulatorError)) throw new Error('It opened.')
    expect(opened.code).toBe('ERR_EMULATOR_DATABASE')
    expect(opened.message).toContain(file)
    return opened.message
  }

  it('keeps people, sessions and keys over a restart', async () => {
    const file = join(folder, 'a.db')
    const first = createEmulator({ persistence: await openDatabase(file) })
    const kid = await first.control.rotateSigningKey()
    const { sessionId } = await first.mint.session({ user: 'grace' })
    await first.close()
    const second = createEmulator({ persistence: await openDatabase(file) })
    expect(second.control.sessions().map(({ id }) => id)).toEqual([sessionId])
    expect(second.control.users().map(({ id }) => id)).toEqual(['user_ada', 'user_grace', 'user_alan', 'user_edsger'])
    const jwks = (await (await second.fetch(`${second.url}/.well-known/jwks.json`)).json()) as {
      keys: { kid: string }[]
    }
    expect(jwks.keys.map((key) => key.kid)).toContain(kid)
    await second.close()
  })

  it('forgets everything but the seed on reset', async () => {
    const file = join(folder, 'b.db')
    const first = createEmulator({ persistence: await openDatabase(file) })
    await first.mint.session()
    first.control.reset()
    await first.close()
    const second = createEmulator({ persistence: await openDatabase(file) })
    expect(second.control.sessions()).toEqual([])
    expect(second.control.users()).toHaveLength(4)
    await second.close()
  })

  /** The rights of everything in the folder. */
  const rights = async (): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries(
      (await readdir(folder)).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]),
    )

  it('makes files that nobody else may read, whatever the mask of the process says (L4)', async () => {
    const before = process.umask(0)
    try {
      const persistence = await openDatabase(join(folder, 'a.db'))
      createEmulator({ persistence })
      expect(await rights()).toEqual({ 'a.db': '600', 'a.db-wal': '600' })
      persistence.close()
    } finally {
      process.umask(before)
    }
  })

  it('takes the rights of others away from files of an earlier version (L4)', async () => {
    const file = join(folder, 'a.db')
    const first = await openDatabase(file)
    createEmulator({ persistence: first })
    for (const ending of ['', '-wal']) await cp(file + ending, join(folder, `b.db${ending}`))
    first.close()
    for (const ending of ['', '-wal']) await chmod(join(folder, `b.db${ending}`), 0o664)
    const persistence = await openDatabase(join(folder, 'b.db'))
    expect(persistence.load().length).toBeGreaterThan(0)
    expect(await rights()).toMatchObject({ 'b.db': '600', 'b.db-wal': '600' })
    persistence.close()
  })

  it.each([
    ['a link to nothing', 'target.db', false, ''],
    ['a link to a file', 'target.db', true, ''],
    ['a link in the place of its log', 'target.db', false, '-wal'],
    ['a link in the place of its shared memory', 'target.db', true, '-shm'],
    ['a link in the place of its journal', 'target.db', true, '-journal'],
  ])('does not follow %s (L4)', async (_what, target, isThere, ending) => {
    if (isThere) await writeFile(join(folder, target), 'mine')
    await symlink(join(folder, target), join(folder, `a.db${ending}`))
    expect(await complaint(join(folder, 'a.db'))).toContain(`a.db${ending} is a symbolic link. Name the file itself`)
    const names = await readdir(folder)
    expect(names.includes(target)).toBe(isThere)
    if (isThere) expect(await readFile(join(folder, target), 'utf8')).toBe('mine')
  })

  it('does not write into what is no file (L4)', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(await complaint(pipe)).toContain('is no file. Name another one')
  })

  it('takes a name for a path, whatever it looks like (L4)', async () => {
    const here = process.cwd()
    process.chdir(folder)
    try {
      ;(await openDatabase('file:a.db?mode=memory')).close()
      expect(await rights()).toEqual({ 'file:a.db?mode=memory': '600' })
    } finally {
      process.chdir(here)
    }
  })

  it('names a file that is no database', async () => {
    const file = join(folder, 'c.db')
    await writeFile(file, 'this is a text and no database, and it is long enough to be looked at as one'.repeat(20))
    expect(await complaint(file)).toContain('it is no database. Name another file')
  })

  it('names a database of something else', async () => {
    const file = join(folder, 'shop.db')
    const { DatabaseSync } = await import('node:sqlite')
    const shop = new DatabaseSync(file)
    shop.exec('CREATE TABLE orders (id)')
    shop.close()
    expect(await complaint(file)).toContain('a database of something else')
  })

  it('names a database that is damaged', async () => {
    const file = join(folder, 'damaged.db')
    const persistence = await openDatabase(file)
    createEmulator({ persistence }).control.reset()
    persistence.close()
    const bytes = await readFile(file)
    // The first page ends with the list of tables; its head stays, so that it still looks like a database.
    await writeFile(file, bytes.fill(0xff, 100, 4096))
    expect(await complaint(file)).toContain('the database is damaged. Remove it')
  })

  it('names a folder that does not exist', async () => {
    const file = join(folder, 'nowhere', 'a.db')
    expect(await complaint(file)).toContain(`the folder ${join(folder, 'nowhere')} does not exist. Make it`)
  })

  it('names a folder that is a file', async () => {
    await writeFile(join(folder, 'text'), 'x')
    expect(await complaint(join(folder, 'text', 'a.db'))).toContain(`${join(folder, 'text')} is no folder`)
  })

  it('names a file that is a folder', async () => {
    expect(await complaint(folder)).toContain('it is a folder. Name a file in it')
  })

  it('names a file that another emulator has open', async () => {
    const file = join(folder, 'd.db')
    const held = await openDatabase(file)
    expect(await complaint(file)).toContain('another emulator has it open. Stop that one')
    held.close()
  })

  // Rights mean nothing to the administrator.
  it.skipIf(process.getuid?.() === 0).each([
    ['a file', 'a.db', 0o000, 'this user may not read and write it'],
    ['a file that may be read only', 'a.db', 0o444, 'this user may not read and write it'],
    ['a folder that may be read only', '.', 0o555, 'nothing may be written into the folder'],
    ['a folder that may not be entered', '.', 0o000, 'this user may not enter the folder'],
  ])('names the rights of %s', async (_what, name, rights, problem) => {
    const inner = join(folder, 'inner')
    await mkdir(inner)
    const file = join(inner, 'a.db')
    ;(await openDatabase(file)).close()
    await chmod(join(inner, name), rights)
    try {
      expect(await complaint(file)).toContain(problem)
    } finally {
      await chmod(inner, 0o755)
    }
  })

  it('holds whole changes only after a kill in the middle of writing', async () => {
    for (let round = 0; round < 5; round += 1) {
      const file = join(folder, `kill-${round}.db`)
      await killWhileWriting(file, 30 + round * 25)
      const persistence = await openDatabase(file)
      const store = createStore(persistence)
      const pairs = store.list('roles').map(({ id }) => id)
      // The writer puts both halves of a pair in one change.
      const halves = new Set(pairs.map((id) => id.slice(0, -1)))
      expect(pairs).toHaveLength(halves.size * 2)
      expect(halves.size).toBeGreaterThan(0)
      persistence.close()
    }
  })
})

/** Another process writes pairs as fast as it can, and is killed after its first. */
function killWhileWriting(file: string, afterMs: number): Promise<void> {
  const writer = `
    const { openDatabase } = await import(${JSON.stringify(new URL('./open-database.ts', import.meta.url).href)})
    const persistence = await openDatabase(${JSON.stringify(file)})
    for (let number = 0; ; number += 1) {
      const change = (half) => ({ table: 'roles', id: number + half, record: { id: number + half, permissions: ['x'.repeat(5000)] } })
      persistence.commit([change('a'), change('b')])
      if (number === 0) process.stdout.write('go')
    }`
  const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', writer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve) => {
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
    child.once('exit', () => resolve())
  })
}
