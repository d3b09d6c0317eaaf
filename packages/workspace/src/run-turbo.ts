/** Turbo, with every line that it prints handed on as it comes. Arguments → its exit status. Waits for its end. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * @param argv After `turbo`.
 * @param onLine Called with each line of its output, as it was printed. What it says on standard error goes to ours.
 * @returns Its exit status; 130 when a signal ended it, 1 when it could not be started, which is said on standard error.
 */
export function runTurbo(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): Promise<number> {
  // What is read by us is no terminal to turbo and to what it starts; colours would be lost.
  const isColoured = process.stdout.isTTY && env['NO_COLOR'] === undefined
  return new Promise((resolve) => {
    const turbo = spawn('turbo', argv, {
      cwd: root,
      env: isColoured ? { ...env, FORCE_COLOR: '1' } : env,
      stdio: ['inherit', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    })
    createInterface({ input: turbo.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine)
    turbo.on('error', (error) => {
      console.error(`turbo could not be started: ${error.message}. Start this through the scripts of npm.`)
      resolve(1)
    })
    turbo.on('close', (code) => resolve(code ?? 130))
  })
}
