/** Errors that the emulator throws at the developer who starts or steers it. What a client does wrong becomes an HTTP answer instead. */

/** Codes of every `EmulatorError`. Each has a row in the README. */
export type EmulatorErrorCode =
  | 'ERR_EMULATOR_OPTION_INVALID'
  | 'ERR_EMULATOR_SEED_INVALID'
  | 'ERR_EMULATOR_UNKNOWN_USER'
  | 'ERR_EMULATOR_UNKNOWN_ORGANIZATION'
  | 'ERR_EMULATOR_UNKNOWN_SESSION'
  | 'ERR_EMULATOR_UNKNOWN_MACHINE'
  | 'ERR_EMULATOR_UNKNOWN_TOKEN'
  | 'ERR_EMULATOR_UNKNOWN_WEBHOOK'
  | 'ERR_EMULATOR_PERMISSION_INVALID'
  | 'ERR_EMULATOR_LIVE_KEY'
  | 'ERR_EMULATOR_NOT_LOOPBACK'
  | 'ERR_EMULATOR_PORT_IN_USE'
  | 'ERR_EMULATOR_PORT_DENIED'
  | 'ERR_EMULATOR_ADDRESS_UNAVAILABLE'
  | 'ERR_EMULATOR_SQLITE_MISSING'
  | 'ERR_EMULATOR_DATABASE'
  | 'ERR_EMULATOR_CLOSED'
  | 'ERR_EMULATOR_REMOTE'

/** A mistake with a name. The message says what is wrong, where to look and what to do; it never holds a credential. */
export class EmulatorError extends Error {
  /** Always `EmulatorError`, also where two copies of the package are installed and `instanceof` fails. */
  override readonly name = 'EmulatorError'
  /** Stable; safe to compare. */
  readonly code: EmulatorErrorCode

  /** @param message What is wrong, where to look and what to do; the code is put in front. @param options What the system said, as `cause`. */
  constructor(code: EmulatorErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options)
    this.code = code
  }
}
