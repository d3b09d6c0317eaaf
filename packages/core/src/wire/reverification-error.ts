/** Wire room. What the vendor's browser code looks for in an answer that asks for a fresh sign-in. @see protocol.md 13 */

/** The member that holds the error. */
export const REVERIFICATION_ERROR_MEMBER = 'clerk_error'
/** `type` of the error. */
export const REVERIFICATION_ERROR_TYPE = 'forbidden'
/** `reason` of the error. */
export const REVERIFICATION_ERROR_REASON = 'reverification-error'
