/** The code of the page about stores, and of the README, compiles as it stands there. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

// Inside the package, so that what the code imports is found.
const folder = join(import.meta.dirname, '../../node_modules/.page')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const PAGES = ['../../README.md', '../../../../apps/docs/stores.md']

describe('the pages about stores', () => {
  it('show code that compiles', () => {
    const blocks = PAGES.flatMap((page) => {
      const text = readFileSync(join(import.meta.dirname, page), 'utf8')
      return [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code)
    })
    expect(blocks.length).toBeGreaterThan(5)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    const files = blocks.map((code, at) => {
      const file = join(folder, `block-${at}.ts`)
      writeFileSync(file, code.includes('import ') ? code : `${code}\nexport {}\n`)
      return file
    })
    const settings = {
      extends: '../../tsconfig.json',
      compilerOptions: { types: ['node'], declaration: false, declarationMap: false, isolatedDeclarations: false },
      files,
      include: [],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' })
    expect(stdout).toBe('')
  })
})
