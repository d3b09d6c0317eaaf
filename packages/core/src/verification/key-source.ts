/**
 * Verification room. Where the keys of an issuer come from, as data. Pure.
 *
 * Loading, keeping, refreshing and storing are written once (`keys.ts`) and take such a value. Another issuer is another value: nothing that
 * one has learned is shown to the other.
 *
 * @see rulings.md D5, D8; protocol.md 4.3; threats.md 28
 */
import { toApiHeaders } from '../provider/call-provider.ts'
import type { KeyPolicy, RsaPublicJwk } from '../settings/settings.ts'
import { SIGNATURE_ALGORITHMS } from '../wire/claims.ts'
import { JWKS_PATH } from '../wire/endpoints.ts'
import type { TokenFailure } from '../claims/token-failure.ts'

/** A key set that an issuer publishes. */
export interface PublishedKeys {
  readonly kind: 'published'
  /** Absolute address of the key set. */
  readonly url: string
  /** Sent beside those of every call: who asks. */
  readonly headers: Readonly<Record<string, string>>
  /** Algorithms that its keys may be used with, of those that the protocol allows. A key that names another one verifies nothing. */
  readonly algorithms: readonly string[]
  /** Names the key set in a store that several issuers share. Never a secret: it is no credential, only a name. */
  readonly scope: string
  /** Marks what this instance wrote to a store, so that nobody else's entry counts. Never leaves the process. */
  readonly storeSecret: string
  /** How long keys are used while the issuer is away, in milliseconds, counted from their fetch. 0 or more. */
  readonly staleIfErrorMs: number
  /** Nothing is kept: the issuer is asked for every token. For debugging. */
  readonly isCacheSkipped: boolean
  /** The error code by which the issuer says that it will never answer these headers, and what that means. Null: it has none. */
  readonly refusal: { readonly code: string; readonly failure: TokenFailure } | null
}

/** The developer's own key. A token's `kid` selects nothing. */
export interface OwnKey {
  readonly kind: 'own'
  readonly jwk: RsaPublicJwk
  /** As in `PublishedKeys`. */
  readonly algorithms: readonly string[]
}

/** `none`: nothing can be verified. */
export type KeySource = PublishedKeys | OwnKey | { readonly kind: 'none' }

/** The provider does not know the secret key. */
const REFUSAL: PublishedKeys['refusal'] = {
  code: 'clerk_key_invalid',
  failure: {
    reason: 'secret-key-invalid',
    message: 'The identity provider refused the secret key. Check CLERK_SECRET_KEY.',
  },
}

/** The keys of an instance, as its settings have them. The developer's own key goes before those of the provider. */
export function toKeySource(policy: KeyPolicy): KeySource {
  const { apiUrl, apiVersion, secretKey, localKey, staleIfErrorMs, isCacheSkipped } = policy
  const algorithms = SIGNATURE_ALGORITHMS
  if (localKey !== null) return { kind: 'own', jwk: localKey, algorithms }
  if (secretKey === null) return { kind: 'none' }
  return {
    kind: 'published',
    url: `${apiUrl}/${apiVersion}/${JWKS_PATH}`,
    headers: toApiHeaders(secretKey),
    algorithms,
    scope: `${apiUrl}|${apiVersion}`,
    storeSecret: secretKey,
    staleIfErrorMs,
    isCacheSkipped,
    refusal: REFUSAL,
  }
}
