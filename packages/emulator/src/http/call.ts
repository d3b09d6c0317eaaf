/** One request on its way through the emulator: what an endpoint needs to know of it. */
import type { ActionTools } from '../control/actions.ts'
import type { Instance } from '../instance.ts'

export interface Call {
  readonly instance: Instance
  /** What the console's actions touch. */
  readonly tools: ActionTools
  readonly request: Request
  readonly url: URL
  /** What to do: a method of the endpoint's row. HEAD is answered as GET, and the browser script's `_method` counts; the request's own does not. */
  readonly method: string
  /** Placeholders of the path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>
  /** Cookies by name; the first of a name counts. */
  readonly cookies: ReadonlyMap<string, string>
  /** Writes into the request log why it is answered so. No token, no cookie, no key. */
  note(decision: string): void
}
