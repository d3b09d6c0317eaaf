/** How the operating system is asked to start a command, without a shell that reads its words once more. */
import { accessSync, constants } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** What `spawn` takes. */
export interface SpawnCall {
  readonly file: string
  readonly args: readonly string[]
  readonly env: Environment
  /** Windows: the arguments are quoted already. */
  readonly isVerbatim: boolean
}

/**
 * Commands of packages come first, as with `npm run`: `next` is the one of `node_modules/.bin`.
 *
 * @param folder Working directory.
 * @param platform As `process.platform`.
 */
export function toSpawn(
  command: readonly string[],
  environment: Environment,
  folder: string,
  platform: string = process.platform,
): SpawnCall {
  const [file = '', ...args] = command
  const isWindows = platform === 'win32'
  // Windows does not look at the case of a variable's name.
  const pathName = Object.keys(environment).find((name) => isWindows && name.toUpperCase() === 'PATH') ?? 'PATH'
  const folders = [
    ...toBinFolders(folder),
    ...(environment[pathName] ?? '').split(delimiter).filter((one) => one !== ''),
  ]
  const env = { ...environment, [pathName]: folders.join(delimiter) }
  const script = isWindows ? findScript(file, folders) : null
  return script === null ? { file, args, env, isVerbatim: false } : toShellCall(script, args, env)
}

/** Of the folder and of all above it. */
function toBinFolders(folder: string): readonly string[] {
  const bin = join(folder, 'node_modules', '.bin')
  const above = dirname(folder)
  return above === folder ? [bin] : [bin, ...toBinFolders(above)]
}

/** Windows starts programs only; a batch file, as package managers install, needs its interpreter. @returns null for a program. */
function findScript(file: string, folders: readonly string[]): string | null {
  if (/\.(cmd|bat)$/i.test(file)) return file
  for (const folder of folders) {
    if (isThere(join(folder, `${file}.exe`))) return null
    if (isThere(join(folder, `${file}.cmd`))) return join(folder, `${file}.cmd`)
  }
  return null
}

function isThere(path: string): boolean {
  try {
    accessSync(path, constants.F_OK)
    return true
  } catch {
    return false
  }
}

function toShellCall(script: string, args: readonly string[], env: Environment): SpawnCall {
  const line = [escapeMeta(script), ...args.map(escapeArgument)].join(' ')
  return { file: env['comspec'] ?? 'cmd.exe', args: ['/d', '/s', '/c', `"${line}"`], env, isVerbatim: true }
}

/** Quoted for the program, and escaped twice: once for this line, once for the line in the batch file that passes it on. */
function escapeArgument(text: string): string {
  const quoted = text.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\*)$/, '$1$1')
  return escapeMeta(escapeMeta(`"${quoted}"`))
}

/** @see https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/cmd */
function escapeMeta(text: string): string {
  return text.replaceAll(/[()\][%!^"`<>&|;, *?]/g, '^$&')
}
