/**
 * Which Caddy do the tests of the page about proxies use? The machine's → the path of its program, or null. Does not wait.
 */
import { findProgram, MACHINE, type ProgramSearch } from './find-program.ts'

/**
 * Finds Caddy.
 *
 * @returns The path of the executable, or null when there is none. A `CADDY_PATH` that names no executable is null too.
 */
export const findCaddy = (search: ProgramSearch = MACHINE): string | null =>
  findProgram({ names: ['caddy'], variable: 'CADDY_PATH' }, search)

/** Whether a missing Caddy is a failure (`POSTERN_REQUIRE_CADDY=1`, as in CI) and not only a remark. */
export const isCaddyRequired = (env: Readonly<Record<string, string | undefined>> = process.env): boolean =>
  env['POSTERN_REQUIRE_CADDY'] === '1'
