/** The control of one emulator. */
import { EmulatorError } from '../errors.ts'
import type { Instance } from '../instance.ts'
import type { Seed } from '../state/seed.ts'
import { endSession } from '../state/visits.ts'
import type { Control } from './control.ts'
import type { PlannedFailure } from './faults.ts'

const ANY_CALL: PlannedFailure = { count: 1, status: 500, code: 'internal_error', pathPrefix: '/', retryAfterSec: null }

/** @param plant Forgets everything and begins with a seed. */
export function createControl(instance: Instance, plant: (seed?: Seed) => void): Control {
  const { store, faults, journal, clock, keyring } = instance
  return {
    reset: (seed) => {
      clock.reset()
      faults.reset()
      plant(seed)
      journal.clear()
    },
    rotateSigningKey: (options) => keyring.rotate(options),
    setOutage: (outage) => faults.change({ outage }),
    setKeysDelayMs: (keysDelayMs) => faults.change({ keysDelayMs }),
    setHandshakeForm: (handshakeForm) => faults.change({ handshakeForm }),
    failNext: (failure = {}) => faults.change({ failures: [...faults.read().failures, { ...ANY_CALL, ...failure }] }),
    clearFailures: () => faults.change({ failures: [] }),
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
