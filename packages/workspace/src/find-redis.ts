/**
 * Which Redis do the tests of shared stores use? The machine's Redis or Valkey → the path of its server, or null. Does not wait.
 */
import { findProgram, MACHINE, type ProgramSearch } from './find-program.ts'

/**
 * Finds the server.
 *
 * @returns The path of the executable, or null when there is none. A `REDIS_PATH` that names no executable is null too.
 */
export const findRedis = (search: ProgramSearch = MACHINE): string | null =>
  findProgram({ names: ['redis-server', 'valkey-server'], variable: 'REDIS_PATH' }, search)

/** Whether a missing server is a failure (`POSTERN_REQUIRE_REDIS=1`, as in CI) and not only a remark. */
export const isRedisRequired = (env: Readonly<Record<string, string | undefined>> = process.env): boolean =>
  env['POSTERN_REQUIRE_REDIS'] === '1'
