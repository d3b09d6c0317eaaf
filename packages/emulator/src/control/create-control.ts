/**
 * What can be done to an emulator while it runs, in code; `/__emu/` offers the same over HTTP.
 *
 * Every method throws an EmulatorError for what it cannot use (`ERR_EMULATOR_OPTION_INVALID`, `ERR_EMULATOR_SEED_INVALID`,
 * `ERR_EMULATOR_UNKNOWN_…`), and then changes nothing.
 */
import { EmulatorError } from '../emulator-error.ts'
import type { Instance } from '../instance.ts'
import type { RotateOptions } from '../keys/create-keyring.ts'
import type { HandshakeForm } from '../options.ts'
import { checkSeed } from '../state/check-seed.ts'
import { settingsShape } from '../state/instance-settings-shape.ts'
import { changeInstanceSettings, type InstanceSettings, readInstanceSettings } from '../state/instance-settings.ts'
import type { ApiKey, Machine, Mail, OAuthApplication, Organization, Session, User } from '../state/model.ts'
import type { Seed, SeedSettings } from '../state/seed.ts'
import { checkFields } from '../state/shape.ts'
import { endSession } from '../state/visits.ts'
import type { Dispatcher } from '../webhooks/create-dispatcher.ts'
import { createWebhookControl, type WebhookControl } from '../webhooks/create-webhook-control.ts'
import type { Outage, PlannedFailure } from './create-faults.ts'
import type { JournalEntry } from './create-journal.ts'
import { createTroubleControl } from './create-trouble-control.ts'
import { failureShape, handshakeForm, keysDelay, outage, rotateInCodeShape } from './shapes.ts'
import type { TroubleControl } from './trouble.ts'

/** What can be done to an emulator while it runs. `/__emu/` offers the same over HTTP. */
export interface Control {
  /**
   * Puts everything back to the start: the seed, the first signing key, the clock, named ids. Faults and the request log are emptied.
   *
   * @param seed Replaces the seed of the start, for this time.
   */
  reset(seed?: Seed): void
  /** Signs with another key from now on. @returns Its `kid`. */
  rotateSigningKey(options?: RotateOptions): Promise<string>
  /** Starts an outage, or ends it with null. `network`: calls reject, or answer 503 over a port. `http`: calls answer 503. Pages and the console go on. */
  setOutage(outage: Outage | null): void
  /** Delays the key set, in real milliseconds. From 0 to 3 600 000, which is an hour. */
  setKeysDelayMs(ms: number): void
  /** How results of handshakes travel from now on. */
  setHandshakeForm(form: HandshakeForm): void
  /** Trouble for single endpoints: delays, limits, answers; and session tokens that nobody should take. */
  readonly trouble: TroubleControl
  /** Signed webhooks: who is told of what happens, what was sent, and sending it again. */
  readonly webhooks: WebhookControl
  /** Makes the next calls fail. Default: one call, on any path, with status 500 and code `internal_error`. */
  failNext(failure?: Partial<PlannedFailure>): void
  /** Forgets every failure that `failNext` planned. */
  clearFailures(): void
  /** Revokes a session. Its token passes until it expires, but is not renewed. */
  revokeSession(sessionId: string): void
  /** Revokes an API key. From now on the Backend API answers 404 for it. */
  revokeApiKey(idOrSecret: string): void
  /** Revokes an M2M token. One in JWT format still passes where it is verified without a call. */
  revokeM2MToken(idOrToken: string): void
  /** Revokes an OAuth access token. One in JWT format still passes where it is verified without a call. */
  revokeOAuthToken(idOrToken: string): void
  /** Requests and how they were decided, oldest first, at most 500. */
  requests(): readonly JournalEntry[]
  /** Empties the request log. The next entry goes on counting. */
  clearRequests(): void
  /** Everybody: the people of the seed, then those who signed up. */
  users(): readonly User[]
  /** Every organization of the seed. */
  organizations(): readonly Organization[]
  /** Every session since the start or the last reset, oldest first, also those that are over. */
  sessions(): readonly Session[]
  /** Every OAuth client: those of the seed, then those that registered. */
  oauthApplications(): readonly OAuthApplication[]
  /** Every machine of the seed, with its secret key. */
  machines(): readonly Machine[]
  /** Every API key with its secret, oldest first, also those that are revoked or expired. */
  apiKeys(): readonly ApiKey[]
  /** Mail that would have been sent, with its codes and links, oldest first, at most 500. */
  mails(): readonly Mail[]
  /** What holds for the whole instance. */
  settings(): InstanceSettings
  /** Changes what holds for the whole instance; what is not named stays. A reset takes it back. */
  changeSettings(changes: SeedSettings): void
}

