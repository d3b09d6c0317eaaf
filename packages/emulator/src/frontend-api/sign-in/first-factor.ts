/** The first factor of a sign-in: a password, or a code by mail. */
import { requirePassword, toCodeRefusal } from '../../state/factors.ts'
import type { SignInAttempt } from '../../state/model.ts'
import { credentialsOf } from '../../state/people.ts'
import { advanceSignIn, changeSignIn } from '../../state/sign-ins.ts'
import { tryCode } from '../../state/try-code.ts'
import { readActivity, strategyRefusal } from '../admission.ts'
import { setNewPassword } from './reset-password.ts'
import { CODE_STRATEGIES, RESET, sendCode } from './send-code.ts'
import { type Step, takeStep } from './take-step.ts'

/** `POST /v1/client/sign_ins/:id/prepare_first_factor` */
export const answerPrepareFirstFactor: ReturnType<typeof takeStep> = takeStep(
  'needs_first_factor',
  ({ call, fields, read }) => {
    const strategy = fields.required('strategy')
    const addressId = fields.text('email_address_id') ?? null
    return call.instance.store.write(() => {
      const { attempt, user } = read()
      return sendCode(call, attempt, user, strategy, addressId)
    })
  },
)

/** `POST /v1/client/sign_ins/:id/attempt_first_factor` */
export const answerAttemptFirstFactor: ReturnType<typeof takeStep> = takeStep('needs_first_factor', (step) => {
  const strategy = step.fields.required('strategy')
  if (strategy === 'password') return attemptPassword(step)
  if (CODE_STRATEGIES.has(strategy)) return attemptCode(step, strategy)
  throw strategyRefusal(true)
})

async function attemptPassword({ call, fields, user, read }: Step): Promise<SignInAttempt> {
  const { instance } = call
  const password = fields.required('password')
  if (credentialsOf(instance, user.id).password === null) throw strategyRefusal(true)
  const checkIsStill = await requirePassword(instance, user.id, password)
  return instance.store.write(() => {
    const now = read()
    checkIsStill()
    const firstFactor = {
      status: 'verified',
      strategy: 'password',
      code: null,
      attempts: 0,
      expiresAtMs: null,
    } as const
    return advanceSignIn(instance, { ...now.attempt, firstFactor }, now.user, readActivity(call))
  })
}

/** With the code to reset the password a new password may come at once. */
async function attemptCode(step: Step, strategy: string): Promise<SignInAttempt> {
  const { call, fields, read } = step
  const { instance } = call
  const code = fields.required('code')
  const password = strategy === RESET ? (fields.text('password') ?? null) : null
  const setPassword = password === null ? null : await setNewPassword(step, password)
  const { outcome, attempt } = instance.store.write(() => {
    const now = read()
    const tried = tryCode(now.attempt.firstFactor, strategy, code, instance.clock.nowMs())
    const known = changeSignIn(instance, now.attempt, { firstFactor: tried.verification })
    if (tried.outcome !== 'right') return { outcome: tried.outcome, attempt: known }
    if (strategy !== RESET)
      return { outcome: tried.outcome, attempt: advanceSignIn(instance, known, now.user, readActivity(call)) }
    if (setPassword === null)
      return { outcome: tried.outcome, attempt: changeSignIn(instance, known, { status: 'needs_new_password' }) }
    return { outcome: tried.outcome, attempt: setPassword(known, now.user) }
  })
  if (outcome !== 'right') throw toCodeRefusal(outcome)
  return attempt
}
