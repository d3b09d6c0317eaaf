/** Options + environment that may not be read → the error that names the permission. Pure. */
import { AuthError } from '@postern/core'
import type { AdapterOptions } from './adapter-options.ts'
import { findDeniedVariable, type Environment } from './environment.ts'

/**
 * Without the permission every variable looks as if it were not set. Where that leaves a key missing, the cause is said by its name.
 *
 * @throws AuthError `ERR_AUTH_PUBLISHABLE_KEY_MISSING` or `ERR_AUTH_SECRET_KEY_MISSING`.
 */
export function checkPermission(options: AdapterOptions, environment: Environment): void {
  const isKeyMissing = !options.publishableKey
  if (!isKeyMissing && (options.secretKey || options.jwtKey)) return
  // Machines alone may need neither; core knows when.
  if (options.acceptsToken && options.acceptsToken !== 'any') return
  const denied = findDeniedVariable(environment)
  if (denied === null) return
  throw new AuthError(
    isKeyMissing ? 'ERR_AUTH_PUBLISHABLE_KEY_MISSING' : 'ERR_AUTH_SECRET_KEY_MISSING',
    `The environment may not be read (${denied}), so no keys were found. On Deno start with --allow-env, or give the keys as options. No keys yet? Run \`npx @postern/emulator\`.`,
  )
}
