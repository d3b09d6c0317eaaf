/** What a worker is told, and what it tells. Types. */
import type { AuthEvent } from '@postern/core'
import type { Headers } from '../request/recorded-request.ts'
import type { Wanted } from '../offline-fetch.ts'
import type { Outcome } from '../verdict.ts'

/** The question. */
export interface PolicyQuestion {
  /** Path of the application's own file, which finds Next. */
  readonly file: string
  /** URL of the bundled module. */
  readonly module: string
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly nowMs: number
  readonly keySet: string | null
}

/** What the application's file turned out to be. */
export type PolicyShape = 'next' | 'fetch'

/** The answer. */
export type PolicyAnswer =
  | {
      readonly kind: 'answered'
      readonly shape: PolicyShape
      readonly outcome: Outcome
      readonly events: readonly AuthEvent[]
      readonly wanted: readonly Wanted[]
    }
  /** The matcher never shows it this request. */
  | { readonly kind: 'not-run' }
  /** Nothing in it can be asked. */
  | { readonly kind: 'no-export' }
  /** It threw. The message only of an error of ours: others may quote the request. */
  | { readonly kind: 'threw'; readonly code: string; readonly message: string }
