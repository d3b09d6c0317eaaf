/** The shape of a rule of trouble. */
import {
  fields,
  listOf,
  oneOf,
  plainShape,
  recordOf,
  type Shape,
  text,
  textLike,
  wholeWithin,
  within,
} from '../state/shape.ts'
import type { Json } from '../state/model.ts'
import { TOKEN_TROUBLES, type Trouble } from './trouble.ts'

/** Longer than any caller waits. */
export const MAX_DELAY_MS = 3_600_000
export const MAX_TIMES = 1_000_000
/** A day: longer windows say nothing that a smaller limit would not. */
const MAX_WINDOW_SEC = 86_400
const MAX_RETRY_AFTER_SEC = 100_000_000_000

const delay = within(0, MAX_DELAY_MS)
/** Those that say how the answer travels are for whoever sends it. */
const headerName = textLike(
  /^(?!(?:content-length|transfer-encoding|connection|keep-alive|upgrade)$)[!#$%&'*+.^_`|~0-9a-z-]+$/i,
  'the name of a header, and none of those that say how the answer travels',
)
const headerValue = textLike(/^[\t\x20-\x7e]*$/, 'a text of printable ASCII, on one line')
const json: Shape<Json> = plainShape({}, 'JSON', isJson)

/** A value in code may hold itself, or what JSON has no word for. */
function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined
  } catch {
    return false
  }
}

export const troubleShape: Shape<Trouble> = fields(
  {},
  {
    path: textLike(/^\/[^\s?#*]*\*?$/, 'a path that begins with /, with a * at the end if anything may follow'),
    methods: listOf(oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])),
    status: wholeWithin(200, 599),
    code: text,
    body: json,
    headers: recordOf(headerValue, headerName),
    retryAfterSec: wholeWithin(0, MAX_RETRY_AFTER_SEC),
    delayMs: delay,
    delayUpToMs: delay,
    limit: wholeWithin(0, MAX_TIMES),
    windowSec: wholeWithin(1, MAX_WINDOW_SEC),
    tokens: oneOf(TOKEN_TROUBLES),
    times: wholeWithin(1, MAX_TIMES),
  },
)
