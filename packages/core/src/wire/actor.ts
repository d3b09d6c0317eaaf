/** Who really acts, when someone impersonates the user. @see RFC 8693 §4.1 */
export interface Actor {
  /** Id of the person who acts. */
  readonly sub: string
  readonly [claim: string]: unknown
}
