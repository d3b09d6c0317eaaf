/** `postern emulator …`: hands over to the command of `@postern/emulator`, with everything that stands behind it. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AddCommand } from '../frame/add-command.ts'
import { CliError } from '../frame/cli-error.ts'

export const addEmulator: AddCommand = (program, { end }) => {
  program
    .command('emulator')
    .description('an identity provider on this machine: postern emulator --help')
    .argument('[arguments...]', 'what @postern/emulator takes')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: readonly string[]) => {
      // Its command reads the arguments of the process, and sets the exit code when it ends.
      process.argv.splice(2, process.argv.length, ...args)
      await import(pathToFileURL(await findCommand()).href)
      end(Number(process.exitCode ?? 0))
    })
}

/** The file that npm would start: in the same process, so that signals and the terminal are its own. */
async function findCommand(): Promise<string> {
  try {
    const manifest = createRequire(import.meta.url).resolve('@postern/emulator/package.json')
    const { bin }: { bin: { 'postern-emulator': string } } = JSON.parse(await readFile(manifest, 'utf8'))
    return join(dirname(manifest), bin['postern-emulator'])
  } catch {
    throw new CliError({
      code: 'ERR_CLI_EMULATOR_MISSING',
      cause: '@postern/emulator is not where this command was installed.',
      cure: 'Run npm install @postern/emulator, or npx @postern/emulator.',
    })
  }
}
