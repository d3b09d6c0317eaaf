import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withFolder } from '../next/lock-folder.ts'

/** Linux gives no process a higher number. */
const NOBODY = 4_194_305

let locks = ''
beforeEach(async () => {
  locks = await mkdtemp(join(tmpdir(), 'lock-folder-'))
})
afterEach(() => rm(locks, { recursive: true, force: true }))

describe('withFolder', () => {
  it('lets the second user in when the first is done', async () => {
    const said: string[] = []
    let end = (): void => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    const first = withFolder(
      '/one',
      async () => {
        said.push('first is in')
        await ended
        said.push('first is out')
      },
      locks,
    )
    const second = withFolder('/one', async () => void said.push('second is in'), locks)
    await withFolder('/two', async () => void said.push('another folder'), locks)
    end()
    await Promise.all([first, second])
    expect(said.toSorted()).toEqual(['another folder', 'first is in', 'first is out', 'second is in'])
    expect(said.indexOf('second is in')).toBeGreaterThan(said.indexOf('first is out'))
  })

  it('hands out a folder again whose user failed', async () => {
    await expect(withFolder('/one', () => Promise.reject(new Error('failed')), locks)).rejects.toThrow('failed')
    expect(await withFolder('/one', () => Promise.resolve('used'), locks)).toBe('used')
  })

  it('does not wait for a process that is gone', async () => {
    let file = ''
    await withFolder('/one', async () => void ([file = ''] = await readdir(locks)), locks)
    await writeFile(join(locks, file), String(NOBODY))
    expect(await withFolder('/one', () => Promise.resolve('used'), locks)).toBe('used')
  })

  it('says when there is no place for its note', async () => {
    await expect(withFolder('/one', () => Promise.resolve('used'), join(locks, 'none'))).rejects.toThrow('ENOENT')
  })
})
