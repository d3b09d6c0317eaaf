/**
 * The packed emulator in a clean folder, started as anybody starts it. What it prints is all that an application of ours needs, and, with the
 * lines after, one with the vendor's middleware: both take everything from the environment.
 */
import type * as VendorNext from '@clerk/nextjs/server'
import { withAuth } from '@postern/fetch'
import { clerkMiddleware } from '@postern/next/server'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser, type Network } from '@postern/workspace/create-browser'
import { signIn } from '../network/sign-in.ts'
import { createNextApp, type NextMiddlewareMaker } from './apps.ts'
import { fetchLoopback } from './fetch-loopback.ts'

const APP = 'http://localhost:3000'
const root = fileURLToPath(new URL('../../../..', import.meta.url))

describe('the packed emulator', () => {
  let child: ChildProcess
  let output = ''
  let lines: readonly (readonly [name: string, value: string])[] = []

  beforeAll(async () => {
    const env = { ...process.env, NODE_OPTIONS: '' }
    const args = ['packages/workspace/src/packed-emulator.ts', '--port', '0']
    child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (chunk) => {
          output += String(chunk)
          if (output.includes('Ctrl-C stops it.')) resolve()
        })
      }
      child.once('close', () => reject(new Error(output)))
    })
    lines = [...output.matchAll(/^ {2}([A-Z_]+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value])
  })
  afterAll(async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'close')
  })

  const setEnvironment = (names: RegExp): void => {
    for (const name of Object.keys(process.env)) if (name.includes('CLERK')) delete process.env[name]
    for (const [name, value] of lines) if (names.test(name)) process.env[name] = value
  }
  const url = (): URL => new URL(/http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '')

  /** Signs in, as a person whose browser was never here, and comes back. */
  async function comeSignedIn(app: Network): Promise<{ readonly first: string; readonly body: unknown }> {
    const network: Network = (request) =>
      new URL(request.url).origin === APP ? app(request) : fetchLoopback(request, Number(url().port))
    const browser = createBrowser(network, () => Date.now())
    const { last } = await browser.visit(`${APP}/dashboard`)
    const { body } = await signIn(browser, last.url, 'user_ada')
    return { first: last.url.origin + last.url.pathname, body: JSON.parse(body) as unknown }
  }
  const isAda = { first: '', body: { userId: 'user_ada' } }

  it('prints a publishable key, a secret key and the two lines of an .env file', () => {
    expect(lines.slice(0, 2)).toEqual([
      ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', /^Publishable key +(pk_test_\S+)$/m.exec(output)?.[1]],
      ['CLERK_SECRET_KEY', /^Secret key +(sk_test_\S+)$/m.exec(output)?.[1]],
    ])
  })

  it('is all that an application of ours needs, with the two lines', async () => {
    setEnvironment(/PUBLISHABLE_KEY|SECRET_KEY/)
    process.env['CLERK_ENCRYPTION_KEY'] = 'ab'.repeat(32)
    const seen = await comeSignedIn(createNextApp(clerkMiddleware as unknown as NextMiddlewareMaker))
    expect(seen).toMatchObject({ ...isAda, first: `${url().origin}/sign-in` })
  })

  it('is all that a fetch handler of ours needs, with the first line renamed as it says', async () => {
    setEnvironment(/PUBLISHABLE_KEY|SECRET_KEY/)
    process.env['CLERK_PUBLISHABLE_KEY'] = process.env['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY']
    delete process.env['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY']
    const app = withAuth(async (_, { auth }) => {
      const { userId } = await auth.protect()
      return Response.json({ userId })
    })
    expect(await comeSignedIn(app)).toMatchObject({ ...isAda, first: `${url().origin}/sign-in` })
  })

  it('is all that the vendor’s middleware needs, with the lines after', async () => {
    setEnvironment(/./)
    process.env['NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED'] = '1'
    // It reads the environment while it loads.
    const { clerkMiddleware: vendor } = createRequire(import.meta.url)('@clerk/nextjs/server') as typeof VendorNext
    const seen = await comeSignedIn(createNextApp(vendor as unknown as NextMiddlewareMaker))
    // To a page on `localhost` a numeric address would be another site.
    expect(seen).toMatchObject({ ...isAda, first: `http://localhost:${url().port}/sign-in` })
  })
})
