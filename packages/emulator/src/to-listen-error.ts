/** Why a port cannot be bound, in words that say what to do. */
import { EmulatorError } from './errors.ts'

/** Names of systems for "there is no such address here". */
const NO_ADDRESS = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'])

/**
 * @param error What the system said.
 * @returns `ERR_EMULATOR_PORT_IN_USE` when another program has the port, `ERR_EMULATOR_PORT_DENIED` when this user may not have it,
 *   `ERR_EMULATOR_ADDRESS_UNAVAILABLE` when this machine has no such address, and for anything else, which is named.
 */
export function toListenError(
  error: { readonly code?: string | undefined; readonly message: string },
  port: number,
  hostname: string,
): EmulatorError {
  const { code = error.message } = error
  const options = { cause: error }
  if (code === 'EADDRINUSE')
    return new EmulatorError(
      'ERR_EMULATOR_PORT_IN_USE',
      `port ${port} is taken. Choose another, or 0 for any.`,
      options,
    )
  if (code === 'EACCES' || code === 'EPERM')
    return new EmulatorError(
      'ERR_EMULATOR_PORT_DENIED',
      `this user may not listen on port ${port}. Choose one from 1024, or 0 for any.`,
      options,
    )
  const reason = NO_ADDRESS.has(code) ? 'is no address of this machine' : `cannot be listened on (${code})`
  return new EmulatorError('ERR_EMULATOR_ADDRESS_UNAVAILABLE', `${hostname} ${reason}. Listen on 127.0.0.1.`, options)
}
