import { mkdir, mkdtemp, readFile, rm, writeFile, readdir, symlink } from 'node:fs/promises'
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
    expect(out).toMatch(
      /exec[^]*--port[^]*--seed[^]*--db[^]*--scripts[^]*--host[^]*--allow-non-loopback[^]*-v, --version[^]*-h, --help/,
    )
  })

  it('names a port that is taken, and fails', async () => {
    await run(['--port', '0'], async (out) => {
      const { code, errors } = await run(['--port', new URL(lineOf(out, 'CLERK_API_URL')).port])
      expect(code).toBe(1)
      expect(errors).toContain('ERR_EMULATOR_PORT_IN_USE')
    })
  })

  it('serves scripts that are installed in a folder, and says which', async () => {
    const installed = join(folder, 'node_modules/@clerk/clerk-js')
    await mkdir(join(installed, 'dist'), { recursive: true })
    await writeFile(join(installed, 'package.json'), '{"version":"6.2.0"}')
    await writeFile(join(installed, 'dist/clerk.browser.js'), '// 6.2.0')
    const { errors } = await run(['--port', '0', '--scripts', folder], async (out) => {
      expect(out).toContain('@clerk/clerk-js 6.2.0, @clerk/ui not installed; if you need them:')
      const answer = await fetch(lineOf(out, 'NEXT_PUBLIC_CLERK_JS_URL'))
      expect(await answer.text()).toBe('// 6.2.0')
    })
    expect(errors).toBe('')
  })

  it('says once what to install when scripts are asked for that are not', async () => {
    const { errors } = await run(['--port', '0', '--scripts', folder], async (out) => {
      const url = lineOf(out, 'NEXT_PUBLIC_CLERK_UI_URL')
      expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([404, 404])
    })
    expect(errors).toMatch(
      /^@clerk\/ui is not installed where this emulator runs\. Install it there: npm install .*\n$/,
    )
  })

  it('answers on every address where that was allowed', async () => {
    const args = ['--port', '0', '--host', '0.0.0.0', '--allow-non-loopback']
    const { out, errors } = await run(args)
    expect(out).toMatch(/CLERK_API_URL=http:\/\/127\.0\.0\.1:\d+\n/)
    expect(errors).toMatch(/^Other machines may reach this emulator/)
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
      [['--host', '0.0.0.0'], 'ERR_EMULATOR_NOT_LOOPBACK'],
      [['--host', '0.0.0.0'], '--allow-non-loopback'],
      [['--scripts', join(folder, 'none')], '--scripts must name a folder'],
      [['--scripts', broken], '--scripts must name a folder'],
      [['exec'], 'exec needs a command after two dashes'],
      [['exec', '--'], 'exec needs a command after two dashes'],
      [['exec', 'next', 'dev'], 'Unexpected argument'],
      [['exec', 'next', 'dev'], 'A command to start stands after "exec --"'],
      [['next', 'dev'], 'A command to start stands after "exec --"'],
      [['exec', '--wat', '--', 'next'], "Unknown option '--wat'"],
    ] as const) {
      const { code, errors } = await run(args)
      expect(code).toBe(1)
      expect(errors).toContain(message)
    }
  })
})
