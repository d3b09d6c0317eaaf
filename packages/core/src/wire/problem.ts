/**
 * Wire room. How a program that asks for JSON is told of a refusal, and browser code of a sign-in that is too old.
 *
 * @see RFC 9457; protocol.md 13
 */

/** Content type of a problem. */
export const PROBLEM_CONTENT_TYPE = 'application/problem+json'
/**
 * What `type` begins with; the reason follows, and names the row of the documentation that explains it. A name and no address: the project
 * has no site of its own, and a link that leads nowhere would be worse. @see RFC 9457 §3.1.1
 */
export const PROBLEM_TYPE_PREFIX = 'urn:postern:reason:'

/** The member of an answer that holds the error for which the vendor's browser code asks people to sign in again. */
export const REVERIFICATION_ERROR_MEMBER = 'clerk_error'
/** `type` of the error. */
export const REVERIFICATION_ERROR_TYPE = 'forbidden'
/** `reason` of the error. */
export const REVERIFICATION_ERROR_REASON = 'reverification-error'
