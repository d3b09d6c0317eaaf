/** Deno lets a program read a variable only if it was told so. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { findProgram } from './runners/find-program.ts'

const script = fileURLToPath(new URL('app/ask-without-environment.ts', import.meta.url))

async function runDeno(permissions: readonly string[], variables: Readonly<Record<string, string>>): Promise<unknown> {
  const args = [
    'run',
    '--no-prompt',
    '--no-check',
    '--no-lock',
    '--node-modules-dir=manual',
    '--allow-read',
    ...permissions,
    script,
  ]
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, NODE_ENV: 'production' as const, DENO_NO_UPDATE_CHECK: '1', ...variables }
  const { stdout } = await promisify(execFile)(findProgram('deno'), args, {
    env,
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

const KEYS = { CLERK_PUBLISHABLE_KEY: `pk_test_${btoa('clerk.example.com$')}`, CLERK_SECRET_KEY: 'sk_test_x' }
/** What the adapters read, each by itself. */
const OURS = [...Object.keys(KEYS), 'CLERK_JWT_KEY'].join(',')

describe('on Deno', () => {
  it('names the permission where keys may not be read (first-day 14)', async () => {
    const named = expect.stringMatching(/^ERR_AUTH_PUBLISHABLE_KEY_MISSING: .*--allow-env/)
    expect(await runDeno([], KEYS)).toEqual({
      fetch: named,
      hono: named,
      fetchWithOptions: '200',
      honoWithOptions: '200',
    })
  })

  it('reads the keys that may be read, and no more is needed (first-day 14)', async () => {
    const expected = { fetch: '200', hono: '200', fetchWithOptions: '200', honoWithOptions: '200' }
    expect(await runDeno([`--allow-env=${OURS}`], KEYS)).toEqual(expected)
    expect(await runDeno(['--allow-env'], KEYS)).toEqual(expected)
  })

  it('says that there are no keys where it may look, and where keys for a first try come from (first-day 7)', async () => {
    const { fetch, hono } = (await runDeno(['--allow-env'], {})) as { readonly fetch: string; readonly hono: string }
    for (const message of [fetch, hono]) {
      expect(message).toMatch(/^ERR_AUTH_PUBLISHABLE_KEY_MISSING: .*npx @postern\/emulator/)
      expect(message).not.toContain('--allow-env')
    }
  })
})
