/**
 * Which nginx do the tests of the page about proxies use? The machine's → the path of its program, or null. Does not wait.
 */
import { findProgram, MACHINE, type ProgramSearch } from './find-program.ts'

/**
 * Finds nginx.
 *
 * @returns The path of the executable, or null when there is none. An `NGINX_PATH` that names no executable is null too.
 */
export const findNginx = (search: ProgramSearch = MACHINE): string | null => {
  const found = findProgram({ names: ['nginx'], variable: 'NGINX_PATH' }, search)
  if (found !== null || search.env['NGINX_PATH']) return found
  // Debian installs it where only an administrator's PATH leads.
  return SYSTEM_PATHS.find(search.isExecutable) ?? null
}

const SYSTEM_PATHS = ['/usr/sbin/nginx', '/usr/local/sbin/nginx']

/** Whether a missing nginx is a failure (`POSTERN_REQUIRE_NGINX=1`, as in CI) and not only a remark. */
export const isNginxRequired = (env: Readonly<Record<string, string | undefined>> = process.env): boolean =>
  env['POSTERN_REQUIRE_NGINX'] === '1'
