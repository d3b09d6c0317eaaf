/** The commands, in the order of the help. */
import { addDoctor } from './commands/doctor.ts'
import { addEmulator } from './commands/emulator.ts'
import { addExplain } from './commands/explain.ts'
import { addMigrate } from './commands/migrate.ts'
import type { AddCommand } from './frame/add-command.ts'

/** Each is a module of `commands/`. */
export const COMMANDS: readonly AddCommand[] = [addExplain, addDoctor, addMigrate, addEmulator]
