/** The second factor of a sign-in: a code of an authenticator application, or a backup code. */
import { judgeBackupCode, judgeTotp, toCodeRefusal } from '../../state/factors.ts'
import { MAX_ATTEMPTS } from '../../state/mails.ts'
import type { Verification } from '../../state/model.ts'
import { advanceSignIn, changeSignIn } from '../../state/sign-ins.ts'
import { readActivity, strategyRefusal } from '../admission.ts'
import { takeStep } from './take-step.ts'

/** `POST /v1/client/sign_ins/:id/prepare_second_factor`: nothing that is sent counts as a second factor here. */
export const answerPrepareSecondFactor: ReturnType<typeof takeStep> = takeStep('needs_second_factor', ({ fields }) => {
  fields.required('strategy')
  throw strategyRefusal(true)
})

/** `POST /v1/client/sign_ins/:id/attempt_second_factor` */
export const answerAttemptSecondFactor: ReturnType<typeof takeStep> = takeStep('needs_second_factor', async (step) => {
  const { call, fields, user, read } = step
  const { instance } = call
  const strategy = fields.required('strategy')
  if (strategy !== 'totp' && strategy !== 'backup_code') throw strategyRefusal(true)
  const code = fields.required('code')
  const judge = strategy === 'totp' ? judgeTotp : judgeBackupCode
  const redeem = await judge(instance, user.id, code)
  const { outcome, attempt } = instance.store.write(() => {
    const now = read()
    const before = now.attempt.secondFactor?.attempts ?? 0
    if (before >= MAX_ATTEMPTS) return { outcome: 'too-many', attempt: now.attempt } as const
    const isRight = redeem()
    const secondFactor: Verification = {
      status: isRight ? 'verified' : 'unverified',
      strategy,
      code: null,
      attempts: isRight ? before : before + 1,
      expiresAtMs: null,
    }
    const known = changeSignIn(instance, now.attempt, { secondFactor })
    if (!isRight) return { outcome: 'wrong', attempt: known } as const
    return { outcome: 'right', attempt: advanceSignIn(instance, known, now.user, readActivity(call)) } as const
  })
  if (outcome !== 'right') throw toCodeRefusal(outcome)
  return attempt
})
