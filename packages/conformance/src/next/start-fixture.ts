/** A Next application of `fixtures/`: built, then served on a free port. Waits for both. */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { hashInputs } from './hash-inputs.ts'
import { keepBuild, restoreBuild } from './kept-builds.ts'
import { withFolder } from './lock-folder.ts'

/** A build on a busy machine. */
export const BUILD_TIMEOUT_MS = 240_000
const START_TIMEOUT_MS = 30_000

/** Applications of this package. Others lie in a folder that is never used again. */
const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url))
/** What is installed, which files of ours a bundler takes, and what types are checked by; an application's own settings are rewritten by a build. */
const SHARED = ['pnpm-lock.yaml', 'tsconfig.base.json', 'packages/core/package.json', 'packages/next/package.json'].map(
  (file) => new URL(`../../../../${file}`, import.meta.url),
)

/** What every application has inside. */
const OURS = ['core', 'next'].map((name) => fileURLToPath(new URL(`../../../${name}/dist`, import.meta.url)))

export interface Fixture {
  readonly folder: string
  /** Starts the application. The variables are added to a clean environment. */
  start(env: Readonly<Record<string, string>>, options?: StartOptions): Promise<RunningFixture>
}

export interface StartOptions {
  /** Default: one that is free. */
  readonly port?: number
  /** Default: `localhost`. */
  readonly host?: string
  /** `dev` serves what was not built, as `next dev` does. Default: `start`. */
  readonly command?: 'start' | 'dev'
}

export interface RunningFixture {
  /** Origin of the application. */
  readonly url: string
  /** What the server wrote so far. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

export interface BuildOptions {
  /** Of `next build`. Default: none. */
  readonly flags?: readonly string[]
  /** Of the build; its public part ends up in the bundle. Default: no key. */
  readonly env?: Readonly<Record<string, string>>
  /** Puts the application into its folder. Nobody else builds there meanwhile. Default: it is there. */
  readonly prepare?: () => Promise<void>
}

/** Builds an application of `fixtures/` with the Next of this package. @param env Of the build; its public part ends up in the bundle. */
export function buildFixture(name: string, env: Readonly<Record<string, string>> = {}): Promise<Fixture> {
  const folder = fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url))
  return buildFolder(folder, new URL(import.meta.url), { env })
}

/**
 * Runs `next build`, unless it ran on the same files before: in this checkout, or in another one in the same place. Suites may share a folder:
 * the first one builds.
 *
 * @param home Where the application's Next is installed.
 */
export async function buildFolder(folder: string, home: URL, options: BuildOptions = {}): Promise<Fixture> {
  const { flags = [], env = {}, prepare } = options
  const script = createRequire(home).resolve('next/dist/bin/next')
  await withFolder(folder, async () => {
    await prepare?.()
    await buildOnce(folder, script, flags, env)
  })
  return { folder, start: (env, options = {}) => startFixture(script, folder, env, options) }
}

async function buildOnce(
  folder: string,
  script: string,
  flags: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const mark = join(folder, '.next/built-from')
  const shared = await Promise.all(SHARED.map((file) => readFile(file, 'utf8')))
  const inputs = await hashInputs([folder, ...OURS], [script, ...flags, JSON.stringify(env), ...shared])
  if ((await readFile(mark, 'utf8').catch(() => '')) === inputs) return
  await rm(mark, { force: true })
  const key = await toKey(folder, inputs)
  if (key === null || !(await restoreBuild(folder, key))) {
    const { ended, output } = run(script, folder, ['build', ...flags], env)
    if ((await ended) !== 0) throw new Error(`next build failed in ${folder}:\n${output()}`)
    if (key !== null) await keepBuild(folder, key)
  }
  await writeFile(mark, inputs)
}

/** Names a build among those of this machine, by all that it is made from; null: it is not kept. */
async function toKey(folder: string, inputs: string): Promise<string | null> {
  if (!folder.startsWith(FIXTURES)) return null
  const settings = await readFile(join(folder, 'tsconfig.json'), 'utf8')
  const facts = [folder, inputs, process.version, process.platform, process.arch, settings]
  return createHash('sha256').update(facts.join('\n')).digest('hex')
}

async function startFixture(
  script: string,
  folder: string,
  env: Readonly<Record<string, string>>,
  { port: givenPort, host = 'localhost', command = 'start' }: StartOptions,
): Promise<RunningFixture> {
  const port = givenPort ?? (await findAnyPort())
  // A host name with colons is an address of IPv6.
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const { child, ended, output } = run(script, folder, [command, '-H', host, '-p', String(port)], env)
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  const deadlineMs = performance.now() + START_TIMEOUT_MS
  while (!output().includes('Ready in')) {
    if (child.exitCode !== null || performance.now() > deadlineMs) {
      await stop()
      throw new Error(`next start failed in ${folder}:\n${output()}`)
    }
    await sleep(50)
  }
  return { url, output, stop }
}

function run(script: string, folder: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, [script, ...args], {
    cwd: folder,
    env: {
      PATH,
      HOME,
      NODE_ENV: args[0] === 'dev' ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      CI: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => lines.push(text))
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, ended, output: () => lines.join('') }
}
