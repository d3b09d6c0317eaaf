/**
 * The demo's three servers, on and off. Ports → a running stage. Waits until each server answers.
 *
 * The emulator lives in this process; the Next app and the worker are processes of their own, started as in production: `next start` on what
 * `next build` made, and the worker in real workerd.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEmulator, type Emulator } from '@postern/emulator'
import type { DemoPorts } from './demo-ports.ts'
import { startService, type Service, type ServiceCommand } from './service.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Everything that runs. */
export interface Stage {
  readonly emulator: Emulator
  readonly provider: URL
  readonly app: URL
  readonly worker: URL
  /** Resolves when a server ended although nobody asked it to, to its name and its last output. */
  readonly failed: Promise<string>
  /** Stops every server; safe to call more than once. */
  readonly stop: () => Promise<void>
}

/** A script of a package that an app depends on: found from the app, so that it is the app's own version. */
const resolveScript = (app: string, name: string, script: string): string => {
  const require = createRequire(join(root, 'apps', app, 'package.json'))
  return join(dirname(require.resolve(`${name}/package.json`)), script)
}

const toAppCommand = (url: URL, emulator: Emulator): ServiceCommand => ({
  name: 'The Next app',
  script: resolveScript('next', 'next', 'dist/bin/next'),
  args: ['start', '-H', url.hostname, '-p', url.port],
  cwd: join(root, 'apps/next'),
  env: {
    NODE_ENV: 'production',
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
    CLERK_SECRET_KEY: emulator.secretKey,
  },
  readyUrl: url,
})

const toWorkerCommand = (url: URL, emulator: Emulator): ServiceCommand => ({
  name: 'The Hono worker',
  script: resolveScript('hono-worker', 'wrangler', 'bin/wrangler.js'),
  args: [
    'dev',
    `--ip=${url.hostname}`,
    `--port=${url.port}`,
    '--inspector-port=0',
    '--show-interactive-dev-session=false',
    `--var=CLERK_PUBLISHABLE_KEY:${emulator.publishableKey}`,
    `--var=CLERK_SECRET_KEY:${emulator.secretKey}`,
  ],
  cwd: join(root, 'apps/hono-worker'),
  // CI keeps wrangler from asking questions.
  env: { CI: '1', CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
  readyUrl: url,
})

/**
 * Starts the three servers.
 *
 * @param signal Aborted when somebody wants to stop while the servers still start.
 * @throws Error With the server's last output, when one does not come up. What was started is stopped again.
 */
export const startStage = async (ports: DemoPorts, signal: AbortSignal): Promise<Stage> => {
  const app = new URL(`http://localhost:${ports.app}/`)
  const worker = new URL(`http://127.0.0.1:${ports.worker}/`)
  const emulator = createEmulator({ appOrigin: app.origin })
  await emulator.listen({ port: ports.emulator })
  const services: readonly Service[] = [toAppCommand(app, emulator), toWorkerCommand(worker, emulator)].map(
    startService,
  )
  const stop = async (): Promise<void> => {
    await Promise.all(services.map((service) => service.stop()))
    await emulator.close()
  }
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('Stopped while starting.'))),
  )
  try {
    await Promise.race([Promise.all(services.map(({ ready }) => ready)), aborted])
  } catch (error) {
    await stop()
    throw error
  }
  return {
    emulator,
    provider: new URL(`http://127.0.0.1:${ports.emulator}/`),
    app,
    worker,
    failed: Promise.race(services.map(async ({ name, ended }) => `${name} ended by itself:\n${await ended}`)),
    stop,
  }
}
