/** Arguments of a person → an exit code. The only place that prints errors. */
import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { COMMANDS } from './commands.ts'
import type { Frame } from './frame/add-command.ts'
import { CliError, type Complaint } from './frame/cli-error.ts'
import { EXIT_CODES } from './frame/exit-code.ts'
import type { Host } from './frame/host.ts'

const EXIT_CODE_HELP = `
Exit codes: ${EXIT_CODES.well} all is well, ${EXIT_CODES.found} something was found, ${EXIT_CODES.wrongUse} wrong use, ${EXIT_CODES.couldNotRun} could not run.
Nothing is sent to anybody: no command uses the network, unless an option says so.`

/**
 * Runs the command that the arguments name.
 *
 * @param args Without `node` and the script.
 * @returns 0, 1, 2 or 3; what each means stands in `frame/exit-code.ts`. That of the emulator's own command is passed on.
 */
export async function run(args: readonly string[], host: Host): Promise<number> {
  let exitCode: number = EXIT_CODES.well
  const frame: Frame = {
    host,
    answer: (answer, isJson) => {
      host.out(`${isJson ? JSON.stringify(answer.json, null, 2) : answer.toText(host.paint)}\n`)
      exitCode = answer.exitCode
    },
    end: (code) => {
      exitCode = code
    },
  }
  try {
    await createProgram(frame).parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    return report(error, { host, isJson: args.includes('--json') })
  }
}

function createProgram(frame: Frame): Command {
  const { host } = frame
  const program = new Command('postern')
    .description('Why a request was refused, and what is wrong with a set-up.')
    .version(manifest.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .addHelpText('after', EXIT_CODE_HELP)
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .exitOverride()
    // What is wrong is printed by `report`, in one shape for all mistakes.
    .configureOutput({ writeOut: host.out, writeErr: () => {}, getOutHasColors: () => false })
  for (const add of COMMANDS) add(program, frame)
  return program
}

function report(error: unknown, { host, isJson }: { readonly host: Host; readonly isJson: boolean }): number {
  if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODES.well
  const { complaint, exitCode } = toComplaint(error)
  if (isJson) host.out(`${JSON.stringify({ error: complaint }, null, 2)}\n`)
  else host.err(toText(complaint, host))
  return exitCode
}

function toText({ code, cause, cure }: Complaint, { paintError }: Host): string {
  return `${paintError.red('error')} ${paintError.bold(code)}\n  ${cause}\n  ${paintError.dim('Do this:')} ${cure}\n`
}

function toComplaint(error: unknown): { readonly complaint: Complaint; readonly exitCode: number } {
  if (error instanceof CliError) {
    const { code, cause, cure, exitCode } = error
    return { complaint: { code, cause, cure }, exitCode }
  }
  if (error instanceof CommanderError) return { complaint: toUsage(error), exitCode: EXIT_CODES.wrongUse }
  // Its message may quote what was read, so only its kind is told.
  const kind = error instanceof Error ? error.name : typeof error
  const cause = `Something broke that should not (${kind}).`
  const cure = 'Report it, with the command without its credentials.'
  return { complaint: { code: 'ERR_CLI_BROKEN', cause, cure }, exitCode: EXIT_CODES.couldNotRun }
}

/** Arguments may be credentials, and the parser's messages quote them: only what begins like an option is kept. */
function toUsage({ code, message }: CommanderError): Complaint {
  const option = /^error: (unknown option|option) '(--[a-z][a-z-]{0,30}|-[a-z])/.exec(message)
  const suggestion = /\(Did you mean ([a-z -]+)\?\)/.exec(message)
  const what =
    option === null
      ? (USAGE_CAUSES[code] ?? 'This cannot be read.')
      : `${option[2] ?? ''}: ${USAGE_CAUSES[code] ?? 'it cannot be read.'}`
  const cure =
    suggestion === null
      ? 'postern --help lists the commands, postern <command> --help its options.'
      : `Did you mean ${suggestion[1] ?? ''}?`
  return { code: 'ERR_CLI_USAGE', cause: what, cure }
}

const USAGE_CAUSES: Readonly<Record<string, string>> = {
  'commander.unknownCommand': 'There is no such command.',
  'commander.unknownOption': 'there is no such option.',
  'commander.optionMissingArgument': 'it needs a value.',
  'commander.missingArgument': 'An argument is missing.',
  'commander.excessArguments': 'There are more arguments than this command takes.',
  'commander.conflictingOption': 'it cannot stand beside another of the options.',
  'commander.help': 'No command was named.',
}
