/** The page's server behind a proxy, in a process of its own, and the identity provider of a production instance that it believes. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { findAnyPort } from '@postern/workspace/find-free-port'
import { fileURLToPath } from 'node:url'
import { HOST } from './ask'
import { startProgram, type RunningProgram } from './start-program'

export interface RunningServer extends RunningProgram {
  readonly port: number
  readonly emulator: Emulator
}

export async function startServer(): Promise<RunningServer> {
  const emulator = createEmulator({
    instanceType: 'production',
    frontendApiHost: 'clerk.example.com',
    appOrigin: `https://${HOST}`,
  })
  const port = await findAnyPort()
  const running = await startProgram({
    file: process.execPath,
    args: [fileURLToPath(new URL('../proxies/server.ts', import.meta.url))],
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: {
      PORT: String(port),
      CLERK_PUBLISHABLE_KEY: emulator.publishableKey,
      CLERK_SECRET_KEY: emulator.secretKey,
      CLERK_JWT_KEY: emulator.jwtKey,
    },
    port,
  })
  return { ...running, port, emulator }
}
