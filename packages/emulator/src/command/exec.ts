/** `exec`: a command with every line of the emulator in its environment. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Emulator } from '../emulator.ts'
import { runCommand } from './run-command.ts'
import { toChildEnvironment } from './to-child-environment.ts'
import { toSpawn } from './to-spawn.ts'

/** Files that frameworks read in development. */
const ENV_FILES = ['.env', '.env.local', '.env.development', '.env.development.local']

/**
 * Runs a command in the working directory beside an emulator that listens.
 *
 * @param say Writes a line for people; what the command itself prints is left alone.
 * @returns The command's exit code.
 */
export async function exec(
  emulator: Emulator,
  command: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const folder = process.cwd()
  const files = await Promise.all(ENV_FILES.map((file) => readFile(join(folder, file), 'utf8').catch(() => '')))
  const { publishableKey, secretKey, url, control } = emulator
  const [endpoint, ...others] = control.webhooks.endpoints()
  const webhookSecret = others.length === 0 ? (endpoint?.secret ?? null) : null
  const facts = { publishableKey, secretKey, url, webhookSecret }
  const { variables, remarks } = toChildEnvironment(facts, process.env, files)
  say(`Postern emulator ${url}, console ${url}/__emu`)
  for (const remark of remarks) say(remark)
  const { code, problem } = await runCommand(toSpawn(command, variables, folder))
  if (problem !== null) say(problem)
  return code
}
