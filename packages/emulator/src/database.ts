/** Entry `@postern/emulator/database`: keeps an emulator's state in a SQLite file. Needs `node:sqlite`. */
export { openDatabase } from './state/open-database.ts'
