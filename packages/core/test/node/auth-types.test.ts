import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const here = dirname(fileURLToPath(import.meta.url))
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

describe('AuthTypes', () => {
  it('makes a misspelt role or permission a compile error', async () => {
    const project = join(here, 'auth-types')
    // Rejects, with what the compiler printed, unless it ends with 0.
    const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', project, '--listFiles'])
    expect(stdout).toContain('narrowed.test-d.ts')
  })
})
