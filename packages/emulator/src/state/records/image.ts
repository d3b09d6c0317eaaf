/** Pictures that were uploaded. */

/** A picture of a person or an organization, served at `/images/:id`. */
export interface Image {
  /** `img_…`. */
  readonly id: string
  /** `user_…` or `org_…` of whom it shows. Each has one at most. */
  readonly ownerId: string
  /** Such as `image/png`. */
  readonly type: string
  /** Its bytes, in Base64. */
  readonly base64: string
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
}
