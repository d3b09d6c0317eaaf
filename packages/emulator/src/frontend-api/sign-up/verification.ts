/** The address of a sign-up is proven by a code. */
import type { Call } from '../../http/call.ts'
import { readClient } from '../../http/identity.ts'
import { toParams } from '../../http/params.ts'
import { fieldRefusal, Refusal } from '../../refusal.ts'
import { toCodeRefusal } from '../../state/factors.ts'
import { sendMail, toCodeVerification } from '../../state/mails.ts'
import { advanceSignUp } from '../../state/sign-ups.ts'
import { tryCode } from '../../state/try-code.ts'
import { checkAddressIsFree } from '../../state/users/identifiers.ts'
import { readActivity, strategyRefusal } from '../admission.ts'
import { answerSignUp, readSignUp } from './answer-sign-up.ts'

const STRATEGY = 'email_code'

/** `POST /v1/client/sign_ups/:id/prepare_verification` */
export async function answerPrepareVerification(call: Call, _caller: null, form: URLSearchParams): Promise<Response> {
  const { instance } = call
  const client = await readClient(call)
  if (toParams(form).required('strategy') !== STRATEGY) throw strategyRefusal(false)
  const { attempt, known } = instance.store.write(() => {
    const now = readSignUp(call, client, 'missing_requirements')
    const { email } = now.attempt
    if (email === null) throw fieldRefusal('form_param_missing', 'email_address is missing.', 'email_address')
    if (now.attempt.verification?.status === 'verified')
      throw new Refusal(400, 'verification_already_verified', 'The address was proven already.')
    const verification = toCodeVerification(instance, email, STRATEGY)
    sendMail(instance, {
      toAddress: email,
      slug: 'verification_code',
      subject: 'Your code to sign up',
      code: verification.code,
      expiresAtMs: verification.expiresAtMs,
    })
    call.note('a code for the sign-up is on the console')
    return {
      attempt: advanceSignUp(instance, { ...now.attempt, verification }, readActivity(call)),
      known: now.client,
    }
  })
  return answerSignUp(call, known, attempt)
}

/** `POST /v1/client/sign_ups/:id/attempt_verification` */
export async function answerAttemptVerification(call: Call, _caller: null, form: URLSearchParams): Promise<Response> {
  const { instance } = call
  const client = await readClient(call)
  const fields = toParams(form)
  if (fields.required('strategy') !== STRATEGY) throw strategyRefusal(false)
  const code = fields.required('code')
  const { outcome, attempt, known } = instance.store.write(() => {
    const now = readSignUp(call, client, 'missing_requirements')
    if (now.attempt.verification?.status === 'verified')
      throw new Refusal(400, 'verification_already_verified', 'The address was proven already.')
    const tried = tryCode(now.attempt.verification, STRATEGY, code, instance.clock.nowMs())
    // Somebody else may have signed up with the address in the meantime.
    if (tried.outcome === 'right' && now.attempt.email !== null) checkAddressIsFree(instance, now.attempt.email)
    const next = { ...now.attempt, verification: tried.verification }
    return {
      outcome: tried.outcome,
      attempt: advanceSignUp(instance, next, readActivity(call)),
      known: now.client,
    }
  })
  if (outcome !== 'right') throw toCodeRefusal(outcome)
  return answerSignUp(call, known, attempt)
}
