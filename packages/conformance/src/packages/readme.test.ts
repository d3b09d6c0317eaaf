/**
 * The first code of the READMEs, copied to the letter into a folder outside of the workspace with the packages as published: served by Deno, Bun
 * and workerd, with keys from the environment alone.
 */
import { createEmulator, type Emulator } from '@postern/emulator'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unstable_startWorker as startWorker } from 'wrangler'
import { findAnyPort } from '@postern/workspace/find-free-port'
import { findProgram } from '../runtimes/runners/find-program.ts'
import { unpack, type Unpacked } from './unpack.ts'

interface Server {
  readonly url: string
  readonly output: () => string
  readonly stop: () => Promise<void>
}

type Keys = Readonly<Record<string, string>>

const readFirst = (name: string): string => {
  const readme = readFileSync(new URL(`../../../${name}/README.md`, import.meta.url), 'utf8')
  return /```ts\n(.*?)```/s.exec(readme)?.[1] ?? expect.fail(`${name} shows no code.`)
}

/** @param toArgs For a file and a port. */
const startProgram =
  (name: 'deno' | 'bun', toArgs: (file: string, port: string) => readonly string[]) =>
  async (file: string, keys: Keys): Promise<Server> => {
    const port = String(await findAnyPort())
    const { PATH = '', HOME = '' } = process.env
    const child = spawn(findProgram(name), toArgs(file, port), {
      cwd: join(file, '..'),
      env: { PATH, HOME, NODE_ENV: 'production', DENO_NO_UPDATE_CHECK: '1', PORT: port, ...keys },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const stop = async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    }
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => {
          output += String(chunk)
          if (output.includes(`:${port}`)) resolve()
        })
      child.once('exit', () => reject(new Error(`${name} ended before it listened.\n${output}`)))
    })
    return { url: `http://localhost:${port}`, output: () => output, stop }
  }

const startOnWorkerd = async (file: string, keys: Keys): Promise<Server> => {
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'
  process.env['WRANGLER_SEND_METRICS'] = 'false'
  const worker = await startWorker({
    name: 'postern-readme',
    entrypoint: file,
    compatibilityDate: '2026-11-01',
    bindings: Object.fromEntries(Object.entries(keys).map(([name, value]) => [name, { type: 'plain_text', value }])),
    dev: { server: { hostname: 'localhost', port: 0 }, inspector: false, logLevel: 'error', watch: false },
  })
  await worker.ready
  return { url: (await worker.url).origin, output: () => '', stop: () => worker.dispose() }
}

const RUNTIMES = {
  Deno: startProgram('deno', (file, port) => ['serve', '--allow-env', '--allow-net', `--port=${port}`, file]),
  Bun: startProgram('bun', (file) => ['run', file]),
  'a Cloudflare Worker': startOnWorkerd,
}
const READMES = [
  { name: 'fetch', path: '/dashboard', text: '{"userId":"user_ada"}' },
  { name: 'hono', path: '/admin', text: 'Hello, admin' },
] as const

describe('the first code of a README', () => {
  let unpacked: Unpacked
  let emulator: Emulator
  beforeAll(async () => {
    unpacked = unpack()
    writeFileSync(join(unpacked.folder, 'package.json'), '{ "type": "module", "private": true }')
    for (const { name } of READMES) writeFileSync(join(unpacked.folder, `${name}.ts`), readFirst(name))
    emulator = createEmulator()
    await emulator.listen()
  })
  afterAll(async () => {
    await emulator?.close()
    rmSync(unpacked.folder, { recursive: true, force: true })
  })

  it.each(Object.entries(RUNTIMES).flatMap(([runtime, start]) => READMES.map((page) => ({ runtime, start, ...page }))))(
    'of @postern/$name, packed, protects a page on $runtime (first-day)',
    async ({ start, name, path, text }) => {
      const { publishableKey, secretKey } = emulator
      const keys = { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey }
      const server = await start(join(unpacked.folder, `${name}.ts`), keys)
      try {
        const visit = (cookie: string): Promise<Response> => {
          const headers = { accept: 'text/html', 'sec-fetch-dest': 'document', cookie }
          return fetch(server.url + path, { redirect: 'manual', headers })
        }
        const stranger = await visit((await emulator.mint.visitor()).cookieHeader)
        const away = new URL(stranger.headers.get('location') ?? '', server.url)
        expect([stranger.status, away.origin + away.pathname]).toEqual([307, emulator.signInUrl])
        expect(away.searchParams.get('redirect_url')).toBe(server.url + path)
        const member = await visit((await emulator.mint.session({ user: 'ada' })).cookieHeader)
        expect([member.status, await member.text()]).toEqual([200, text])
        expect(server.output()).not.toMatch(/error|\[postern\]/i)
      } finally {
        await server.stop()
      }
    },
  )
})
