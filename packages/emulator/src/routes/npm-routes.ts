/** The vendor's browser scripts. */
import { row, type Route } from '../http/route.ts'
import { answerScript } from '../scripts/answer-script.ts'

/** The vendor's browser scripts, under the paths of the registry. */
export const npmRoutes: readonly Route[] = [
  row('GET', '/npm/@clerk/:package/dist/:file', 'asset', 405, 'anyone', 'none', answerScript),
]