const ANY_CALL: PlannedFailure = { count: 1, status: 500, code: 'internal_error', pathPrefix: '/', retryAfterSec: null }

/** @param plant Forgets everything and begins with a seed. */
export function createControl(instance: Instance, dispatcher: Dispatcher, plant: (seed?: Seed) => void): Control {
  const { store, journal } = instance
  return {
    reset: (seed) => {
      reset(instance, plant, seed)
      dispatcher.drop()
    },
    webhooks: createWebhookControl(instance, dispatcher),
    ...createLevers(instance),
    revokeSession: (sessionId) => {
      const session = store.get('sessions', sessionId)
      if (session === null)
        throw new EmulatorError('ERR_EMULATOR_UNKNOWN_SESSION', `there is no session "${sessionId}".`)
      endSession(instance, session, 'revoked')
    },
    revokeApiKey: (name) => revoke(instance, 'apiKeys', name),
    revokeM2MToken: (name) => revoke(instance, 'm2mTokens', name),
    revokeOAuthToken: (name) => revoke(instance, 'oauthTokens', name),
    requests: () => journal.list(),
    clearRequests: () => journal.clear(),
    users: () => store.list('users'),
    organizations: () => store.list('organizations'),
    sessions: () => store.list('sessions'),
    oauthApplications: () => store.list('oauthApplications'),
    machines: () => store.list('machines'),
    apiKeys: () => store.list('apiKeys'),
    mails: () => store.list('mails'),
    settings: () => readInstanceSettings(instance),
    changeSettings: (changes) => {
      checkFields(settingsShape, changes)
      changeInstanceSettings(store, changes)
    },
  }
}

function reset({ clock, random, faults, journal }: Instance, plant: (seed?: Seed) => void, seed?: Seed): void {
  // Judged first: a seed that is refused must change nothing.
  if (seed !== undefined) checkSeed(seed)
  clock.reset()
  random.restart()
  faults.reset()
  plant(seed)
  journal.clear()
}

type Levers = Pick<
  Control,
  'rotateSigningKey' | 'setOutage' | 'setKeysDelayMs' | 'setHandshakeForm' | 'trouble' | 'failNext' | 'clearFailures'
>

function createLevers({ faults, keyring }: Instance): Levers {
  return {
    rotateSigningKey: async (options = {}) => {
      checkFields(rotateInCodeShape, options)
      return keyring.rotate(options)
    },
    setOutage: (wanted) => {
      checkFields(outage, wanted, 'outage')
      faults.change({ outage: wanted })
    },
    setKeysDelayMs: (keysDelayMs) => {
      checkFields(keysDelay, keysDelayMs, 'ms')
      faults.setKeysDelayMs(keysDelayMs)
    },
    setHandshakeForm: (form) => {
      checkFields(handshakeForm, form, 'form')
      faults.change({ handshakeForm: form })
    },
    trouble: createTroubleControl(faults),
    failNext: (failure = {}) => {
      checkFields(failureShape, failure)
      faults.addFailure({ ...ANY_CALL, ...failure })
    },
    clearFailures: () => faults.clearFailures(),
  }
}

/** By id, or by the secret itself. */
function revoke({ store, clock }: Instance, table: 'apiKeys' | 'm2mTokens' | 'oauthTokens', name: string): void {
  const record = store.find(table, (one) => one.id === name || ('secret' in one ? one.secret : one.token) === name)
  // The message never shows the name: it may be the secret.
  if (record === null) throw new EmulatorError('ERR_EMULATOR_UNKNOWN_TOKEN', `there is no such record in ${table}.`)
  store.write((tx) =>
    tx.put(table, { ...record, isRevoked: true, revocationReason: 'control', updatedAtMs: clock.nowMs() }),
  )
}
