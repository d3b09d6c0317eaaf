/** placeholder, replaced by helper */
export interface PeekedToken {
  /** The compact JWS as it was carried. */
  readonly token: string
  /** The first two parts, as they are signed. */
  readonly header: Readonly<Record<string, unknown>>
  /** NOT verified. */
  readonly claims: Readonly<Record<string, unknown>>
}
