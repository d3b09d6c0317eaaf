/**
 * Session room. How fresh a sign-in must be → the error that the vendor's `useReverification()` understands. Pure.
 *
 * @see protocol.md 13
 */
import {
  REVERIFICATION_ERROR_MEMBER,
  REVERIFICATION_ERROR_REASON,
  REVERIFICATION_ERROR_TYPE,
} from '../wire/reverification-error.ts'
import type { Reverification } from './auth-types.ts'

/** What a server action answers, so that the browser asks for a fresh sign-in and calls again. */
export interface ReverificationError<C extends Reverification = Reverification> {
  /** Under the vendor's name. */
  readonly [REVERIFICATION_ERROR_MEMBER]: {
    readonly type: typeof REVERIFICATION_ERROR_TYPE
    readonly reason: typeof REVERIFICATION_ERROR_REASON
    readonly metadata: {
      /** What was asked for. Absent: the browser's default. */
      readonly reverification?: C
    }
  }
}

/**
 * The error for a server action: `if (!has({ reverification: 'strict' })) return reverificationError('strict')`.
 *
 * @param missing What did not hold. Default: the browser chooses.
 */
export function reverificationError<const C extends Reverification>(missing?: C): ReverificationError<C> {
  return {
    [REVERIFICATION_ERROR_MEMBER]: {
      type: REVERIFICATION_ERROR_TYPE,
      reason: REVERIFICATION_ERROR_REASON,
      metadata: missing === undefined ? {} : { reverification: missing },
    },
  }
}
