/** What the command does: reads its arguments, starts an emulator, says how to use it, waits to be stopped. */
import { readFile, stat } from 'node:fs/promises'
import manifest from '../package.json' with { type: 'json' }
import { exec } from './command/exec.ts'
import { type CliArguments, HELP, readArguments } from './command/read-arguments.ts'
import { toGreeting } from './command/greet.ts'
import { createEmulator } from './create-emulator.ts'
import type { Emulator } from './emulator.ts'
import { EmulatorError } from './emulator-error.ts'
import { DEFAULT_PORT, type EmulatorOptions } from './options.ts'
import { openScripts } from './scripts/open-scripts.ts'
import type { ScriptSource } from './scripts/script-source.ts'
import { checkSeed } from './state/check-seed.ts'
import { openDatabase } from './state/open-database.ts'
import type { Seed } from './state/seed.ts'

/** How many ports after the default are tried. */
const PORTS_TRIED = 20

const OPEN_WARNING =
  'Other machines may reach this emulator, and nothing in it is protected: whoever reaches it can sign in as anybody.\n'

/** Where the command writes, and what stops it. */
export interface CliHost {
  readonly write: (text: string) => void
  readonly writeError: (text: string) => void
  /** Resolves when the command has to stop. */
  readonly stopped: () => Promise<void>
}

const terminal: CliHost = {
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  stopped: () =>
    new Promise((resolve) => {
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
    }),
}

/** @returns Exit code: 0 after a stop, 1 after a mistake, which a message names; with `exec` that of the command. */
export async function runCli(args: readonly string[], host: CliHost = terminal): Promise<number> {
  try {
    const given = readArguments(args)
    if (given.wanted !== 'emulator') {
      host.write(given.wanted === 'help' ? HELP : `${manifest.version}\n`)
      return 0
    }
    await checkFolder(given.scriptsFolder)
    const scripts = reportOnce(openScripts(given.scriptsFolder), host)
    const emulator = createEmulator({ ...(await readOptions(given)), scripts })
    try {
      await listen(emulator, given)
      if (given.allowNonLoopback) host.writeError(OPEN_WARNING)
      if (given.command !== null) return await exec(emulator, given.command, (line) => host.writeError(`${line}\n`))
      host.write(await toGreeting(emulator, scripts))
      await host.stopped()
      return 0
    } finally {
      await emulator.close()
    }
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error
    host.writeError(`${error.message}\n`)
    return 1
  }
}

/** A page asks for a script each time it is loaded; that it is not installed has to be said once. */
function reportOnce(scripts: ScriptSource, host: CliHost): ScriptSource {
  const said = new Set<string>()
  return {
    ...scripts,
    onMissing: (advice) => {
      if (!said.has(advice)) host.writeError(`${advice}\n`)
      said.add(advice)
    },
  }
}

/** A folder that is not there would look like one in which nothing is installed. */
async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null)
  if (found?.isDirectory() !== true)
    throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', `--scripts must name a folder; ${folder} is none.`)
}

async function readOptions({ seedFile, databaseFile }: CliArguments): Promise<EmulatorOptions> {
  const seed = seedFile === null ? null : await readSeed(seedFile)
  const persistence = databaseFile === null ? null : await openDatabase(databaseFile)
  return { ...(seed !== null && { seed }), ...(persistence !== null && { persistence }) }
}

async function readSeed(file: string): Promise<Seed> {
  try {
    return checkSeed(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    if (cause instanceof EmulatorError) throw cause
    const reason = cause instanceof Error ? cause.message : 'it cannot be read'
    throw new EmulatorError('ERR_EMULATOR_SEED_INVALID', `${file} cannot be used: ${reason}`, { cause })
  }
}

async function listen(emulator: Emulator, { port, host, allowNonLoopback }: CliArguments): Promise<void> {
  const place = { allowNonLoopback, ...(host !== null && { hostname: host }) }
  if (port !== null) {
    await emulator.listen({ ...place, port })
    return
  }
  for (let next = DEFAULT_PORT; next < DEFAULT_PORT + PORTS_TRIED; next += 1) {
    try {
      await emulator.listen({ ...place, port: next })
      return
    } catch (error) {
      if (!(error instanceof EmulatorError) || error.code !== 'ERR_EMULATOR_PORT_IN_USE') throw error
    }
  }
  await emulator.listen({ ...place, port: 0 })
}
