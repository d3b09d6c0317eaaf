/** One method of the vendor's server client, and what became of its call. Types only: the page reads what a run of them left. */

export interface ProbedMethod {
  /** `api.method`. */
  readonly name: string
  /** Method and path of its request, with `:id` for what the caller filled in. */
  readonly request: string
  readonly answer: 'served' | 'partly' | '501'
  /** What is missing; empty where nothing is known to be. */
  readonly without: string
}
