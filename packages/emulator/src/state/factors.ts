/**
 * Judges what somebody proves themselves with: passwords, codes of authenticator applications, backup codes. For sign-ins, and for a
 * person who proves once more that they are there.
 */
import type { Instance } from '../instance.ts'
import { fieldRefusal, Refusal } from '../refusal.ts'
import type { CodeOutcome } from './mails.ts'
import type { Credentials } from './model.ts'
import { isPassword } from './passwords.ts'
import { credentialsOf } from './people.ts'
import { findTotpStep } from './totp.ts'

/** Whether this is the password of the person. `none`: there is no password. */
export type PasswordOutcome = 'right' | 'wrong' | 'none'

export async function judgePassword(instance: Instance, userId: string, text: string): Promise<PasswordOutcome> {
  const { password } = credentialsOf(instance, userId)
  if (password === null) return 'none'
  return (await isPassword(password, text)) ? 'right' : 'wrong'
}

/**
 * @param param The field that it came in.
 * @returns To be called inside of the `write` that goes on: somebody may have changed the password meanwhile, and then it throws too.
 * @throws Refusal for a wrong password, and where there is none.
 */
export async function requirePassword(
  instance: Instance,
  userId: string,
  text: string,
  param = 'password',
): Promise<() => void> {
  const { password } = credentialsOf(instance, userId)
  if (password === null || !(await isPassword(password, text))) throw toPasswordRefusal(param)
  return () => {
    if (credentialsOf(instance, userId).password !== password) throw toPasswordRefusal(param)
  }
}

/** The refusal of a wrong password. @param param The field that it came in. */
export function toPasswordRefusal(param = 'password'): Refusal {
  return fieldRefusal('form_password_incorrect', 'This is not the password of the account.', param)
}

/** The refusal of a code that was not right. Throw it after the `write` that counts the attempt. */
export function toCodeRefusal(outcome: Exclude<CodeOutcome, 'right'>): Refusal {
  const refusals = {
    wrong: fieldRefusal('form_code_incorrect', 'This code is not right.', 'code'),
    expired: new Refusal(400, 'verification_expired', 'The code is too old. Ask for a new one.'),
    'too-many': new Refusal(400, 'verification_failed', 'Too many wrong codes were given. Ask for a new one.'),
    'nothing-sent': new Refusal(400, 'verification_missing', 'No code was asked for.'),
  } as const satisfies Record<Exclude<CodeOutcome, 'right'>, Refusal>
  return refusals[outcome]
}

/** Whether somebody has to prove a second thing when they sign in. */
export function hasSecondFactor({ totp }: Credentials): boolean {
  return totp?.isVerified === true
}

/** Uses the code up. Call it inside of the `write` that goes on with it. @returns Whether it was right, and not used before. */
export type RedeemCode = () => boolean

/** A code of an authenticator application. What has to be computed is computed before the `write`. */
export async function judgeTotp(instance: Instance, userId: string, code: string): Promise<RedeemCode> {
  const { totp } = credentialsOf(instance, userId)
  const step = totp?.isVerified === true ? await findTotpStep(totp.secret, code, instance.clock.nowMs()) : null
  if (totp === null || step === null) return () => false
  return () =>
    instance.store.write((tx) => {
      const now = credentialsOf(instance, userId)
      // Somebody else may have used the code, or set up another application, in the meantime.
      if (now.totp?.secret !== totp.secret || (now.totp.lastStep ?? -1) >= step) return false
      tx.put('credentials', { ...now, totp: { ...now.totp, lastStep: step, updatedAtMs: instance.clock.nowMs() } })
      return true
    })
}

/** A backup code. Each works once. */
export function judgeBackupCode(instance: Instance, userId: string, code: string): RedeemCode {
  return () =>
    instance.store.write((tx) => {
      const now = credentialsOf(instance, userId)
      const given = code.trim().toLowerCase()
      if (!hasSecondFactor(now) || !now.backupCodes.includes(given)) return false
      tx.put('credentials', { ...now, backupCodes: now.backupCodes.filter((one) => one !== given) })
      return true
    })
}
