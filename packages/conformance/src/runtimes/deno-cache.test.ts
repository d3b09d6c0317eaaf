/** What one program on Deno kept in the platform's cache, another one finds. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { findProgram } from './runners/find-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'postern-deno-cache-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function runProgram(): Promise<string> {
  const script = fileURLToPath(new URL('app/keep-in-cache.ts', import.meta.url))
  const flags = ['--no-prompt', '--no-check', '--no-lock', '--node-modules-dir=manual', '--allow-read', '--allow-env']
  const { PATH = '', HOME = '' } = process.env
  const { stdout } = await promisify(execFile)(findProgram('deno'), ['run', ...flags, script], {
    env: { PATH, HOME, NODE_ENV: 'production', DENO_DIR: folder, DENO_NO_UPDATE_CHECK: '1' },
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  })
  return stdout.trim()
}

describe('createCacheStore on Deno', () => {
  it('keeps entries for the next program', async () => {
    expect(await runProgram()).toBe('null')
    expect(await runProgram()).toBe('"kept"')
  })
})
