import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepBuild, restoreBuild } from '../next/kept-builds.ts'

let root = ''
let kept = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kept-builds-'))
  kept = join(root, 'kept')
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** An application whose build holds these files. */
const build = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = join(root, name)
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(folder, '.next', file, '..'), { recursive: true })
    await writeFile(join(folder, '.next', file), text)
  }
  return folder
}

describe('kept builds', () => {
  it('are put back for the same key, whole, in place of what was there', async () => {
    await keepBuild(await build('one', { BUILD_ID: 'b1', 'server/app/page.js': 'page' }), 'key', kept)
    const other = await build('two', { BUILD_ID: 'b2', 'server/old.js': 'old' })
    expect(await restoreBuild(other, 'key', kept)).toBe(true)
    expect(await readFile(join(other, '.next/BUILD_ID'), 'utf8')).toBe('b1')
    expect(await readdir(join(other, '.next/server'))).toEqual(['app'])
  })

  it('are not there for any other key, which changes nothing', async () => {
    const folder = await build('one', { BUILD_ID: 'b1' })
    await keepBuild(folder, 'key', kept)
    expect(await restoreBuild(folder, 'other', kept)).toBe(false)
    expect(await readdir(join(folder, '.next'))).toEqual(['BUILD_ID'])
  })

  it('hold nothing that only another build would read, nor the mark of a build', async () => {
    const folder = await build('one', { BUILD_ID: 'b1', 'cache/x': '', 'dev/y': '', trace: '', 'built-from': 'key' })
    await keepBuild(folder, 'key', kept)
    expect(await readdir(join(kept, 'key'))).toEqual(['BUILD_ID'])
  })

  it('are no more than 40: the oldest go', async () => {
    const folder = await build('one', { BUILD_ID: 'b1' })
    for (let at = 0; at < 40; at += 1) {
      await keepBuild(folder, `key${at}`, kept)
      await utimes(join(kept, `key${at}`), 1_000 + at, 1_000 + at)
    }
    await restoreBuild(folder, 'key0', kept)
    await keepBuild(folder, 'new', kept)
    const names = await readdir(kept)
    expect([names.length, names.includes('key0'), names.includes('key1'), names.includes('new')]).toEqual([
      40,
      true,
      false,
      true,
    ])
  })

  it('are not there, not even in part, when one cannot be copied to its end', async () => {
    const folder = await build('one', { BUILD_ID: 'b1' })
    await keepBuild(folder, 'key', kept)
    // Stands for a file that another process has taken away meanwhile.
    const server = createServer().listen(join(kept, 'key/socket'))
    await once(server, 'listening')
    const isThere = await restoreBuild(folder, 'key', kept)
    server.close()
    expect([isThere, await readdir(folder)]).toEqual([false, []])
  })

  it('leave the build in place where they cannot be written', async () => {
    const folder = await build('one', { BUILD_ID: 'b1' })
    await writeFile(kept, 'a file, not a folder')
    await keepBuild(folder, 'key', kept)
    expect(await readdir(join(folder, '.next'))).toEqual(['BUILD_ID'])
  })
})
