/** One request on its way through the emulator: what an endpoint needs to know of it. */
import type { ActionTools } from '../control/actions.ts'
import type { Instance } from '../instance.ts'
import type { Route } from './route.ts'

export interface Call {
  readonly instance: Instance
  /** What the console's actions touch. */
  readonly tools: ActionTools
  readonly request: Request
  readonly url: URL
  /** Every row, in the order in which this call tries them. */
  readonly routes: readonly Route[]
  /** The method of the row that answers. It differs from the request's own for HEAD, which is answered as GET, and for the script's `_method`. */
  readonly method: string
  /** Placeholders of the path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>
  /** Cookies by name; the first of a name counts. */
  readonly cookies: ReadonlyMap<string, string>
  /** Writes into the request log why the request is answered so. Never a token, a cookie or a key. */
  readonly note: (decision: string) => void
}
