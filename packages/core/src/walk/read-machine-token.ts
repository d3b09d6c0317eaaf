/**
 * Corridor. A machine token from the header → what is known about it. Signed ones are verified here, opaque ones by the provider. Waits.
 *
 * @see protocol.md 9; rulings.md D11, D14
 */
import type { MachineFacts } from '../claims/machine-facts.ts'
import { chooseMachineJwtType } from '../credentials/choose-token-type.ts'
import type { MachineFailure } from '../claims/token-failure.ts'
import { reportCause } from './report-cause.ts'
import { fail, type Result } from '../foundation/result.ts'
import { begin } from '../foundation/soon.ts'
import type { Bearer, Visit } from './visit.ts'
import type { MachineTokenType } from '../wire/token-types.ts'

export type MachineAnswer = Result<MachineFacts, MachineFailure>

/** Verifies a machine token. Never rejects: whatever breaks on the way means that the token is not accepted. */
export async function readMachineToken(visit: Visit, bearer: Bearer, type: MachineTokenType): Promise<MachineAnswer> {
  const { machines, inspector } = visit.instance
  try {
    const signedType = bearer.peeked === null ? null : chooseMachineJwtType(bearer.peeked)
    if (bearer.peeked === null || signedType === null)
      return await inspector.introspect(bearer.token, type, visit.nowMs)
    const answer = await begin(machines.verify(bearer.peeked, signedType, visit.nowMs))
    if (!answer.ok) reportCause(visit.instance, { token: bearer.peeked, failure: answer.failure, nowMs: visit.nowMs })
    return answer
  } catch {
    return fail({ reason: 'unexpected-error', message: 'The token could not be verified.', status: null })
  }
}
