/** `postern explain`: why a request was, or would be, answered as it is. */
import { AuthError } from '@postern/core'
import { Option, type Command } from 'commander'
import { readEnvironment, type Mode } from '../environment/read-environment.ts'
import { chooseKeys, type KeyOptions } from '../explain/choose-keys.ts'
import { decideSession } from '../explain/decide-session.ts'
import { decidePolicy } from '../explain/policy/decide-policy.ts'
import { readQuestion, type QuestionOptions } from '../explain/read-question.ts'
import { toExplanation } from '../explain/to-explanation.ts'
import type { Verdict } from '../explain/verdict.ts'
import { JSON_OPTION, type AddCommand } from '../frame/add-command.ts'
import type { Answer } from '../frame/answer.ts'
import { CliError, createUsageError } from '../frame/cli-error.ts'
import type { Host } from '../frame/host.ts'

interface Options extends QuestionOptions, KeyOptions {
  readonly policy?: string
  readonly runHandlers?: true
  readonly at?: string
  readonly env: Mode
  readonly json?: true
}

const gather = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

export const addExplain: AddCommand = (program, { host, answer }) => {
  const command = program
    .command('explain')
    .description('why a request was refused: a URL, a curl command or an entry of a HAR file')
    .argument('[request]', 'a URL, or a curl command in quotes; "-" or nothing reads standard input')
  addRequestOptions(command)
  command
    .option('--jwt-key <key>', 'public key of the instance: PEM, or a file with it')
    .option('--jwks <file>', 'key set of the instance, instead of the JWT key')
    .option('--publishable-key <key>', 'of the instance, instead of the one of the environment')
    .addOption(
      new Option('--env <mode>', 'whose .env files are read')
        .choices(['development', 'production', 'test'])
        .default('development'),
    )
    .option('--policy <file>', 'proxy.ts or middleware.ts of the application. Default: the session alone is judged')
    .option('--run-handlers', 'the policy may be an app of Hono or a fetch handler, whose own code runs then')
    .option(
      '--at <time>',
      'when tokens are judged, as in 2026-01-31T12:00:00Z. Default: when the entry was sent, else now',
    )
    .option(...JSON_OPTION)
    .addHelpText(
      'after',
      '\nKeys come from options, else from the variables of the process and from .env files, and are never printed.',
    )
    .action(async (request: string | undefined, options: Options) =>
      answer(await explain(request, options, host), options.json === true),
    )
}

function addRequestOptions(command: Command): void {
  command
    .option('-X, --method <method>', 'of the request')
    .addOption(new Option('-H, --header <line>', 'name: value; may be repeated').argParser(gather))
    .addOption(new Option('-b, --cookie <pairs>', 'name=value; may be repeated').argParser(gather))
    .option('--bearer <token>', 'token of the Authorization header')
    .addOption(
      new Option('--as <what>', 'what a URL is asked for as. Default: page, with a token fetch').choices([
        'page',
        'fetch',
      ]),
    )
    .option('--curl <file>', 'a curl command, as browsers copy it')
    .option('--har <file>', 'a HAR file, as browsers save it')
    .option('--entry <which>', 'entry of the HAR file: its number, or a part of its path')
}

async function explain(argument: string | undefined, options: Options, host: Host): Promise<Answer> {
  const recorded = await readQuestion(argument, options, host)
  const nowMs = toMoment(options.at) ?? recorded.sentAtMs ?? host.nowMs()
  const environment = await readEnvironment(host.folder, host.variables, options.env)
  const keys = await chooseKeys(options, environment, host.folder)
  const { policy = null, runHandlers = false } = options
  const terms = { ...keys, nowMs }
  const verdict = await withCures(() =>
    policy === null
      ? decideSession(recorded, terms)
      : decidePolicy(recorded, { ...terms, path: policy, folder: host.folder, isHandlerRun: runHandlers }),
  )
  return toExplanation(recorded, checkKeys(verdict), { nowMs, policy })
}

function toMoment(text: string | undefined): number | null {
  if (text === undefined) return null
  // A bare number is a time claim of a token: seconds.
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text)
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) {
    throw createUsageError('--at is no time.', 'Write it as in 2026-01-31T12:00:00Z, or as seconds since 1970.')
  }
  return ms
}

/** A decision without keys would be about the network, not about the request. */
function checkKeys(verdict: Verdict): Verdict {
  if (!verdict.wanted.some(({ kind }) => kind === 'keys')) return verdict
  throw new CliError({
    code: 'ERR_CLI_KEYS_NEEDED',
    cause:
      'The keys that tokens are signed with would have to be fetched from the provider, and nothing is fetched here.',
    cure: 'Give --jwt-key with the PEM of the instance (its page of API keys shows it), --jwks with its key set, or CLERK_JWT_KEY.',
  })
}

const CURES: Readonly<Record<string, string>> = {
  ERR_AUTH_PUBLISHABLE_KEY_MISSING:
    'Give --publishable-key, or run this in the folder of the application, where its .env files are.',
  ERR_AUTH_SECRET_KEY_MISSING:
    'Give --jwt-key or --jwks, or run this in the folder of the application, where its .env files are.',
}

/** Messages of core hold no credential. */
async function withCures(decide: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await decide()
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    const cure = CURES[error.code] ?? 'node_modules/@postern/core/errors.md has a section for this code.'
    // Code and page are told apart from the message.
    const cause = error.message.replace(/^[A-Z_]+:? +/, '').replace(/ \(node_modules[^)]*\)$/, '')
    throw new CliError({ code: error.code, cause, cure })
  }
}
