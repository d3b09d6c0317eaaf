/** The page's server behind a proxy, in a process of its own, and the identity provider of a production instance that it believes. */
import { createEmulator, type Emulator } from '@postern/emulator'
import { findAnyPort } from '@postern/workspace/find-free-port'
import { fileURLToPath } from 'node:url'
import { readFileSync } from 'node:fs'
import { HOST } from './ask'
import { readLastStage } from './read-dockerfile'
import { startProgram, type RunningProgram } from './start-program'

export interface RunningServer extends RunningProgram {
  readonly port: number
  readonly emulator: Emulator
}

/** As the image of the page about containers starts it. */
const [, ...command] = readLastStage(
  readFileSync(new URL('../docker/server.Dockerfile', import.meta.url), 'utf8'),
).command

export async function startServer(): Promise<RunningServer> {
  const emulator = createEmulator({
    instanceType: 'production',
    frontendApiHost: 'clerk.example.com',
    appOrigin: `https://${HOST}`,
  })
  const port = await findAnyPort()
  const running = await startProgram({
    file: process.execPath,
    args: command,
    cwd: fileURLToPath(new URL('../proxies', import.meta.url)),
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
