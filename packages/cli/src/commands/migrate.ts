/** `postern migrate [folder]`: from the vendor's packages to ours. Shows what it would do; `--write` does it. */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { JSON_OPTION, type AddCommand } from '../frame/add-command.ts'
import { createUsageError } from '../frame/cli-error.ts'
import { openMigrationPage } from '../migrate/migration-page.ts'
import { toAnswer } from '../migrate/to-report.ts'
import { writePlan } from '../migrate/write-plan.ts'

/** What the action is given. */
interface MigrateOptions {
  readonly write?: true
  readonly force?: true
  readonly json?: true
}

export const addMigrate: AddCommand = (program, { host, answer }) => {
  program
    .command('migrate')
    .description('change the imports of an application from Clerk’s packages, and say what answers differently')
    .argument('[folder]', 'of the application', '.')
    .option('--dry-run', 'print the diff and write nothing (default)')
    .option('--write', 'write the files; refused where git could not undo it')
    .option('--force', 'with --write: write all the same, and a patch that undoes it')
    .option(...JSON_OPTION)
    .action(async (given: string, options: MigrateOptions & { readonly dryRun?: true }) => {
      const isWriting = options.write === true
      if (isWriting && options.dryRun === true)
        throw createUsageError('--dry-run and --write say two different things.', 'Give one of them.')
      if (options.force === true && !isWriting)
        throw createUsageError('--force means nothing without --write.', 'Add --write, or leave --force away.')
      const folder = resolve(host.folder, given)
      if ((await stat(folder).catch(() => null))?.isDirectory() !== true)
        throw createUsageError('The argument names no folder.', 'Name the folder of the application.')
      // The parser is not loaded for the other commands.
      const { createPlan } = await import('../migrate/plan.ts')
      const plan = await createPlan(folder, `^${manifest.version}`)
      const undo = isWriting ? await writePlan(plan, { folder, force: options.force === true }) : null
      const page = await openMigrationPage(import.meta.url)
      answer(toAnswer(plan, { folder, page, written: isWriting, undo }), options.json === true)
    })
}
