/**
 * Decision room. How fresh a sign-in must be → the response of a route handler that asks for it. Pure.
 *
 * @see protocol.md 13; rulings.md D20
 */
import { reverificationError, type Reverification } from '../session/reverification.ts'
import { NO_STORE } from './decide.ts'

/**
 * 403 with the error in JSON: `if (!has({ reverification: 'strict' })) return reverificationErrorResponse('strict')`.
 *
 * @param missing What did not hold. Default: the browser chooses.
 */
export function reverificationErrorResponse(missing?: Reverification): Response {
  return Response.json(reverificationError(missing), { status: 403, headers: [[...NO_STORE]] })
}
