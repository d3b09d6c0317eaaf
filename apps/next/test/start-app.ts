/** The built application and an emulator, each on a free port. */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { createEmulator, type Emulator } from '@postern/emulator'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A server of the application. */
export interface RunningServer {
  /** Origin of the application. */
  readonly url: string
  readonly port: number
  readonly stop: () => Promise<void>
}

export interface RunningApp extends RunningServer {
  readonly emulator: Emulator
}

/** Starts `next start` on what `next build` made, with the keys of a new emulator. */
export async function startApp(): Promise<RunningApp> {
  const port = await findAnyPort()
  const emulator = createEmulator({ appOrigin: `http://localhost:${port}` })
  await emulator.listen()
  try {
    const server = await startServer(keysIn(emulator), port)
    const stop = async (): Promise<void> => {
      await server.stop()
      await emulator.close()
    }
    return { ...server, emulator, stop }
  } catch (error) {
    await emulator.close()
    throw error
  }
}

/** The keys of an instance, as variables of the application. */
export function keysIn(emulator: Emulator): Readonly<Record<string, string>> {
  return { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey, CLERK_SECRET_KEY: emulator.secretKey }
}

/** Starts the built application with these variables. */
export async function startServer(env: Readonly<Record<string, string>>, port: number): Promise<RunningServer> {
  if (!existsSync(new URL('../.next/BUILD_ID', import.meta.url))) throw new Error('Run `next build` first.')
  const url = `http://localhost:${port}`
  const script = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [script, 'start', '-H', 'localhost', '-p', String(port)], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  try {
    await untilAnswers(url)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, port, stop }
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
