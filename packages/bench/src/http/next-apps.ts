/**
 * Bench. Three Next applications that differ in their proxy.ts alone: an empty one, the peer's, ours. Written to `dist`, which git does
 * not see, and built for production, which takes some twenty seconds each.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keys } from '../contestants.ts'
import { origin } from '../mint.ts'
import { say } from '../report.ts'
import type { Route } from './measure-http.ts'
import { startServer, type Server } from './start-server.ts'

export const EMPTY = 'empty proxy.ts'
export const PEER = '@clerk/nextjs'
export const OURS = '@postern/next'

/** The peer rewrites to the URL that Next tells it, and Next calls its own address so; by number it would ask itself over the network. */
const HOST = 'localhost'
const folder = fileURLToPath(new URL('../../dist/', import.meta.url))
const script = createRequire(import.meta.url).resolve('next/dist/bin/next')

/** What all applications answer at `PATH`: the proxy is what differs, so the route costs little. */
const ROUTE = `export const dynamic = 'force-dynamic'\nexport const GET = () => Response.json({ ok: true })\n`
/** Where `toSignedInRequest` goes. */
const PATH = 'dashboard/reports'
/** Tells who is signed in; the empty one knows nobody. */
export const WHO_PATH = '/who'

const toFiles = (name: string): Readonly<Record<string, string>> => ({
  'proxy.js': toProxy(name),
  'next.config.js': 'export default {}\n',
  'app/layout.js': 'export default function Layout({ children }) { return children }\n',
  [`app/${PATH}/route.js`]: ROUTE,
  ...(name === EMPTY ? {} : { [`app${WHO_PATH}/route.js`]: toWho(name) }),
})

function toProxy(name: string): string {
  if (name === EMPTY) return 'export default function proxy() {}\n'
  // The peer reads this one from nowhere else.
  const options = `{ authorizedParties: ['${origin}'], jwtKey: process.env.CLERK_JWT_KEY }`
  return `import { clerkMiddleware } from '${name}/server'\nexport default clerkMiddleware(${options})\n`
}

function toWho(name: string): string {
  return `import { auth } from '${name}/server'\nexport const GET = async () => Response.json({ userId: (await auth()).userId })\n`
}

/** Writes and builds an application. Waits. */
export async function buildApp(name: string): Promise<void> {
  say(`Next: building with ${name}`)
  for (const [file, text] of Object.entries(toFiles(name))) {
    const path = join(toFolder(name), file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
  const child = spawn(process.execPath, [script, 'build'], {
    cwd: toFolder(name),
    env: toEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(`next build failed with ${name}:\n${output}`)
}

/** An application that is served. */
export type App = Route & { readonly server: Server }

/** Serves an application that is built. Waits until it can be asked. */
export async function startApp(name: string): Promise<App> {
  const args = ['start', '-H', HOST, '-p', '0']
  const start = { script, args, folder: toFolder(name), env: toEnvironment(), ready: /Ready in/ }
  const server = await startServer(start)
  const port = Number(/http:\/\/localhost:(\d+)/.exec(server.output)?.[1])
  return { name, host: HOST, port, server, holds: '{"ok":true}' }
}

/** Removes what was written and built. */
export function removeApps(): void {
  rmSync(folder, { recursive: true, force: true })
}

function toFolder(name: string): string {
  return join(folder, name.replaceAll(/[^a-z]+/g, '-'))
}

/** Nothing of the caller's but what programs need; no keys but those of the bench. */
function toEnvironment(): NodeJS.ProcessEnv {
  const { PATH: path, HOME } = process.env
  return {
    PATH: path,
    HOME,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    CI: '1',
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: keys.publishableKey,
    CLERK_SECRET_KEY: keys.secretKey,
    CLERK_JWT_KEY: keys.jwtKey,
  }
}
