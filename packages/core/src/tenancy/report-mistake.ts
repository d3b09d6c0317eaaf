/**
 * Tenancy room. What a developer got wrong, or probably did not mean → the log, once. Holds no key. Does not wait.
 *
 * Some servers answer an empty 500 and say nothing, so what is wrong has to be said here.
 */
import { createRecent, type Recent } from '../foundation/create-recent.ts'
import { AuthError } from '../foundation/auth-error.ts'
import { toFetch, toPorts, type AuthEvent, type Ports } from '../foundation/ports.ts'
import { keptBy } from '../foundation/process-memory.ts'
import type { Settings } from '../settings/settings.ts'
import { SECRET_KEY_LIVE_PREFIX, SECRET_KEY_TEST_PREFIX } from '../wire/token-types.ts'
import type { Instance } from './instance.ts'
import { MAX_TOLD_BY_PROCESS } from '../wire/tenant-limits.ts'

const createTold = (): Recent<true> => createRecent()

/**
 * For adapters. Says once per process what is wrong, at the level `error`. The message of an `AuthError` holds no credential.
 *
 * @param error What a request is about to reject with. Told only if it is an `AuthError` that no client caused: other errors belong to the
 *   application.
 */
export function reportMistake(error: unknown, ports: Partial<Ports> = {}): void {
  if (!(error instanceof AuthError) || error.status !== null) return
  const { message, code } = error
  reportPerProcess({ level: 'error', event: 'mistake', message, details: { code } }, toPorts(ports))
}

/** Says what is legal in the settings of an instance and probably not meant, once for its keys. */
export function reportOddSettings({ settings, ports, reportOnce }: Instance): void {
  for (const [event, isOdd, message] of ODD_SETTINGS) if (isOdd(settings)) reportOnce({ level: 'warn', event, message })
  // Whoever passes an option of the vendor's on purpose is not told so by every deployment.
  if (!settings.isDevelopment) return
  for (const { message } of settings.oddOptions) {
    reportPerProcess({ level: 'warn', event: 'option-unknown', message }, ports)
  }
}

/** All tenants have their options from the same code. */
function reportPerProcess(event: AuthEvent, ports: Ports): void {
  const told = keptBy(toFetch(ports), createTold)
  if (told.find(event.message) !== null) return
  told.keep(event.message, true, MAX_TOLD_BY_PROCESS)
  ports.log(event)
}

const ODD_SETTINGS: readonly (readonly [event: string, isOdd: (settings: Settings) => boolean, message: string])[] = [
  // Without authorized parties a token that leaked from one subdomain opens every other. @see rulings.md D7
  [
    'authorized-parties-missing',
    (s) => !s.isDevelopment && s.publishableKey !== '' && s.tokens.authorizedParties.length === 0,
    'authorizedParties is not set on a production instance, so tokens made for any of its origins are accepted. Set it to the origins of this application.',
  ],
  [
    'keys-of-two-kinds',
    (s) =>
      s.publishableKey !== '' &&
      (s.secretKey?.startsWith(s.isDevelopment ? SECRET_KEY_LIVE_PREFIX : SECRET_KEY_TEST_PREFIX) ?? false),
    'One key belongs to a development instance, the other to a production instance. Take both from the same instance.',
  ],
]
