/** `POST /v1/client/sessions/:id/verify` and its steps: a person proves once more that they are there. */
import type { Callers } from '../../callers.ts'
import type { Call } from '../../http/call.ts'
import { toParams } from '../../http/params.ts'
import { toFirstFactors, toSecondFactors } from '../../objects/to-factors.ts'
import { toVerificationObject } from '../../objects/to-verification-object.ts'
import { fieldRefusal } from '../../refusal.ts'
import type { Reverification, Session } from '../../state/model.ts'
import {
  proveEmailCode,
  provePassword,
  proveSecondFactor,
  sendReverificationCode,
  startReverification,
  toReverificationStatus,
  toStrategyRefusal,
} from '../../state/reverification.ts'
import { answerEnvelope, signFor } from '../envelope.ts'
import { toScriptSession } from '../script-objects.ts'

type Own = Callers['own-session']
const LEVELS: readonly Reverification['level'][] = ['first_factor', 'second_factor', 'multi_factor']

/** `POST /v1/client/sessions/:id/verify` */
export function answerStartReverification(call: Call, own: Own, form: URLSearchParams): Promise<Response> {
  const given = toParams(form).text('level') ?? 'first_factor'
  const level = LEVELS.find((one) => one === given)
  if (level === undefined)
    throw fieldRefusal('form_param_value_invalid', `level must be one of ${LEVELS.join(', ')}.`, 'level')
  return answerVerification(call, own, startReverification(call.instance, own.session, level))
}

/** `POST /v1/client/sessions/:id/verify/prepare_first_factor` */
export function answerPrepareFirst(call: Call, own: Own, form: URLSearchParams): Promise<Response> {
  const params = toParams(form)
  const strategy = params.required('strategy')
  if (strategy !== 'email_code') throw toStrategyRefusal(strategy)
  const session = sendReverificationCode(call.instance, own.session, params.required('email_address_id'))
  return answerVerification(call, own, session)
}

/** `POST /v1/client/sessions/:id/verify/attempt_first_factor` */
export async function answerAttemptFirst(call: Call, own: Own, form: URLSearchParams): Promise<Response> {
  const params = toParams(form)
  const strategy = params.required('strategy')
  if (strategy === 'password')
    return answerVerification(call, own, await provePassword(call.instance, own.session, params.required('password')))
  if (strategy !== 'email_code') throw toStrategyRefusal(strategy)
  return answerVerification(call, own, proveEmailCode(call.instance, own.session, params.required('code')))
}

/** `POST /v1/client/sessions/:id/verify/prepare_second_factor`: nothing is sent for any of them. */
export function answerPrepareSecond(_call: Call, _own: Own, form: URLSearchParams): Response {
  throw toStrategyRefusal(toParams(form).required('strategy'))
}

/** `POST /v1/client/sessions/:id/verify/attempt_second_factor` */
export async function answerAttemptSecond(call: Call, own: Own, form: URLSearchParams): Promise<Response> {
  const params = toParams(form)
  const strategy = params.required('strategy')
  if (strategy !== 'totp' && strategy !== 'backup_code') throw toStrategyRefusal(strategy)
  const session = await proveSecondFactor(call.instance, own.session, strategy, params.required('code'))
  return answerVerification(call, own, session)
}

async function answerVerification(call: Call, { client }: Own, session: Session): Promise<Response> {
  const { instance } = call
  const nowMs = instance.clock.nowMs()
  const { reverification } = session
  return answerEnvelope(call, client, {
    object: 'session_verification',
    id: session.id,
    status: toReverificationStatus(instance, session),
    level: reverification?.level ?? 'first_factor',
    session: toScriptSession(instance, session, await signFor(call, session)),
    first_factor_verification: toVerificationObject(reverification?.firstFactor ?? null, nowMs),
    second_factor_verification: toVerificationObject(reverification?.secondFactor ?? null, nowMs),
    supported_first_factors: toFirstFactors(instance, session.userId),
    supported_second_factors: toSecondFactors(instance, session.userId),
  })
}
