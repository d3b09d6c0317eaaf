/** `fixtures/react`, built and served by Vite, against an emulator that listens. Waits for both. */
import { findAnyPort } from '@postern/workspace/find-free-port'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Environment, finishProgram, type RunningServer, startServer } from '../world/run-program.ts'

const SCRIPT = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
const FIXTURE = fileURLToPath(new URL('../../fixtures/react', import.meta.url))
const OUTPUT = fileURLToPath(new URL('../../dist/react', import.meta.url))

/** @param env As the emulator prints it for an application's `.env` file. */
export async function startReact(env: Environment): Promise<RunningServer & { readonly url: string }> {
  await finishProgram(SCRIPT, ['build', '--outDir', OUTPUT, '--emptyOutDir'], FIXTURE, env)
  const port = await findAnyPort()
  const args = ['preview', '--outDir', OUTPUT, '--host', 'localhost', '--port', String(port), '--strictPort']
  const server = await startServer(SCRIPT, args, FIXTURE, env, `:${port}`)
  return { ...server, url: `http://localhost:${port}` }
}
