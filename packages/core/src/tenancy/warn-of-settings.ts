/** Corridor. Instance → what is legal and probably not meant, told once for its keys. Holds no key. Does not wait. */
import { createRecent, type Recent } from '../foundation/create-recent.ts'
import type { Instance } from './instance.ts'
import { toFetch, type Ports } from '../foundation/ports.ts'
import { keptBy } from '../foundation/process-memory.ts'
import type { OddOption } from '../settings/odd-options.ts'
import type { Settings } from '../settings/settings.ts'
import { SECRET_KEY_LIVE_PREFIX, SECRET_KEY_TEST_PREFIX } from '../wire/token-prefixes.ts'

/** Tells the log. Settings that are found again were looked at before. */
export function warnOfSettings({ settings, ports, reportOnce }: Instance): void {
  for (const [event, isOdd, message] of warnings) if (isOdd(settings)) reportOnce({ level: 'warn', event, message })
  // Whoever passes an option of the vendor's on purpose is not told so by every deployment.
  if (settings.isDevelopment) for (const odd of settings.oddOptions) warnOfOption(odd, ports)
}

/** Once per process: all tenants have their options from the same code. */
function warnOfOption({ name, message }: OddOption, ports: Ports): void {
  const told = keptBy(toFetch(ports), createTold)
  if (told.find(name) !== null) return
  told.keep(name, true, MAX_TOLD)
  ports.log({ level: 'warn', event: 'option-unknown', message })
}

/** Names of options that are remembered as told of. */
const MAX_TOLD = 100

const createTold = (): Recent<true> => createRecent()

const warnings: readonly (readonly [event: string, isOdd: (settings: Settings) => boolean, message: string])[] = [
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
