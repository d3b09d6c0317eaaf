/** Keeps the emulator away from a place where real keys are in use. */
import { PUBLISHABLE_KEY_LIVE_PREFIX, SECRET_KEY_LIVE_PREFIX } from '@postern/core/wire'
import { EmulatorError } from './errors.ts'
import { EMULATOR_SECRETS } from './options.ts'

/** Other vendors' keys begin alike; only the provider's variables are looked at. */
const KEY_NAME = /CLERK.*KEY/

/** Some readers of `.env` files keep the quotes, and the spaces around them. */
const QUOTES = /^[\s'"`]+|[\s'"`]+$/g

/**
 * @throws EmulatorError `ERR_EMULATOR_LIVE_KEY` when a variable holds a live key of the provider. Live keys that an emulator made are
 *   known and pass.
 */
export function checkEnvironment(environment: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || !KEY_NAME.test(name) || !isLiveKey(value)) continue
    throw new EmulatorError(
      'ERR_EMULATOR_LIVE_KEY',
      `${name} holds a live key. The emulator does not start where real people are signed in: unset it, or run elsewhere.`,
    )
  }
}

function isLiveKey(text: string): boolean {
  const value = text.replaceAll(QUOTES, '')
  if (value.startsWith(SECRET_KEY_LIVE_PREFIX)) return !value.startsWith(EMULATOR_SECRETS.production)
  return (
    value.startsWith(PUBLISHABLE_KEY_LIVE_PREFIX) &&
    !isReservedHost(decode(value.slice(PUBLISHABLE_KEY_LIVE_PREFIX.length)))
  )
}

function isReservedHost(host: string): boolean {
  return /(^|\.)(test|localhost|example)(:\d+)?\$$/.test(host)
}

function decode(text: string): string {
  try {
    return atob(text)
  } catch {
    return ''
  }
}
