/** What belongs to the instance itself. */
import type { PrivateJwk } from '../../keys/fixed-keys.ts'
import type { Json, JsonObject } from './json.ts'

/** Claims of a template token. A text `{{user.id}}` and its like is filled in. Its name is its id. */
export interface TokenTemplate {
  readonly id: string
  readonly claims: JsonObject
  readonly lifetimeSec: number
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
