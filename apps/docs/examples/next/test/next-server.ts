/** Runs Next on an application of this package: its root, or a folder of it that is one of its own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { findAnyPort } from '@postern/workspace/find-free-port'

const root = fileURLToPath(new URL('..', import.meta.url))
const next = createRequire(import.meta.url).resolve('next/dist/bin/next')

/** A server of a built application. */
export interface NextServer {
  /** Origin of the application. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Where it will answer. The emulator has to know this before the server starts. */
export const chooseOrigin = async (): Promise<string> => `http://localhost:${await findAnyPort()}`

/** `next build`, unless turbo has done it. @param folder Seen from the package. */
export async function buildIfMissing(folder = '.'): Promise<void> {
  if (existsSync(join(root, folder, '.next/BUILD_ID'))) return
  const code = await new Promise((resolve) => runNext(['build', folder]).once('close', resolve))
  if (code !== 0) throw new Error(`The examples in ${folder} do not build.`)
}

/** `next start`. @param env Variables of the application. @param url From `chooseOrigin`. */
export async function startNext(env: Readonly<Record<string, string>>, url: string, folder = '.'): Promise<NextServer> {
  const child = runNext(['start', folder, '-H', 'localhost', '-p', new URL(url).port], env)
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    await ended
  }
  try {
    await untilAnswers(url)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, stop }
}

function runNext(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [next, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const isUp = await fetch(url, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await sleep(100)
  }
  throw new Error('The application gave no answer within 30 s.')
}
