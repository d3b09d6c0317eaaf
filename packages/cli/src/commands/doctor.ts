/** `postern doctor`: what is wrong with a set-up, before a request shows it. */
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Option } from 'commander'
import { checkKeys, KEY_VARIABLES } from '../doctor/check-keys.ts'
import { checkMatcher } from '../doctor/check-matcher.ts'
import { checkOnline } from '../doctor/check-online.ts'
import { checkPackages, findPackage } from '../doctor/check-packages.ts'
import { checkRuntimeFile } from '../doctor/check-runtime-file.ts'
import { good, warning, type Finding } from '../doctor/finding.ts'
import { readEnvironment, type Environment, type Mode } from '../environment/read-environment.ts'
import { JSON_OPTION, type AddCommand } from '../frame/add-command.ts'
import type { Answer } from '../frame/answer.ts'
import { EXIT_CODES } from '../frame/exit-code.ts'
import type { Host, Paint } from '../frame/host.ts'

interface Options {
  readonly env: Mode
  readonly online?: true
  readonly json?: true
}

export const addDoctor: AddCommand = (program, { host, answer }) => {
  program
    .command('doctor')
    .description('what is wrong with a set-up: keys, packages, proxy.ts, matcher')
    .argument('[folder]', 'of the application. Default: this one')
    .addOption(
      new Option('--env <mode>', 'whose .env files are read')
        .choices(['development', 'production', 'test'])
        .default('development'),
    )
    .option('--online', 'also ask the provider for the key set: the one call that this command makes')
    .option(...JSON_OPTION)
    .action(async (folder: string | undefined, options: Options) =>
      answer(await examine(resolve(host.folder, folder ?? '.'), options, host), options.json === true),
    )
}

async function examine(folder: string, { env, online }: Options, host: Host): Promise<Answer> {
  const environment = await readEnvironment(folder, host.variables, env)
  const next = await findPackage('next', folder)
  const findings = [
    ...checkKeys(environment),
    ...(await checkPackages(folder)),
    ...(next === null ? [] : await checkRuntimeFile(folder, next.version)),
    ...(next === null ? [] : await checkMatcher(folder)),
    ...(online ? await checkOnline(environment, host.nowMs, fetch) : await checkClock(folder, host.nowMs())),
  ]
  return toAnswer(findings, environment)
}

/** Without a network, only a clock that is behind the files around it can be told. */
async function checkClock(folder: string, nowMs: number): Promise<readonly Finding[]> {
  const { mtimeMs } = await stat(join(folder, 'package.json')).catch(() => ({ mtimeMs: 0 }))
  if (mtimeMs > nowMs + 60_000)
    return [warning('clock', 'The clock is behind the date of package.json.', 'Set it by network time.')]
  return [good('clock', 'The clock is not behind the files here. With --online it is compared with the provider’s.')]
}

function toAnswer(findings: readonly Finding[], environment: Environment): Answer {
  const variables = KEY_VARIABLES.map((name) => ({
    name,
    source: environment.get(name)?.value ? (environment.get(name)?.source ?? null) : null,
  }))
  const isWell = findings.every(({ level }) => level === 'good')
  return {
    exitCode: isWell ? EXIT_CODES.well : EXIT_CODES.found,
    json: { variables, findings },
    toText: (paint) =>
      [
        ...variables
          .filter(({ source }) => source !== null)
          .map(({ name, source }) => `${paint.dim('from')} ${source}: ${name}`),
        ...findings.map((finding) => toText(finding, paint)),
      ].join('\n'),
  }
}

const COLOURS = { good: 'green', warning: 'yellow', fault: 'red' } as const

function toText({ check, level, message, cure }: Finding, paint: Paint): string {
  const lines = message.split('\n').join('\n  ')
  const advice = cure === null || cure === '' ? '' : `\n  ${paint.dim('Do this:')} ${cure}`
  return `${paint[COLOURS[level]](level)} ${paint.bold(check)}: ${lines}${advice}`
}
