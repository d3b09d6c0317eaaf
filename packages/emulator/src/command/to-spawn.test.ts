import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toSpawn } from './to-spawn.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-spawn-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const install = async (name: string): Promise<string> => {
  const bin = join(folder, 'node_modules', '.bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, name), '')
  return join(bin, name)
}

describe('toSpawn', () => {
  it('looks into the packages of the folder and of those above first', () => {
    const { file, args, env } = toSpawn(['next', 'dev'], { PATH: '/bin' }, '/a/b', 'linux')
    expect([file, args]).toEqual(['next', ['dev']])
    expect(env['PATH']).toBe('/a/b/node_modules/.bin:/a/node_modules/.bin:/node_modules/.bin:/bin')
  })

  it('adds no folder where the path is empty: it would mean the working directory', () => {
    expect(toSpawn(['x'], {}, '/', 'linux').env['PATH']).toBe('/node_modules/.bin')
  })

  it('finds the path on Windows however it is written', () => {
    const { env } = toSpawn(['x'], { Path: '/bin' }, '/', 'win32')
    expect(env).toEqual({ Path: '/node_modules/.bin:/bin' })
  })

  it('hands a batch file to its interpreter on Windows, every argument quoted and escaped', async () => {
    const path = await install('next.cmd')
    const { file, args, isVerbatim } = toSpawn(['next', 'dev', 'a b', '"&%'], { comspec: 'c.exe' }, folder, 'win32')
    expect([file, args.slice(0, 3), isVerbatim]).toEqual(['c.exe', ['/d', '/s', '/c'], true])
    expect(args[3]).toBe(String.raw`"${path} ^^^"dev^^^" ^^^"a^^^ b^^^" ^^^"\^^^"^^^&^^^%^^^""`)
  })

  it('starts a program on Windows by itself', async () => {
    await install('tool.cmd')
    await install('tool.exe')
    expect(toSpawn(['tool'], {}, folder, 'win32')).toMatchObject({ file: 'tool', isVerbatim: false })
  })
})
