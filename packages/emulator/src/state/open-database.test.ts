import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator } from '../create-emulator.ts'
import { openDatabase } from './open-database.ts'
import { createStore } from './store.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

describe('openDatabase', () => {
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

  it('names a file that is no database', async () => {
    const file = join(folder, 'c.db')
    await writeFile(file, 'this is a text and no database, and it is long enough to be looked at as one'.repeat(20))
    await expect(openDatabase(file)).rejects.toThrow('ERR_EMULATOR_DATABASE')
  })

  it('names a file that another emulator has open', async () => {
    const file = join(folder, 'd.db')
    const held = await openDatabase(file)
    await expect(openDatabase(file)).rejects.toThrow('ERR_EMULATOR_DATABASE')
    held.close()
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
