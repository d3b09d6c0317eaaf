/** A copy of `fixtures/next`, built and served by Next itself, against an emulator that listens. Waits for both. */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { cp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Environment, finishProgram, type RunningServer, startServer } from '../world/run-program.ts'

const SCRIPT = createRequire(import.meta.url).resolve('next/dist/bin/next')
const FIXTURE = fileURLToPath(new URL('../../fixtures/next', import.meta.url))
const NOT_COPIED = /^\/(variants|\.next)(\/|$)/

/** Whose middleware. */
export type NextVariant = 'vendor' | 'ours'

export interface NextBuild {
  /** @param env Added to that of the build. */
  start(env?: Environment): Promise<RunningServer & { readonly url: string }>
}

/** @param given As the emulator prints them for an application's `.env` file. */
export async function buildNext(variant: NextVariant, given: Environment): Promise<NextBuild> {
  const folder = fileURLToPath(new URL(`../../dist/next-${variant}`, import.meta.url))
  await rm(folder, { recursive: true, force: true })
  await cp(FIXTURE, folder, { recursive: true, filter: (from) => !NOT_COPIED.test(from.slice(FIXTURE.length)) })
  await cp(`${FIXTURE}/variants/${variant}`, folder, { recursive: true })
  const env = { ...given, NEXT_TELEMETRY_DISABLED: '1', NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1' }
  await finishProgram(SCRIPT, ['build'], folder, env)
  return {
    start: async (more = {}) => {
      const port = await findAnyPort()
      const args = ['start', '-H', 'localhost', '-p', String(port)]
      const server = await startServer(SCRIPT, args, folder, { ...env, ...more }, 'Ready in')
      return { ...server, url: `http://localhost:${port}` }
    },
  }
}
