/** Why a request is refused, as a value to throw: inside of a transaction it undoes what was changed so far. */

/** Statuses of refusals. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422

/** A refusal. The message is shown to whoever asked and holds nothing secret of the request. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: RefusalStatus
  /** `errors[0].code` of the answer. */
  readonly code: string
  /** `errors[0].meta` of the answer. */
  readonly meta: Readonly<Record<string, unknown>>

  constructor(status: RefusalStatus, code: string, message: string, meta: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.meta = meta
  }
}

/** What is wrong with one field, 422. @param param Its name on the wire. */
export function fieldRefusal(code: string, message: string, param: string): Refusal {
  return new Refusal(422, code, message, { param_name: param })
}

/** Something is not there, or not for whoever asks. */
export function notFoundRefusal(what: string): Refusal {
  return new Refusal(404, 'resource_not_found', `${what} not found`)
}

/** The thing itself. @throws Refusal 404 when it is not there. @param what What it is called. */
export function orNotFound<T>(thing: T | null, what: string): T {
  if (thing === null) throw notFoundRefusal(what)
  return thing
}
