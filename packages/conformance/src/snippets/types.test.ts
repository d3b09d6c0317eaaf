/** The vendor's page compiles against ours, as an application compiles it. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const here = import.meta.dirname
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

describe('the vendor’s page', () => {
  it('compiles with only the import changed', () => {
    const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', here], { encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it('lets an application narrow roles and permissions through the package that it imports', () => {
    const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', join(here, 'narrowed')], { encoding: 'utf8' })
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  it('imports nothing of the vendor’s', () => {
    const page = join(here, 'page')
    const texts = readdirSync(page)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(page, name), 'utf8'))
    expect(texts.length).toBeGreaterThanOrEqual(15)
    for (const text of texts) expect(text).not.toMatch(/from '@clerk\//)
  })
})
