/** Entry `@postern/emulator/scripts`: serves the vendor's browser scripts from packages that are installed. Needs a file system. */
export { openScripts } from './scripts/open-scripts.ts'
