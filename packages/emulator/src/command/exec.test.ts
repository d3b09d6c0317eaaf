/** Real processes: the command as somebody starts it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const CLI = join(import.meta.dirname, '../cli.ts')

let folder = ''
const running: ChildProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-exec-'))
})
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

interface Run {
  readonly child: ChildProcess
  readonly end: Promise<{ readonly code: number | null; readonly out: string; readonly errors: string }>
  /** Resolves once the command has printed the text. */
  readonly printed: (text: string) => Promise<void>
}

function run(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
): Run {
  const args = [CLI, 'exec', '--port', '0', ...options, '--', ...command]
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, args, { cwd: folder, env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  const texts = { out: '', errors: '' }
  child.stderr.on('data', (data) => {
    texts.errors += String(data)
  })
  const printed = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => texts.out.includes(text) && resolve()
      child.stdout.on('data', look)
      look()
    })
  child.stdout.on('data', (data) => {
    texts.out += String(data)
  })
  const end = new Promise<Awaited<Run['end']>>((resolve) => child.once('close', (code) => resolve({ code, ...texts })))
  return { child, end, printed }
}

/** A command that runs a script. */
const node = (script: string): readonly string[] => [process.execPath, '-e', script]

const SHOW =
  node(`fetch(process.env.CLERK_API_URL + '/v1/jwks', { headers: { authorization: 'Bearer ' + process.env.CLERK_SECRET_KEY } })
  .then((answer) => console.log(JSON.stringify({ status: answer.status, env: process.env })))`)

describe('exec', () => {
  it('runs the command with every line set, beside an emulator that answers', async () => {
    const { code, out, errors } = await run(SHOW).end
    const { status, env } = JSON.parse(out) as { status: number; env: Readonly<Record<string, string>> }
    expect([code, status]).toEqual([0, 200])
    const { port } = new URL(env['CLERK_API_URL'] ?? '')
    expect(env).toMatchObject({
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: env['CLERK_PUBLISHABLE_KEY'],
      VITE_CLERK_PUBLISHABLE_KEY: env['CLERK_PUBLISHABLE_KEY'],
      NEXT_PUBLIC_CLERK_PROXY_URL: `http://localhost:${port}`,
      CLERK_FAPI_URL: `http://127.0.0.1:${port}`,
    })
    expect(errors).toBe(`Postern emulator http://127.0.0.1:${port}, console http://127.0.0.1:${port}/__emu\n`)
  })

  it.each([0, 3, 255])('ends with the exit code of the command: %i', async (code) => {
    expect((await run(node(`process.exit(${code})`)).end).code).toBe(code)
  })

  it('ends as shells do when a signal ended the command', async () => {
    expect((await run(node("process.kill(process.pid, 'SIGKILL')")).end).code).toBe(128 + 9)
  })

  it.each([
    ['SIGINT', 128 + 2],
    ['SIGTERM', 128 + 15],
  ] as const)('hands %s on, and stops with the command', async (signal, code) => {
    const { child, end, printed } = run(node("console.log('ready'); setInterval(() => {}, 1000)"))
    await printed('ready')
    child.kill(signal)
    expect((await end).code).toBe(code)
  })

  it('leaves the command the time that it takes to stop', async () => {
    const script = `process.on('SIGTERM', () => { console.log('bye'); process.exit(5) }); console.log('ready'); setInterval(() => {}, 1000)`
    const { child, end, printed } = run(node(script))
    await printed('ready')
    child.kill('SIGTERM')
    expect(await end).toMatchObject({ code: 5, out: 'ready\nbye\n' })
  })

  it('finds commands of installed packages, and passes arguments on as they are', async () => {
    const bin = join(folder, 'node_modules/.bin')
    await mkdir(bin, { recursive: true })
    await writeFile(join(bin, 'tool'), `#!${process.execPath}\nconsole.log(JSON.stringify(process.argv.slice(2)))\n`)
    await chmod(join(bin, 'tool'), 0o755)
    const { code, out } = await run(['tool', '--port', '1', '--', 'a b', '$HOME', '*']).end
    expect([code, JSON.parse(out)]).toEqual([0, ['--port', '1', '--', 'a b', '$HOME', '*']])
  })

  it('says that there is no such command, as shells do', async () => {
    expect(await run(['no-such-command']).end).toMatchObject({
      code: 127,
      errors: expect.stringContaining('no-such-command cannot be started (ENOENT)'),
    })
  })

  it('starts nothing beside a live key', async () => {
    const { code, out, errors } = await run(node("console.log('ran')"), { CLERK_SECRET_KEY: 'sk_live_abc' }).end
    expect([code, out]).toEqual([1, ''])
    expect(errors).toMatch(/^(?!.*sk_live_abc).*ERR_EMULATOR_LIVE_KEY/)
  })

  it('names the secret of the only webhook endpoint, for whoever verifies', async () => {
    const secret = `whsec_${btoa('a secret of 24 characters'.slice(0, 24))}`
    await writeFile(
      join(folder, 'seed.json'),
      JSON.stringify({ webhooks: [{ url: 'http://localhost:3000/', secret }] }),
    )
    const { out } = await run(node('console.log(process.env.CLERK_WEBHOOK_SIGNING_SECRET)'), {}, [
      '--seed',
      'seed.json',
    ]).end
    expect(out).toBe(`${secret}\n`)
  })

  it('reads which pages the application has itself', async () => {
    await writeFile(join(folder, '.env.local'), 'NEXT_PUBLIC_CLERK_SIGN_IN_URL=/sign-in\n')
    const { env } = JSON.parse((await run(SHOW).end).out) as { env: Readonly<Record<string, string>> }
    expect(env['NEXT_PUBLIC_CLERK_SIGN_IN_URL']).toBeUndefined()
    expect(env['NEXT_PUBLIC_CLERK_SIGN_UP_URL']).toContain('/sign-up')
  })
})
