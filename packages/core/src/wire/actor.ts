/** Who really acts, when someone impersonates the user. @see RFC 8693 §4.1 */
export interface Actor {
  readonly sub: string
  readonly [claim: string]: unknown
}
