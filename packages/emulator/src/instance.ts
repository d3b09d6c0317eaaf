/** Everything that belongs to one emulator. Handed to every endpoint; nothing of it is shared between emulators. */
import type { EmulatorClock } from './create-clock.ts'
import type { Faults } from './control/create-faults.ts'
import type { Journal } from './control/create-journal.ts'
import type { Keyring } from './keys/create-keyring.ts'
import type { EmulatorSettings } from './options.ts'
import type { RandomSource } from './create-random.ts'
import type { ScriptSource } from './scripts/script-source.ts'
import type { Store } from './state/create-store.ts'

/** Where the emulator is reached; changes when a port is bound. */
export interface Place {
  /** Frontend API host that the publishable key names, with port. */
  frontendApiHost(): string
  /** Origin under which pages and APIs answer, without a trailing slash. */
  url(): string
  publishableKey(): string
}

export interface Instance {
  readonly settings: EmulatorSettings
  readonly place: Place
  readonly clock: EmulatorClock
  readonly random: RandomSource
  readonly store: Store
  readonly keyring: Keyring
  readonly faults: Faults
  readonly journal: Journal
  /** null: nobody said where packages are installed. */
  readonly scripts: ScriptSource | null
}

/** What tokens of sessions and machines say in `iss`. @param host A satellite's Frontend API. Default: the instance's own. */
export function toIssuer(instance: Instance, host: string = instance.place.frontendApiHost()): string {
  return `https://${host}`
}

/**
 * The name of the OAuth server: in its documents, its tokens and its answers to be the same, letter by letter. The documents are found below
 * it, so unlike the name in session tokens it has the scheme under which the emulator really answers.
 *
 * @see RFC 8414 §3.3, RFC 9207 §2.4
 */
export function toOAuthIssuer({ place }: Instance): string {
  return place.url()
}

/** What objects of the API name as their instance. There is one. */
export const INSTANCE_ID = 'ins_emulator'
