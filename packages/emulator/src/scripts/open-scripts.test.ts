import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openScripts } from './open-scripts.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'emulator-scripts-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

const write = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}
/** Installs a package: its manifest, which no `exports` shows, and one bundle. */
const install = async (folder: string, version: string): Promise<void> => {
  await write(`${folder}/package.json`, JSON.stringify({ version, exports: { '.': './dist/a.js' } }))
  await write(`${folder}/dist/a.js`, `// ${version}`)
}
const link = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(join(root, from)), { recursive: true })
  await symlink(join(root, to), join(root, from))
}
const read = async (folder: string, version: string, file = 'a.js'): Promise<string | null> => {
  const body = await openScripts(join(root, folder)).read('clerk-js', version, file)
  return body === null ? null : new TextDecoder().decode(body)
}
const versions = async (folder: string): Promise<readonly string[]> =>
  (await openScripts(join(root, folder)).versions('clerk-js')).toSorted()

describe('openScripts', () => {
  it.each([
    ['beside the application', 'app/node_modules/@clerk/clerk-js'],
    ['in the workspace above it', 'node_modules/@clerk/clerk-js'],
    ['in the store of pnpm', 'app/node_modules/.pnpm/@clerk+clerk-js@6.2.0_react@19/node_modules/@clerk/clerk-js'],
    ['in the store of Bun', 'node_modules/.bun/@clerk+clerk-js@6.2.0/node_modules/@clerk/clerk-js'],
    ['in the store of Deno', 'node_modules/.deno/@clerk+clerk-js@6.2.0/node_modules/@clerk/clerk-js'],
    ['below another package', 'app/node_modules/@clerk/nextjs/node_modules/@clerk/clerk-js'],
  ])('finds a package %s', async (_place, folder) => {
    await write('app/node_modules/@clerk/nextjs/package.json', '{}')
    await install(folder, '6.2.0')
    expect(await versions('app')).toEqual(['6.2.0'])
    expect(await read('app', '6.2.0')).toBe('// 6.2.0')
  })

  it('finds what a linked package brought along', async () => {
    await install('elsewhere/node_modules/@clerk/clerk-js', '6.2.0')
    await write('elsewhere/node_modules/@clerk/react/package.json', '{}')
    await link('app/node_modules/@clerk/react', 'elsewhere/node_modules/@clerk/react')
    expect(await versions('app')).toEqual(['6.2.0'])
  })

  it('finds every version, each of them once', async () => {
    await install('app/node_modules/.pnpm/@clerk+clerk-js@6.2.0/node_modules/@clerk/clerk-js', '6.2.0')
    await link(
      'app/node_modules/@clerk/clerk-js',
      'app/node_modules/.pnpm/@clerk+clerk-js@6.2.0/node_modules/@clerk/clerk-js',
    )
    await install('node_modules/@clerk/clerk-js', '5.1.0')
    expect(await versions('app')).toEqual(['5.1.0', '6.2.0'])
    expect([await read('app', '5.1.0'), await read('app', '6.2.0')]).toEqual(['// 5.1.0', '// 6.2.0'])
  })

  it('finds a package that was installed since', async () => {
    const scripts = openScripts(root)
    expect(await scripts.versions('ui')).toEqual([])
    await install('node_modules/@clerk/ui', '1.34.0')
    expect(await scripts.versions('ui')).toEqual(['1.34.0'])
  })

  it.each(['none.js', 'folder', '../package.json', 'out.js'])('reads nothing of %s', async (file) => {
    await install('node_modules/@clerk/clerk-js', '6.2.0')
    await write('node_modules/@clerk/clerk-js/dist/folder/x.js', '')
    await link('node_modules/@clerk/clerk-js/dist/out.js', 'node_modules/@clerk/clerk-js/package.json')
    expect(await read('.', '6.2.0', file)).toBeNull()
  })

  it.each(['{"name":"x"}', '{', '[]'])('passes over a package with the manifest %s', async (manifest) => {
    await write('node_modules/@clerk/clerk-js/package.json', manifest)
    expect(await versions('.')).toEqual([])
  })
})
