/** What trouble can be asked for, and what is told of it. Types only. */
import type { Json } from '../state/model.ts'

/**
 * What is wrong with a session token that is issued on purpose as no application should take it.
 *
 * - `expired`: it ran out a minute ago.
 * - `not-yet`: `iat` and `nbf` lie an hour ahead.
 * - `foreign-key`: signed by a key that is in no key set, under the `kid` of the current one.
 * - `foreign-app`: `azp` names an application elsewhere.
 * - `foreign-issuer`: `iss` names another instance.
 */
export type TokenTrouble = 'expired' | 'not-yet' | 'foreign-key' | 'foreign-app' | 'foreign-issuer'
/** Every kind of token trouble. */
export const TOKEN_TROUBLES: readonly TokenTrouble[] = [
  'expired',
  'not-yet',
  'foreign-key',
  'foreign-app',
  'foreign-issuer',
]

/** Methods that a rule can name. */
export type TroubleMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One rule of trouble. It names endpoints by `path` and says what they do, or it says with `tokens` what is wrong with the next session tokens.
 *
 * An endpoint is late with `delayMs`, limits its callers with `limit`, and answers by itself with any of `status`, `code`, `body`, `headers` and
 * `retryAfterSec`. A rule with `delayMs` alone only delays: the endpoint answers then as ever.
 */
export interface Trouble {
  /**
   * The endpoints: a path that begins with `/`, as the README lists them. `:name` stands for one segment, a `*` at the end for anything.
   * Machine endpoints are meant with and without `/v1`. Pages for people and the console cannot be named.
   */
  readonly path?: string
  /** Only these methods, as the endpoint means them. Default: every method. Preflights of browsers are never meant. */
  readonly methods?: readonly TroubleMethod[]
  /** Status of the answer, from 200 to 599. Default 500, and 429 with `limit`. */
  readonly status?: number
  /** `errors[0].code` of the answer. Default: what the provider says with this status. Without effect beside `body`. */
  readonly code?: string
  /** The whole body in place of the error: a text is sent as it is, anything else as JSON. */
  readonly body?: Json
  /** Further headers of the answer. A `content-type` here replaces the one that follows from `body`. */
  readonly headers?: Readonly<Record<string, string>>
  /** `Retry-After` of the answer, in whole seconds. Default none; with `limit` the time until the window ends. */
  readonly retryAfterSec?: number
  /** How late the answer comes, in real milliseconds: no clock but the caller's own says whether it waits. From 0 to 3,600,000. */
  readonly delayMs?: number
  /** With `delayMs`: each answer is late by a random time between both. Named ids (`idSeed`) make the same times in every run. */
  readonly delayUpToMs?: number
  /** How many calls the rule lets through in each window, from 0. Those above get a 429 with `Retry-After`. */
  readonly limit?: number
  /** Length of the window, in seconds on the emulator's clock. It begins with the first call. Default 60. */
  readonly windowSec?: number
  /** The next session tokens from any endpoint are like this. Stands alone, or beside `times`. Minted tokens have options of their own. */
  readonly tokens?: TokenTrouble
  /** How often the rule works before it is gone, from 1 to 1,000,000. Calls that a `limit` lets through do not count. Default: until it is removed. */
  readonly times?: number
}

/** A rule that is in force, with every default filled in; null where the rule says nothing. */
export interface TroubleRule {
  /** `trouble_1` and so on. */
  readonly id: string
  /** As it was asked for; null for token trouble. */
  readonly path: string | null
  /** Empty: every method. */
  readonly methods: readonly TroubleMethod[]
  /** Status of the answer; null for a rule that only delays, and for token trouble. */
  readonly status: number | null
  /** `errors[0].code` of the answer. */
  readonly code: string | null
  /** The whole body of the answer. */
  readonly body: Json
  /** Further headers of the answer. */
  readonly headers: Readonly<Record<string, string>>
  /** `Retry-After`, in seconds. */
  readonly retryAfterSec: number | null
  /** Least delay, in real milliseconds. */
  readonly delayMs: number
  /** Longest delay, in real milliseconds. */
  readonly delayUpToMs: number
  /** Calls that get through in each window. */
  readonly limit: number | null
  /** Seconds of a window, on the emulator's clock. */
  readonly windowSec: number | null
  /** What is wrong with the next session tokens. */
  readonly tokens: TokenTrouble | null
  /** How often it still works; null: until it is removed. */
  readonly timesLeft: number | null
  /** How often it has worked. */
  readonly timesUsed: number
}

/** Trouble on demand, in code; `/__emu/trouble…` offers the same over HTTP. It is kept in memory only, and `control.reset()` ends it. */
export interface TroubleControl {
  /** Puts a rule in force. Rules are asked in the order in which they were added: delays add up, and the first that answers ends the call. */
  add(trouble: Trouble): TroubleRule
  /** Every rule in force, those of `failNext` and `setKeysDelayMs` included. */
  list(): readonly TroubleRule[]
  /** Paths of endpoints that a rule can name. Others below the same beginnings can be named too: they answer 501 without one. */
  endpoints(): readonly string[]
  /** Ends a rule. One that is gone already may be named. */
  remove(id: string): void
  /** Ends every rule. An outage goes on: `setOutage(null)` ends it. */
  clear(): void
}
