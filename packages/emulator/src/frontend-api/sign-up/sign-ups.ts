/** `/v1/client/sign_ups`: a sign-up begins, is read, and learns more. */
import type { Call } from '../../http/call.ts'
import { readClient, readOrCreateClient } from '../../http/identity.ts'
import { toParams } from '../../http/params.ts'
import { Refusal } from '../../refusal.ts'
import { checkMaySignUp } from '../../state/check-may-sign-up.ts'
import { advanceSignUp, beginSignUp } from '../../state/sign-ups.ts'
import { findInvitation } from '../../state/tickets.ts'
import { checkNobodyIsSignedIn, readActivity } from '../admission.ts'
import { answerSignUp, readSignUp } from './answer-sign-up.ts'
import { applyFields, readSignUpFields } from './sign-up-fields.ts'

/** `POST /v1/client/sign_ups`, with as much as is known. */
export async function answerCreateSignUp(call: Call, _caller: null, form: URLSearchParams): Promise<Response> {
  const { instance } = call
  const client = await readOrCreateClient(call)
  checkNobodyIsSignedIn(instance, client)
  const fields = toParams(form)
  if (fields.flag('transfer') === true)
    throw new Refusal(400, 'account_transfer_invalid', 'There is no sign-in to take over.')
  const ticket = fields.text('ticket')
  const given = await readSignUpFields(instance, fields)
  const attempt = instance.store.write(() => {
    const invitation = typeof ticket === 'string' ? findInvitation(instance, ticket) : null
    checkMaySignUp(instance, invitation)
    checkNobodyIsSignedIn(instance, client)
    const begun = applyFields(instance, beginSignUp(instance, client), given)
    return advanceSignUp(
      instance,
      invitation === null ? begun : applyFields(instance, begun, {}, invitation),
      readActivity(call),
    )
  })
  return answerSignUp(call, client, attempt)
}

/** `GET` and `PATCH /v1/client/sign_ups/:id` */
export async function answerChangeSignUp(call: Call, _caller: null, form: URLSearchParams): Promise<Response> {
  const { instance, method } = call
  const { attempt, client } = readSignUp(call, await readClient(call))
  if (method === 'GET') return answerSignUp(call, client, attempt)
  const given = await readSignUpFields(instance, toParams(form))
  const changed = instance.store.write(() => {
    const now = readSignUp(call, client, 'missing_requirements')
    return advanceSignUp(instance, applyFields(instance, now.attempt, given), readActivity(call))
  })
  return answerSignUp(call, client, changed)
}
