/** API keys of people and organizations: made, changed, ended. Both APIs do the same to them. */
import type { Instance } from '../instance.ts'
import { type ApiKeyStart, makeApiKey } from '../mint/machine-tokens.ts'
import type { ApiKey, JsonObject } from './model.ts'
import { toTokenStatus } from './to-token-status.ts'

/** Longest life of a key, in seconds: a hundred years. */
export const MAX_KEY_LIFETIME_SEC = 3_155_760_000

/** Makes a key. @returns null when an active key of the same owner has the name. */
export function createApiKey(instance: Instance, start: ApiKeyStart): ApiKey | null {
  const { store, clock } = instance
  return store.write(() => {
    const isTaken = store.find(
      'apiKeys',
      (one) =>
        one.subject === start.subject && one.name === start.name && toTokenStatus(one, clock.nowMs()) === 'active',
    )
    return isTaken === null ? makeApiKey(instance, start) : null
  })
}

/** What a list shows. */
export interface ApiKeyFilter {
  readonly subject: string
  /** Part of the name, in any case of letters; empty: every name. */
  readonly query: string
  /** Revoked and expired ones too. */
  readonly withInvalid: boolean
}

/** The newest first. */
export function listApiKeys({ store, clock }: Instance, filter: ApiKeyFilter): readonly ApiKey[] {
  const query = filter.query.trim().toLowerCase()
  const fits = (key: ApiKey): boolean =>
    key.subject === filter.subject &&
    key.name.toLowerCase().includes(query) &&
    (filter.withInvalid || toTokenStatus(key, clock.nowMs()) === 'active')
  return store.list('apiKeys').filter(fits).toReversed()
}

/** What can be changed about a key. What is absent stays. */
export interface ApiKeyChange {
  readonly description?: string | null
  readonly claims?: JsonObject | null
  readonly scopes?: readonly string[]
  /** Life from now, in seconds; null: it does not end. */
  readonly expiresInSec?: number | null
}

/** @returns null when the key is gone. */
export function updateApiKey(instance: Instance, id: string, change: ApiKeyChange): ApiKey | null {
  const { expiresInSec, ...rest } = change
  const nowMs = instance.clock.nowMs()
  const life = expiresInSec === undefined ? {} : { expiresAtMs: expiresInSec && nowMs + expiresInSec * 1000 }
  return put(instance, id, { ...rest, ...life })
}

/** @returns null when the key is gone. */
export function revokeApiKey(instance: Instance, id: string, revocationReason: string | null): ApiKey | null {
  return put(instance, id, { isRevoked: true, revocationReason })
}

function put({ store, clock }: Instance, id: string, change: Partial<ApiKey>): ApiKey | null {
  return store.write((tx) => {
    const key = store.get('apiKeys', id)
    if (key === null) return null
    const changed: ApiKey = { ...key, ...change, updatedAtMs: clock.nowMs() }
    tx.put('apiKeys', changed)
    return changed
  })
}
