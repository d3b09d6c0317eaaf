/** What the command does: reads its arguments, starts an emulator, says how to use it, waits to be stopped. */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createEmulator } from './create-emulator.ts'
import type { Emulator } from './emulator.ts'
import { toEnvLines, toVendorEnvLines } from './env-lines.ts'
import { EmulatorError } from './emulator-error.ts'
import { DEFAULT_PORT, type EmulatorOptions } from './options.ts'
import { checkSeed } from './state/check-seed.ts'
import { openDatabase } from './state/open-database.ts'
import type { Seed } from './state/seed.ts'

const HELP = `Usage: postern-emulator [options]

  --port <n>      Port on 127.0.0.1. Default ${DEFAULT_PORT}, or the next free one; 0 takes any.
  --seed <file>   JSON with users, organizations and the rest. Default: Ada, Grace, Alan and Edsger.
  --db <file>     Keep everything in this SQLite file. The seed is planted into an empty one only.
  -v, --version   The version of this package.
  -h, --help      This text.
`

/** How many ports after the default are tried. */
const PORTS_TRIED = 20

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

/** @returns Exit code: 0 after a stop, 1 after a mistake, which a message names. */
export async function runCli(args: readonly string[], host: CliHost = terminal): Promise<number> {
  try {
    const { port, seedFile, databaseFile, wanted } = readArguments(args)
    if (wanted !== 'emulator') {
      host.write(wanted === 'help' ? HELP : `${await readVersion()}\n`)
      return 0
    }
    const emulator = createEmulator(await readOptions(seedFile, databaseFile))
    try {
      await listen(emulator, port)
      host.write(toGreeting(emulator))
      await host.stopped()
    } finally {
      await emulator.close()
    }
    return 0
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error
    host.writeError(`${error.message}\n`)
    return 1
  }
}

interface CliArguments {
  /** null: the default, or the next free one. */
  readonly port: number | null
  readonly seedFile: string | null
  readonly databaseFile: string | null
  /** What was asked for. Help wins over the version, and both win over starting. */
  readonly wanted: 'help' | 'version' | 'emulator'
}

function readArguments(args: readonly string[]): CliArguments {
  const { port, seed, db, help, version } = parse(args)
  const number = port === undefined ? null : Number(port)
  if (number !== null && (!/^\d+$/.test(port ?? '') || number > 65_535)) {
    throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', '--port must be a whole number from 0 to 65535.')
  }
  const wanted = help ? 'help' : version ? 'version' : 'emulator'
  return { port: number, seedFile: seed ?? null, databaseFile: db ?? null, wanted }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: text,
        seed: text,
        db: text,
        help: { ...flag, short: 'h' },
        version: { ...flag, short: 'v' },
      },
    }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'they cannot be read'
    throw new EmulatorError('ERR_EMULATOR_OPTION_INVALID', `the arguments are wrong: ${reason}\n\n${HELP}`)
  }
}

/** The version of the installed package. */
async function readVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null
  return typeof version === 'string' ? version : 'unknown'
}

async function readOptions(seedFile: string | null, databaseFile: string | null): Promise<EmulatorOptions> {
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

async function listen(emulator: Emulator, port: number | null): Promise<void> {
  if (port !== null) {
    await emulator.listen({ port })
    return
  }
  for (let next = DEFAULT_PORT; next < DEFAULT_PORT + PORTS_TRIED; next += 1) {
    try {
      await emulator.listen({ port: next })
      return
    } catch (error) {
      if (!(error instanceof EmulatorError) || error.code !== 'ERR_EMULATOR_PORT_IN_USE') throw error
    }
  }
  await emulator.listen({ port: 0 })
}

function toGreeting(emulator: Emulator): string {
  const people = emulator.control
    .users()
    .slice(0, 10)
    .map(({ email, firstName, lastName }) => `  ${email.padEnd(24)} ${firstName} ${lastName}`)
  return `
Postern emulator  ${emulator.url}
Console           ${emulator.url}/__emu

Publishable key   ${emulator.publishableKey}
Secret key        ${emulator.secretKey}

.env of an application (outside Next the first is called CLERK_PUBLISHABLE_KEY):
${toEnvLines(emulator)
  .map((line) => `  ${line}`)
  .join('\n')}

Besides, for the vendor's packages:
${toVendorEnvLines(emulator)
  .map((line) => `  ${line}`)
  .join('\n')}

People, no password needed:
${people.join('\n')}

Ctrl-C stops it.
`
}
