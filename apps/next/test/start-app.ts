/** The built application and an emulator, each on a free port. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { createEmulator, type Emulator } from '@postern/emulator'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface RunningApp {
  /** Origin of the application. */
  readonly url: string
  readonly emulator: Emulator
  readonly stop: () => Promise<void>
}

/** Starts `next start` on what `next build` made, with the keys of a new emulator. */
export async function startApp(): Promise<RunningApp> {
  if (!existsSync(new URL('../.next/BUILD_ID', import.meta.url))) throw new Error('Run `next build` first.')
  const port = await findFreePort()
  const url = `http://localhost:${port}`
  const emulator = createEmulator({ appOrigin: url })
  await emulator.listen()
  const script = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [script, 'start', '-H', 'localhost', '-p', String(port)], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
      CLERK_SECRET_KEY: emulator.secretKey,
    },
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
    await emulator.close()
  }
  try {
    await untilAnswers(url)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, emulator, stop }
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

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
