/** The page about Cloudflare: its files in workerd with a namespace of KV, and what wrangler would upload. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unstable_startWorker as startWorker } from 'wrangler'
import { NAVIGATION } from './sign-in.ts'

const project = fileURLToPath(new URL('../cloudflare', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'postern-cloudflare-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'
process.env['WRANGLER_SEND_METRICS'] = 'false'

describe('what wrangler would upload', () => {
  const wrangler = join(dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin/wrangler.js')
  const out = join(folder, 'out')
  let printed = ''
  beforeAll(() => {
    const args = [wrangler, 'deploy', '--dry-run', '--outdir', out]
    printed = execFileSync(process.execPath, args, {
      cwd: project,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  })

  it('binds the namespace and the publishable key', () => {
    expect(printed).toMatch(/env\.KEYS .*KV Namespace/)
    expect(printed).toMatch(/env\.CLERK_PUBLISHABLE_KEY/)
  })

  it('is far below what Workers take', () => {
    const script = readdirSync(out).find((name) => name.endsWith('.js')) ?? ''
    expect(statSync(join(out, script)).size).toBeLessThan(1024 * 1024)
  })
})

describe('the Worker', () => {
  let emulator: Emulator
  let worker: Awaited<ReturnType<typeof startWorker>>
  beforeAll(async () => {
    emulator = createEmulator({ appOrigin: 'https://app.example.com' })
    await emulator.listen()
    worker = await startWorker({
      config: join(project, 'wrangler.jsonc'),
      bindings: {
        CLERK_PUBLISHABLE_KEY: { type: 'plain_text', value: emulator.publishableKey },
        CLERK_SECRET_KEY: { type: 'plain_text', value: emulator.secretKey },
      },
      dev: {
        server: { hostname: 'localhost', port: 0 },
        persist: join(folder, 'state'),
        inspector: false,
        logLevel: 'error',
        watch: false,
      },
    })
    await worker.ready
  })
  afterAll(async () => {
    await worker?.dispose()
    await emulator?.close()
  })
  const open = async (cookie: string): Promise<readonly [status: number, text: string]> => {
    const url = 'https://app.example.com/dashboard'
    const response = await worker.fetch(url, { headers: { cookie, accept: '*/*' }, redirect: 'manual' })
    return [response.status, await response.text()]
  }

  it('lets a person in', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'ada' })
    expect(await open(cookieHeader)).toEqual([200, 'Hello, user_ada'])
  })

  it('refuses a token that was made for another origin', async () => {
    const { cookieHeader } = await emulator.mint.session({ user: 'ada', azp: 'https://other.example.com' })
    expect((await open(cookieHeader))[0]).toBe(404)
  })

  it('sends whoever develops back to their own machine, and not to the route', async () => {
    const response = await fetch(new URL('/dashboard', await worker.url), { headers: NAVIGATION, redirect: 'manual' })
    const { searchParams } = new URL(response.headers.get('location') ?? '')
    expect(searchParams.get('redirect_url')).toBe('http://localhost:8787/dashboard')
  })
})
