import { mkdtemp, readFile, rm, writeFile, readdir, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from './run-cli.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-cli-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** Runs the command until its greeting was looked at. */
async function run(args: readonly string[], whileRunning: (out: string) => Promise<void> = async () => {}) {
  let out = ''
  let errors = ''
  const code = await runCli(args, {
    write: (text) => {
      out += text
    },
    writeError: (text) => {
      errors += text
    },
    stopped: () => whileRunning(out),
  })
  return { code, out, errors }
}

const lineOf = (out: string, name: string): string => new RegExp(`${name}=(\\S+)`).exec(out)?.[1] ?? ''

describe('runCli', () => {
  it('prints keys that name the address at which it answers', async () => {
    const { code } = await run(['--port', '0'], async (out) => {
      const url = lineOf(out, 'CLERK_API_URL')
      expect(`${atob(lineOf(out, 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY').slice('pk_test_'.length))}`).toBe(
        `${new URL(url).host}$`,
      )
      const answer = await fetch(`${url}/v1/jwks`, {
        headers: { authorization: `Bearer ${lineOf(out, 'CLERK_SECRET_KEY')}` },
      })
      expect(answer.status).toBe(200)
      expect(out).toContain('ada@example.com')
    })
    expect(code).toBe(0)
  })

  it('plants a seed into an empty database, and leaves a full one alone', async () => {
    const seed = join(folder, 'seed.json')
    await writeFile(seed, JSON.stringify({ users: [{ email: 'zoe@example.com' }] }))
    const file = join(folder, 'a.db')
    expect((await run(['--port', '0', '--seed', seed, '--db', file])).out).toContain('zoe@example.com')
    const again = await run(['--port', '0', '--db', file])
    expect(again.out).toContain('zoe@example.com')
    expect(again.out).not.toContain('ada@example.com')
  })

  it('explains itself', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--seed') })
  })

  it.each(['--version', '-v'])('says its version and starts nothing with %s (first-day 21)', async (flag) => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect(await run([flag, '--port', '0'])).toEqual({ code: 0, out: `${version}\n`, errors: '' })
  })

  it.each(['--help', '-h'])('explains every option with %s, its short form too (first-day 21)', async (flag) => {
    const { out } = await run([flag, '--version'])
    expect(out).toMatch(/--port[^]*--seed[^]*--db[^]*-v, --version[^]*-h, --help/)
  })

  it('names a port that is taken, and fails', async () => {
    await run(['--port', '0'], async (out) => {
      const { code, errors } = await run(['--port', new URL(lineOf(out, 'CLERK_API_URL')).port])
      expect(code).toBe(1)
      expect(errors).toContain('ERR_EMULATOR_PORT_IN_USE')
    })
  })

  it('follows no link with --db (L4)', async () => {
    const link = join(folder, 'link.db')
    await symlink(join(folder, 'target.db'), link)
    expect(await run(['--port', '0', '--db', link])).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/ERR_EMULATOR_DATABASE.*is a symbolic link/),
    })
    expect(await readdir(folder)).not.toContain('target.db')
  })

  it('names what is wrong, and fails', async () => {
    const broken = join(folder, 'broken.json')
    await writeFile(broken, '{ nope')
    for (const [args, message] of [
      [['--wat'], "Unknown option '--wat'"],
      [['--port', 'x'], '--port must be'],
      [['--seed', join(folder, 'none.json')], 'ERR_EMULATOR_SEED_INVALID'],
      [['--seed', broken], 'ERR_EMULATOR_SEED_INVALID'],
      [['--db', broken], 'it is no database'],
      [['--db', folder], 'it is a folder'],
      [['--db', join(folder, 'none', 'a.db')], 'does not exist. Make it'],
      [['--seed', folder], 'ERR_EMULATOR_SEED_INVALID'],
      [['--port', '65536'], '--port must be'],
    ] as const) {
      const { code, errors } = await run(args)
      expect(code).toBe(1)
      expect(errors).toContain(message)
    }
  })
})
