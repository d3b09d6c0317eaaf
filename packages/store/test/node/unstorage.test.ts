/** Drivers of unstorage that need no server. That for Redis is in `redis.test.ts`. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createStorage, type Driver, type Storage } from 'unstorage'
import fsDriver from 'unstorage/drivers/fs'
import fsLiteDriver from 'unstorage/drivers/fs-lite'
import memoryDriver from 'unstorage/drivers/memory'
import overlayDriver from 'unstorage/drivers/overlay'
import { afterAll, describe, expect, it } from 'vitest'
import { createUnstorageStore } from '../../src/index.ts'
import { type Backdoor, describeStore, toAddress } from '../describe-store.ts'

const base = mkdtempSync(join(tmpdir(), 'postern-unstorage-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const DRIVERS: Readonly<Record<string, Driver>> = {
  memory: memoryDriver(),
  fs: fsDriver({ base: join(base, 'fs') }),
  'fs-lite': fsLiteDriver({ base: join(base, 'fs-lite') }),
  overlay: overlayDriver({ layers: [memoryDriver(), fsDriver({ base: join(base, 'overlay') })] }),
}

const toBackdoor = (storage: Storage): Backdoor => ({
  list: async () => {
    const names = await storage.getKeys()
    return new Map(
      await Promise.all(names.map(async (name) => [name, (await storage.getItem<string>(name)) ?? ''] as const)),
    )
  },
  plant: (name, text) => storage.setItem(name, text),
})

describe.each(Object.entries(DRIVERS))('the driver %s', (_name, driver) => {
  const storage = createStorage({ driver })
  describeStore(
    'createUnstorageStore',
    () => createUnstorageStore(storage),
    () => toBackdoor(storage),
  )
})

describe('createUnstorageStore', () => {
  it('is read by another process from the files of the first, and refuses what was changed in them', async () => {
    const folder = join(base, 'shared')
    const open = () => createUnstorageStore(createStorage({ driver: fsDriver({ base: folder }) }))
    const address = toAddress()
    await open().write(address, 'text', 60_000)
    expect(await open().read(address)).toBe('text')
    const [file = ''] = readdirSync(folder)
    const sealed = readFileSync(join(folder, file), 'utf8')
    writeFileSync(
      join(folder, file),
      sealed.replace(/.$/s, (last) => (last === 'A' ? 'B' : 'A')),
    )
    expect(await open().read(address)).toBeNull()
  })
})
