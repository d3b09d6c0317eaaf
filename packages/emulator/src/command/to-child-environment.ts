/** The environment of a command that `exec` starts: that of the terminal, and every line of the emulator. */
import { type EnvFacts, type EnvVariable, toEnvVariables } from '../env-lines.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What a command is started with. */
export interface ChildEnvironment {
  readonly variables: Environment
  /** Sentences about variables that are not as the developer, or as the emulator, would have them. */
  readonly remarks: readonly string[]
}

/** The public key of another instance would refuse every session of this one. */
const FOREIGN_KEY = 'CLERK_JWT_KEY'

/**
 * Keys are always those of the emulator, for no others work with it. Where the terminal's environment says something about an address, that
 * stays: somebody wrote it for this run. What stands in `.env` files gives way, as programs read it last; only the way to sign-in pages of the
 * application itself stays.
 *
 * @param files Texts of the application's `.env` files.
 */
export function toChildEnvironment(
  facts: EnvFacts,
  environment: Environment,
  files: readonly string[],
): ChildEnvironment {
  const all = toEnvVariables(facts)
  const kept = all.filter((variable) => isKept(variable, environment))
  const ownPages = new Set(all.filter((variable) => isOwnPage(variable, environment, files)).map(toBareName))
  const set = all.filter((variable) => !kept.includes(variable) && !ownPages.has(toBareName(variable)))
  const replaced = set.filter(({ name, value }) => environment[name] !== undefined && environment[name] !== value)
  const hasForeignKey = environment[FOREIGN_KEY] !== undefined || files.some((file) => readLine(file, FOREIGN_KEY))
  return {
    variables: {
      ...environment,
      ...Object.fromEntries(set.map(({ name, value }) => [name, value])),
      // Empty, and not left out: it would be read from the file.
      ...(hasForeignKey ? { [FOREIGN_KEY]: '' } : {}),
    },
    remarks: [
      ...remark('Replaced for this command', [
        ...replaced.map(({ name }) => name),
        ...(hasForeignKey ? [FOREIGN_KEY] : []),
      ]),
      ...remark(
        'Left as your environment has it',
        kept.map(({ name }) => name),
      ),
    ],
  }
}

function remark(what: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${what}: ${names.join(', ')}.`]
}

function isKept({ name, value, kind }: EnvVariable, environment: Environment): boolean {
  const given = environment[name] ?? ''
  return kind !== 'key' && given !== '' && given !== value
}

/** Whether the application says that it has this page itself: a path of its own, and no address. */
function isOwnPage({ name, kind }: EnvVariable, environment: Environment, files: readonly string[]): boolean {
  if (kind !== 'page') return false
  const given = [environment[name] ?? '', ...files.map((file) => readLine(file, name) ?? '')]
  return given.some((value) => value.startsWith('/'))
}

function toBareName({ name }: EnvVariable): string {
  return name.slice(name.indexOf('CLERK_'))
}

/** The value that a `.env` file gives a variable, without quotes; null where it says nothing about it. */
function readLine(file: string, name: string): string | null {
  const line = new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*(.*)$`, 'm').exec(file)?.[1]
  return line === undefined ? null : line.trim().replace(/^(['"`])(.*)\1$/, '$2')
}
