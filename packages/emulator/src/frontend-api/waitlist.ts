/** `POST /v1/waitlist`: somebody wants to be let in. */
import type { Call } from '../http/call.ts'
import { toParams } from '../http/params.ts'
import { joinWaitlist } from '../state/users/waitlist.ts'
import { answerResponse } from './envelope.ts'

export function answerJoinWaitlist({ instance }: Call, _caller: null, form: URLSearchParams): Response {
  const entry = joinWaitlist(instance, toParams(form).required('email_address'))
  return answerResponse({
    object: 'waitlist',
    id: entry.id,
    created_at: entry.createdAtMs,
    updated_at: entry.updatedAtMs,
  })
}
