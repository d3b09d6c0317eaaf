/** What belongs to the instance itself. */
import type { PrivateJwk } from '../../keys/fixed-keys.ts'
import type { Json, JsonObject } from './json.ts'

/** Claims of a template token. A text `{{user.id}}` and its like is filled in. */
export interface TokenTemplate {
  /** `jtmp_…`. */
  readonly id: string
  /** What the application asks for: `getToken({ template: name })`. */
  readonly name: string
  readonly claims: JsonObject
  readonly lifetimeSec: number
  /** How long before its issue such a token is already valid. */
  readonly clockSkewSec: number
  /** Milliseconds since the Unix epoch. Of a seed: when it was planted. */
  readonly createdAtMs: number
  /** Last change, in milliseconds since the Unix epoch. */
  readonly updatedAtMs: number
}
/** An address of an application to which people may be sent back. */
export interface RedirectUrl {
  /** `ru_…`. */
  readonly id: string
  readonly url: string
  readonly createdAtMs: number
  readonly updatedAtMs: number
}
/** A satellite that a server added. */
export interface SatelliteDomain {
  /** `dmn_…`. */
  readonly id: string
  /** Host of the application, in development with its port. */
  readonly name: string
  readonly proxyUrl: string | null
  readonly createdAtMs: number
  readonly updatedAtMs: number
}
/** Who may sign up, or may not, while the list is in force. */
export interface AccessIdentifier {
  /** `alid_…` or `blid_…`. */
  readonly id: string
  readonly list: 'allow' | 'block'
  /** An address, `*@example.com` for a domain, or a telephone number. Compared in any case of letters. */
  readonly identifier: string
  readonly createdAtMs: number
  readonly updatedAtMs: number
}
/** Who may sign up at all. */
export interface Restrictions {
  /** Only who is on the allow list. */
  readonly allowlist: boolean
  /** Nobody who is on the block list. */
  readonly blocklist: boolean
  /** No address with `+`, `=` or `#` before the `@`; those of tests excepted. */
  readonly blockEmailSubaddresses: boolean
  /** No address of the services that forget their mail, as far as they are known here. */
  readonly blockDisposableEmailDomains: boolean
  /** Both lists read an address of Gmail without its dots. */
  readonly ignoreDotsForGmailAddresses: boolean
}
/** What a server may change of the instance. There is one; without any, `DEFAULT_CONFIG` holds. */
export interface InstanceConfig {
  readonly id: 'config'
  /** Further origins whose pages may ask, besides those of the options. */
  readonly allowedOrigins: readonly string[]
  /** Whether addresses with `+clerk_test` get the code of tests. */
  readonly isTestMode: boolean
  readonly supportEmail: string | null
  readonly restrictions: Restrictions
}
export interface SigningKeyRecord {
  readonly id: string
  readonly key: PrivateJwk
  readonly state: 'current' | 'published' | 'withdrawn'
}
/** Facts about the instance itself, one per id. */
export interface InstanceFact {
  readonly id: string
  readonly value: Json
}
