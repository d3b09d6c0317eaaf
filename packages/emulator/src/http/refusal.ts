/** A request that is refused in the middle of reading it, by whoever reads: every endpoint would answer it alike. */

/** Thrown inside endpoints, answered in the provider's form by `answerRequest`. The message holds nothing of the request. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: 413 | 415
  /** `errors[0].code` of the answer. */
  readonly code: string

  constructor(status: 413 | 415, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
