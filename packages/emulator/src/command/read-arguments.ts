/** The words after the command, and what is wrong with them. */
import { parseArgs } from 'node:util'
import { EmulatorError } from '../emulator-error.ts'
import { DEFAULT_PORT } from '../options.ts'

/** What `--help` shows. */
export const HELP: string = `Usage: postern-emulator [options]
       postern-emulator exec [options] -- <command> [arguments]

Starts an identity provider in a box and prints the lines for your .env file.
With exec it sets them for a command, runs that, and stops with it.

  --port <n>            Port. Default ${DEFAULT_PORT}, or the next free one; 0 takes any.
  --seed <file>         JSON with users, organizations and the rest.
                        Default: Ada, Grace, Alan and Edsger.
  --db <file>           Keep everything in this SQLite file. The seed is planted
                        into an empty one only.
  --scripts <folder>    Where the vendor's browser scripts are installed.
                        Default: the working directory.
  --host <address>      Address to listen on. Default 127.0.0.1.
  --allow-non-loopback  Let --host be an address that other machines reach, such
                        as 0.0.0.0 in a container. Nothing here is protected:
                        inside a closed network only.
  -v, --version         The version of this package.
  -h, --help            This text.
`

/** What the command was asked to do. */
export interface CliArguments {
  /** Help wins over the version, and both win over starting. */
  readonly wanted: 'help' | 'version' | 'emulator'
  /** null: the default, or the next free one. */
  readonly port: number | null
  readonly seedFile: string | null
  readonly databaseFile: string | null
  readonly scriptsFolder: string
  readonly host: string | null
  readonly allowNonLoopback: boolean
  /** The command to run and its arguments; null: only the emulator. */
  readonly command: readonly string[] | null
}

const MAX_PORT = 65_535
const COMMAND_ADVICE = 'A command to start stands after "exec --", for example: postern-emulator exec -- npm run dev\n'
const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const OPTIONS = {
  port: text,
  seed: text,
  db: text,
  scripts: text,
  host: text,
  'allow-non-loopback': flag,
  version: { ...flag, short: 'v' },
  help: { ...flag, short: 'h' },
} as const

/** @throws EmulatorError `ERR_EMULATOR_OPTION_INVALID`, with a message that names what is wrong. */
export function readArguments(args: readonly string[]): CliArguments {
  const [first, ...rest] = args
  const isExec = first === 'exec'
  // What stands after the dashes belongs to the command, and looks like anything.
  const dashes = rest.indexOf('--')
  const own = isExec ? rest.slice(0, dashes === -1 ? rest.length : dashes) : args
  const { port, seed, db, scripts, host, help, version, ...flags } = parse(own)
  const wanted = help ? 'help' : version ? 'version' : 'emulator'
  const command = isExec && dashes !== -1 ? rest.slice(dashes + 1) : []
  if (wanted === 'emulator' && isExec && command.length === 0)
    throw invalid('exec needs a command after two dashes, for example: postern-emulator exec -- npm run dev')
  return {
    wanted,
    port: port === undefined ? null : readPort(port),
    seedFile: seed ?? null,
    databaseFile: db ?? null,
    scriptsFolder: scripts ?? '.',
    host: host ?? null,
    allowNonLoopback: flags['allow-non-loopback'] ?? false,
    command: isExec ? command : null,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'they cannot be read'
    throw invalid(`the arguments are wrong: ${reason}\n${isStrayWord(error) ? COMMAND_ADVICE : ''}\n${HELP}`)
  }
}

/** Whoever writes a word that is no option means a command to start. */
function isStrayWord(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL'
}

function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > MAX_PORT) throw invalid(`--port must be a whole number from 0 to ${MAX_PORT}.`)
  return port
}

function invalid(message: string): EmulatorError {
  return new EmulatorError('ERR_EMULATOR_OPTION_INVALID', message)
}
