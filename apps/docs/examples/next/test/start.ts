/**
 * Once for all test files: `next build` where turbo has not done it, then an emulator, `next start` with its keys, and a browser. What a test
 * needs to know travels by `provide`; `app.ts` reads it.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium, type BrowserServer } from '@playwright/test'
import { createEmulator } from '@postern/emulator'
import { findLaunch } from '@postern/workspace/find-chromium'
import { findAnyPort } from '@postern/workspace/find-free-port'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Origin of the application. */
    appUrl: string
    /** Origin of the emulator. */
    emulatorUrl: string
    /** Where the browser is driven; empty where this machine has none. */
    browserEndpoint: string
  }
}

const root = fileURLToPath(new URL('..', import.meta.url))
const next = createRequire(import.meta.url).resolve('next/dist/bin/next')

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(new URL('../.next/BUILD_ID', import.meta.url))) await build()
  const port = await findAnyPort()
  const appUrl = `http://localhost:${port}`
  const emulator = createEmulator({ appOrigin: appUrl })
  const { url: emulatorUrl } = await emulator.listen()
  const server = runNext(['start', '-H', 'localhost', '-p', String(port)], {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
    CLERK_SECRET_KEY: emulator.secretKey,
    CLERK_WEBHOOK_SIGNING_SECRET: 'whsec_cG9zdGVybi1lbXVsYXRvci13ZWJob29r',
  })
  let browser: BrowserServer | null = null
  const stop = async (): Promise<void> => {
    await browser?.close()
    await end(server)
    await emulator.close()
  }
  try {
    await untilAnswers(appUrl)
    const launch = findLaunch('the browser tests of apps/docs/examples/next')
    if (launch !== null) browser = await chromium.launchServer(launch)
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('appUrl', appUrl)
  project.provide('emulatorUrl', emulatorUrl)
  project.provide('browserEndpoint', browser?.wsEndpoint() ?? '')
  return stop
}

function runNext(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [next, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function build(): Promise<void> {
  const code = await new Promise((resolve) => runNext(['build']).once('close', resolve))
  if (code !== 0) throw new Error('The examples do not build.')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await ended
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
